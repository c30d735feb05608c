using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Eviction;

/// <summary>A Pod that might have to go: what it uses of the scarce resource, in bytes.</summary>
internal sealed record EvictionCandidate(Pod Pod, long UsedBytes);

/// <summary>Who goes first (documentation of node-pressure eviction), and what is said of it. Pure.</summary>
internal static class EvictionRanking
{
    // From here on are the priorities of what the node itself stands on.
    private const int CriticalPriority = 2_000_000_000;

    /// <summary>
    /// Those that use more than they request before those that do not; the less important before the more; then by how
    /// much they exceed what they request. Critical and static Pods never go.
    /// </summary>
    public static IReadOnlyList<EvictionCandidate> Order(
        IEnumerable<EvictionCandidate> candidates, string resource) =>
    [
        .. candidates.Where(static one => !IsCritical(one.Pod))
            .OrderByDescending(one => one.UsedBytes > RequestOf(one.Pod, resource))
            .ThenBy(static one => one.Pod.Spec.Priority ?? 0)
            .ThenByDescending(one => one.UsedBytes - RequestOf(one.Pod, resource)),
    ];

    public static string Message(string resource, long thresholdBytes, long availableBytes, EvictionCandidate chosen)
    {
        string text = $"The node was low on resource: {resource}. Threshold quantity: {Shown(thresholdBytes)}, "
            + $"available: {Shown(availableBytes)}. ";
        long request = RequestOf(chosen.Pod, resource);
        return chosen.UsedBytes > request
            ? text + string.Create(
                CultureInfo.InvariantCulture,
                $"Pod was using {Shown(chosen.UsedBytes)}, request is {Shown(request)}, "
                + $"has larger consumption of {resource}. ")
            : text;
    }

    private static bool IsCritical(Pod pod) =>
        pod.Spec.Priority >= CriticalPriority || StaticPods.Manifests.IsStatic(pod);

    private static long RequestOf(Pod pod, string resource) =>
        PodResourceSums.RequestsWithOverhead(pod.Spec).GetValueOrDefault(resource).Value;

    internal static string Shown(long bytes) =>
        bytes == 0 ? "0" : (bytes / 1024).ToString(CultureInfo.InvariantCulture) + "Ki";
}
