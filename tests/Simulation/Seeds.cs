using System.Collections.Concurrent;

namespace Kubesharp.Tests.Simulation;

/// <summary>Which seeds a simulation runs under, and what is said of those that fail.</summary>
internal static class Seeds
{
    // More than these are one fault seen often.
    private const int Shown = 3;

    /// <summary>
    /// How many seeds <see cref="Each"/> runs when <paramref name="otherwise"/> are the usual number.
    /// </summary>
    public static int Count(int otherwise) => Setting("KUBESHARP_SEEDS", First > 0 ? 1 : otherwise);

    private static int First => Setting("KUBESHARP_SEED", 0);

    /// <summary>
    /// Runs <paramref name="run"/> under every seed, side by side on one thread each: nothing is shared between two
    /// simulations. A seed that fails does not keep the others from running; all of them are named at the end.
    /// </summary>
    /// <param name="otherwise">
    /// How many seeds, from 0 on, unless <c>KUBESHARP_SEED</c> (the first; alone if no number is given) and
    /// <c>KUBESHARP_SEEDS</c> (how many) say otherwise.
    /// </param>
    /// <param name="run">One simulation; throws if it did not end as it should.</param>
    public static void Each(int otherwise, Action<int> run)
    {
        ConcurrentBag<(int Seed, Exception Exception)> failed = [];
        int first = First;
        Parallel.For(first, first + Count(otherwise), seed =>
        {
            try
            {
                run(seed);
            }
            catch (Exception exception)
            {
                failed.Add((seed, exception));
            }
        });
        if (failed.IsEmpty)
            return;
        List<(int Seed, Exception Exception)> shown = [.. failed.OrderBy(static one => one.Seed)];
        string named = string.Join(", ", shown.Select(static one => $"KUBESHARP_SEED={one.Seed}"));
        throw new AggregateException(
            $"{failed.Count} of {Count(otherwise)} seeds failed; each can be run alone with {named}",
            shown.Take(Shown).Select(static one =>
                new InvalidOperationException($"seed {one.Seed}: {one.Exception.Message}", one.Exception)));
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int given) ? given : otherwise;
}
