using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Tests.Scheduler.Framework;

/// <summary>What Pods ask for, one resource at a time.</summary>
internal static class NaiveResources
{
    public static long Of(string name, IReadOnlyDictionary<string, Quantity> list) =>
        !list.TryGetValue(name, out Quantity quantity) ? 0 : name == "cpu" ? quantity.MilliValue : quantity.Value;

    public static IEnumerable<string> OthersOf(Pod pod) => pod.Spec.Containers.Concat(pod.Spec.InitContainers)
        .SelectMany(container => container.Resources.Requests.Keys).Distinct()
        .Where(name => name is not ("cpu" or "memory" or "ephemeral-storage"));

    /// <param name="assumed">What a container without a request counts as.</param>
    public static long Of(Pod pod, string name, long assumed = 0)
    {
        bool whole = pod.Spec.Resources is { Requests.Count: > 0 };
        if (whole && pod.Spec.Resources!.Requests.ContainsKey(name) && name is "cpu" or "memory")
            return Of(name, pod.Spec.Resources!.Requests) + Of(name, pod.Spec.Overhead);
        if (whole && assumed > 0 && Of(pod, name) > 0)
            assumed = 0;

        long One(Container container) => container.Resources.Requests.ContainsKey(name)
            ? Of(name, container.Resources.Requests) : assumed;
        long sidecars = 0, peak = 0;
        foreach (Container container in pod.Spec.InitContainers)
        {
            if (container.RestartPolicy == "Always")
                peak = Math.Max(peak, sidecars += One(container));
            else
                peak = Math.Max(peak, sidecars + One(container));
        }
        return Math.Max(sidecars + pod.Spec.Containers.Sum(One), peak) + Of(name, pod.Spec.Overhead);
    }
}
