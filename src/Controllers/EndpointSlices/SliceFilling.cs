using Kubesharp.Api.Discovery;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>Slices of one family on their way from what they are to what they should be.</summary>
internal sealed class SliceChanges
{
    public List<EndpointSlice> Create { get; } = [];
    public List<EndpointSlice> Update { get; } = [];
    public List<EndpointSlice> Delete { get; } = [];
    public List<EndpointSlice> Unchanged { get; } = [];
    public int Added { get; set; }
    public int Removed { get; set; }
    /// <summary>How few slices could hold all endpoints.</summary>
    public int Fewest { get; set; }

    /// <summary>Those that there are afterwards.</summary>
    public IEnumerable<EndpointSlice> All => Create.Concat(Update).Concat(Unchanged);
}

/// <summary>
/// Shares endpoints out among the slices of one set of ports: what is right stays, what has to be written anyway is
/// filled up first, then one that has room for the whole rest, and only then come new slices. Pure.
/// </summary>
internal static class SliceFilling
{
    /// <param name="labelled">The slice with the labels that it should have.</param>
    /// <param name="made">A new slice without endpoints.</param>
    public static void Fill(
        IReadOnlyList<Endpoint> endpoints, List<EndpointSlice> slices, int max,
        Func<EndpointSlice, EndpointSlice> labelled, Func<EndpointSlice> made, SliceChanges changes)
    {
        Dictionary<(string, string), Endpoint> wanted = [];
        foreach (Endpoint endpoint in endpoints)
            wanted[IdentityOf(endpoint)] = endpoint;
        changes.Fewest += Math.Max(1, (wanted.Count + max - 1) / max);

        List<EndpointSlice> touched = [], right = [];
        foreach (EndpointSlice slice in slices)
            Sort(slice, wanted, labelled, touched, right, changes);
        Queue<Endpoint> rest = new(wanted.Values);
        changes.Added += rest.Count;
        FillUp(touched, rest, max);
        while (rest.Count > 0)
        {
            // Whole slices are made new; what is left then may fit beside what is right already.
            EndpointSlice? room = rest.Count < max ? Closest(right, rest.Count, max) : null;
            if (room is null)
            {
                changes.Create.Add(made() with { Endpoints = Take(rest, max) });
                continue;
            }
            right.Remove(room);
            touched.Add(room with { Endpoints = [.. room.Endpoints, .. Take(rest, rest.Count)] });
        }
        changes.Update.AddRange(touched);
        changes.Unchanged.AddRange(right);
    }

    private static void Sort(
        EndpointSlice slice, Dictionary<(string, string), Endpoint> wanted,
        Func<EndpointSlice, EndpointSlice> labelled, List<EndpointSlice> touched, List<EndpointSlice> right,
        SliceChanges changes)
    {
        List<Endpoint> stays = [];
        foreach (Endpoint endpoint in slice.Endpoints)
        {
            // Hints are decided on afterwards, over all slices.
            if (wanted.Remove(IdentityOf(endpoint), out Endpoint? found))
                stays.Add(found with { Hints = endpoint.Hints });
        }
        changes.Removed += slice.Endpoints.Count - stays.Count;
        if (stays.Count == 0)
        {
            changes.Delete.Add(slice);
            return;
        }
        EndpointSlice now = labelled(slice) with { Endpoints = stays };
        (now.Equals(slice) ? right : touched).Add(now);
    }

    private static void FillUp(List<EndpointSlice> touched, Queue<Endpoint> rest, int max)
    {
        if (rest.Count == 0)
            return;
        // The fullest first: full slices are left alone later.
        touched.Sort(static (left, right) => right.Endpoints.Count.CompareTo(left.Endpoints.Count));
        for (int i = 0; i < touched.Count && rest.Count > 0; i++)
        {
            IReadOnlyList<Endpoint> more = Take(rest, max - touched[i].Endpoints.Count);
            touched[i] = touched[i] with { Endpoints = [.. touched[i].Endpoints, .. more] };
        }
    }

    // The one that is closest to full when all of the rest is in it.
    private static EndpointSlice? Closest(List<EndpointSlice> slices, int count, int max) => slices
        .Where(slice => slice.Endpoints.Count + count <= max)
        .MaxBy(static slice => slice.Endpoints.Count);

    private static IReadOnlyList<Endpoint> Take(Queue<Endpoint> rest, int count)
    {
        List<Endpoint> taken = [];
        while (taken.Count < count && rest.Count > 0)
            taken.Add(rest.Dequeue());
        return taken;
    }

    // Pods of the host network share an address.
    private static (string Address, string Name) IdentityOf(Endpoint endpoint) =>
        (endpoint.Addresses.Count > 0 ? endpoint.Addresses[0] : "", endpoint.TargetRef?.Name ?? "");
}
