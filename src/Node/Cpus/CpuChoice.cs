namespace Kubesharp.Kubelet.Cpus;

/// <summary>
/// Which processors a container gets for itself: whole sockets, then whole cores, then the rest next to what it has, so
/// that neighbours share as little as can be (documentation, "Control CPU Management Policies on the Node"). Pure.
/// </summary>
internal static class CpuChoice
{
    /// <returns>Null when there are not as many.</returns>
    public static CpuSet? Take(CpuTopology topology, CpuSet available, int count)
    {
        if (available.Count < count)
            return null;
        List<int> taken = [];
        HashSet<int> free = [.. available.Numbers];
        TakeWhole(topology, free, taken, count, topology.CpusPerSocket, static place => (place.Socket, 0));
        TakeWhole(topology, free, taken, count, topology.CpusPerCore, static place => (place.Socket, place.Core));
        while (taken.Count < count)
        {
            // Where it has something already; then where least is left, so that whole cores stay whole.
            int next = free
                .OrderByDescending(number => taken.Count(one => Socket(topology, one) == Socket(topology, number)))
                .ThenBy(number => free.Count(one => Socket(topology, one) == Socket(topology, number)))
                .ThenBy(number => free.Count(one => Core(topology, one) == Core(topology, number)))
                .ThenBy(number => topology.Of(number).Socket).ThenBy(number => topology.Of(number).Core)
                .ThenBy(static number => number).First();
            free.Remove(next);
            taken.Add(next);
        }
        return new CpuSet(taken);
    }

    private static void TakeWhole(
        CpuTopology topology, HashSet<int> free, List<int> taken, int count, int size,
        Func<CpuPlace, (int, int)> unitOf)
    {
        IEnumerable<int[]> whole = free.GroupBy(number => unitOf(topology.Of(number)))
            .Where(unit => unit.Count() == size)
            // The socket that has least left first: the emptier ones stay for those who need much.
            .OrderBy(unit => free.Count(number => topology.Of(number).Socket == unit.Key.Item1))
            .ThenBy(static unit => unit.Key)
            .Select(static unit => unit.ToArray()).ToList();
        foreach (int[] unit in whole)
        {
            if (count - taken.Count < size)
                return;
            free.ExceptWith(unit);
            taken.AddRange(unit);
        }
    }

    private static int Socket(CpuTopology topology, int number) => topology.Of(number).Socket;

    private static (int, int) Core(CpuTopology topology, int number) =>
        (topology.Of(number).Socket, topology.Of(number).Core);
}
