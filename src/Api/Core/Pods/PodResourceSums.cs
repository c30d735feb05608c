namespace Kubesharp.Api.Core;

/// <summary>What the containers of a Pod ask for together.</summary>
public static class PodResourceSums
{
    /// <summary>
    /// What the whole Pod takes from its node: the sums of its containers' requests, in place of which the Pod's own
    /// requests stand where it has some (KEP-2837), and the overhead of its RuntimeClass on top.
    /// </summary>
    public static Dictionary<string, Quantity> RequestsWithOverhead(PodSpec spec)
    {
        Dictionary<string, Quantity> sum = Requests(spec);
        foreach ((string name, Quantity amount) in spec.Resources?.Requests ?? Maps.None<Quantity>())
            sum[name] = amount;
        Add(sum, spec.Overhead);
        return sum;
    }

    /// <summary>
    /// What the whole Pod may take: as its requests; overhead counts only into a limit that there is.
    /// </summary>
    public static Dictionary<string, Quantity> LimitsWithOverhead(PodSpec spec)
    {
        Dictionary<string, Quantity> sum = Limits(spec);
        foreach ((string name, Quantity amount) in spec.Resources?.Limits ?? Maps.None<Quantity>())
            sum[name] = amount;
        foreach ((string name, Quantity amount) in spec.Overhead)
        {
            if (sum.TryGetValue(name, out Quantity known))
                sum[name] = known + amount;
        }
        return sum;
    }

    public static Dictionary<string, Quantity> Requests(PodSpec spec) =>
        Aggregate(spec, static container => container.Resources.Requests);

    public static Dictionary<string, Quantity> Limits(PodSpec spec) =>
        Aggregate(spec, static container => container.Resources.Limits);

    /// <summary>Whether every container limits the resource, so that the sum is a limit.</summary>
    public static bool AllLimit(PodSpec spec, string name) =>
        spec.Containers.All(container => container.Resources.Limits.ContainsKey(name))
        && spec.InitContainers.All(container => container.Resources.Limits.ContainsKey(name));

    // Containers and sidecars run together, so their sum counts; other init containers run one by one, each beside the
    // sidecars that were started before it, so their peak does.
    private static Dictionary<string, Quantity> Aggregate(
        PodSpec spec, Func<Container, IReadOnlyDictionary<string, Quantity>> read)
    {
        var sum = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var sidecars = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var peak = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (Container container in spec.Containers)
            Add(sum, read(container));
        foreach (Container container in spec.InitContainers)
        {
            IReadOnlyDictionary<string, Quantity> amounts = read(container);
            if (PodContainers.IsSidecar(container))
            {
                Add(sum, amounts);
                Add(sidecars, amounts);
                Raise(peak, sidecars);
                continue;
            }
            var together = new Dictionary<string, Quantity>(sidecars, StringComparer.Ordinal);
            Add(together, amounts);
            Raise(peak, together);
        }
        Raise(sum, peak);
        return sum;
    }

    private static void Add(Dictionary<string, Quantity> sum, IReadOnlyDictionary<string, Quantity> amounts)
    {
        foreach ((string name, Quantity amount) in amounts)
            sum[name] = sum.TryGetValue(name, out Quantity known) ? known + amount : amount;
    }

    private static void Raise(Dictionary<string, Quantity> most, IReadOnlyDictionary<string, Quantity> amounts)
    {
        foreach ((string name, Quantity amount) in amounts)
        {
            if (!most.TryGetValue(name, out Quantity known) || amount > known)
                most[name] = amount;
        }
    }
}
