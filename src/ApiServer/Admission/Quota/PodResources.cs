using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Admission.Quota;

/// <summary>What a whole Pod asks for: the most that runs at one time, and its overhead. Pure.</summary>
internal static class PodResources
{
    public static Dictionary<string, Quantity> Requests(PodSpec spec)
    {
        Dictionary<string, Quantity> total = Total(spec, static resources => resources.Requests);
        Add(total, spec.Overhead);
        return total;
    }

    public static Dictionary<string, Quantity> Limits(PodSpec spec)
    {
        Dictionary<string, Quantity> total = Total(spec, static resources => resources.Limits);
        // Overhead counts into a limit only where there is one.
        foreach ((string name, Quantity value) in spec.Overhead)
        {
            if (total.TryGetValue(name, out Quantity sum))
                total[name] = sum + value;
        }
        return total;
    }

    /// <remarks>
    /// Sidecars (init containers that restart) run on beside all that follows them; other init containers run one by
    /// one. What the Pod says for itself (KEP-2837) goes before the sum of its containers.
    /// </remarks>
    private static Dictionary<string, Quantity> Total(
        PodSpec spec, Func<ResourceRequirements, IReadOnlyDictionary<string, Quantity>> part)
    {
        Dictionary<string, Quantity> together = new(StringComparer.Ordinal);
        foreach (Container container in spec.Containers)
            Add(together, part(container.Resources));
        Dictionary<string, Quantity> sidecars = new(StringComparer.Ordinal);
        Dictionary<string, Quantity> peak = new(StringComparer.Ordinal);
        foreach (Container container in spec.InitContainers)
        {
            if (container.RestartPolicy == "Always")
            {
                Add(together, part(container.Resources));
                Add(sidecars, part(container.Resources));
                Raise(peak, sidecars);
                continue;
            }
            Dictionary<string, Quantity> now = new(sidecars, StringComparer.Ordinal);
            Add(now, part(container.Resources));
            Raise(peak, now);
        }
        Raise(together, peak);
        if (spec.Resources is { } own)
        {
            foreach ((string name, Quantity value) in part(own))
                together[name] = value;
        }
        return together;
    }

    private static void Add(Dictionary<string, Quantity> sum, IReadOnlyDictionary<string, Quantity> more)
    {
        foreach ((string name, Quantity value) in more)
            sum[name] = sum.TryGetValue(name, out Quantity before) ? before + value : value;
    }

    private static void Raise(Dictionary<string, Quantity> most, Dictionary<string, Quantity> other)
    {
        foreach ((string name, Quantity value) in other)
        {
            if (!most.TryGetValue(name, out Quantity before) || value > before)
                most[name] = value;
        }
    }
}
