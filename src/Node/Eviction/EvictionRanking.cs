using System.Globalization;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Eviction;

/// <summary>A Pod that might have to go: what it and its containers use of the scarce resource.</summary>
internal sealed record EvictionCandidate(Pod Pod, long Used)
{
    /// <summary>By the container's name; where it is known.</summary>
    public IReadOnlyDictionary<string, long> UsedByContainer { get; init; } = new Dictionary<string, long>();
}

/// <summary>Who goes first (documentation of node-pressure eviction), and what is said of it. Pure.</summary>
internal static class EvictionRanking
{
    // From here on are the priorities of what the node itself stands on.
    private const int CriticalPriority = 2_000_000_000;

    /// <summary>
    /// Those that use more than they request before those that do not; the less important before the more; then by how
    /// much they exceed what they request. Processes are requested by nobody. Critical and static Pods never go.
    /// </summary>
    public static IReadOnlyList<EvictionCandidate> Order(
        IEnumerable<EvictionCandidate> candidates, EvictionSignal signal)
    {
        string resource = EvictionSignals.ResourceOf(signal);
        return
        [
            .. candidates.Where(static one => !IsCritical(one.Pod))
                .OrderByDescending(one => signal != EvictionSignal.PidAvailable
                    && one.Used > RequestOf(one.Pod, resource))
                .ThenBy(static one => one.Pod.Spec.Priority ?? 0)
                .ThenByDescending(one => one.Used - RequestOf(one.Pod, resource)),
        ];
    }

    public static string Message(
        EvictionThreshold threshold, EvictionObservation observation, EvictionCandidate chosen)
    {
        string resource = EvictionSignals.ResourceOf(threshold.Signal);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"The node was low on resource: {resource}. Threshold quantity: ")
            .Append(EvictionSignals.QuantityOf(threshold.Signal, threshold.Amount.In(observation.Capacity)))
            .Append(", available: ")
            .Append(Shown(threshold.Signal, observation.Available)).Append(". ");
        foreach (Container container in chosen.Pod.Spec.Containers)
        {
            Quantity request = container.Resources.Requests.GetValueOrDefault(resource);
            if (!chosen.UsedByContainer.TryGetValue(container.Name, out long used) || used <= request.Value)
                continue;
            text.Append("Container ").Append(container.Name).Append(" was using ")
                .Append(Shown(threshold.Signal, used)).Append(", request is ").Append(request)
                .Append(", has larger consumption of ").Append(resource).Append(". ");
        }
        return text.ToString();
    }

    private static bool IsCritical(Pod pod) =>
        pod.Spec.Priority >= CriticalPriority || StaticPods.Manifests.IsStatic(pod);

    private static long RequestOf(Pod pod, string resource) =>
        PodResourceSums.RequestsWithOverhead(pod.Spec).GetValueOrDefault(resource).Value;

    // What is measured is shown in whole kibibytes.
    private static Quantity Shown(EvictionSignal signal, long amount) => EvictionSignals.QuantityOf(
        signal, EvictionSignals.IsBytes(signal) ? amount / 1024 * 1024 : amount);
}
