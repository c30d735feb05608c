using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>How much of a resource a Pod lacks: CPU in thousandths.</summary>
internal readonly record struct Missing(string Resource, long Amount);

/// <summary>
/// Whom a critical Pod may push off its node when there is no room for it: as few as can be, of the lowest class of
/// service that serves (documentation, "Guaranteed Scheduling For Critical Add-On Pods"). Pure.
/// </summary>
internal static class NodePreemption
{
    // The priority classes system-node-critical and system-cluster-critical begin here.
    private const int CriticalPriority = 2_000_000_000;

    /// <summary>The ending of one that must go.</summary>
    public static PodEnding Ending { get; } = new("Preempting", "Preempted in order to admit critical pod")
    {
        IsByNode = true,
        Disruption = "Pod was preempted by Kubelet to accommodate a critical pod.",
        KeepsGrace = true,
    };

    public static bool IsCritical(Pod pod) =>
        pod.Spec.Priority >= CriticalPriority || StaticPods.Manifests.IsStatic(pod);

    /// <returns>Null when even all that may go together would not make room.</returns>
    public static IReadOnlyList<Pod>? Choose(Pod pod, IReadOnlyList<Pod> others, IReadOnlyList<Missing> missing)
    {
        Pod[] candidates = [.. others.Where(other => other.Metadata.Uid != pod.Metadata.Uid && MayPush(pod, other))];
        if (Without(missing, candidates).Count > 0)
            return null;
        Pod[] bestEffort = OfClass(candidates, PodQOSClass.BestEffort);
        Pod[] burstable = OfClass(candidates, PodQOSClass.Burstable);
        Pod[] guaranteed = OfClass(candidates, PodQOSClass.Guaranteed);
        // Of each class only what the lower ones cannot give.
        IReadOnlyList<Pod> fromGuaranteed =
            Nearest(guaranteed, Without(missing, [.. bestEffort, .. burstable]));
        IReadOnlyList<Pod> fromBurstable = Nearest(burstable, Without(missing, [.. bestEffort, .. fromGuaranteed]));
        IReadOnlyList<Pod> fromBestEffort =
            Nearest(bestEffort, Without(missing, [.. fromBurstable, .. fromGuaranteed]));
        return [.. fromBestEffort, .. fromBurstable, .. fromGuaranteed];
    }

    public static string NobodyToPush(IReadOnlyList<Missing> missing) =>
        "Unexpected error while attempting to recover from admission failure: preemption: error finding a set of pods "
        + "to preempt: no set of running pods found to reclaim resources: ["
        + string.Concat(missing.Select(static one => string.Create(
            CultureInfo.InvariantCulture, $"(res: {one.Resource}, q: {one.Amount}), "))) + "]";

    private static bool MayPush(Pod pod, Pod other) => (IsCritical(pod) && !IsCritical(other))
        || (pod.Spec.Priority is { } own && other.Spec.Priority is { } theirs && own > theirs);

    private static Pod[] OfClass(Pod[] pods, string qos) =>
        [.. pods.Where(pod => PodQualityOfService.ClassOf(pod) == qos)];

    // One after the other the Pod that comes nearest to what is still missing; of equals the one that takes less.
    private static List<Pod> Nearest(Pod[] pods, IReadOnlyList<Missing> missing)
    {
        List<Pod> left = [.. pods];
        List<Pod> chosen = [];
        while (missing.Count > 0 && left.Count > 0)
        {
            Pod best = left.OrderBy(pod => Distance(pod, missing)).ThenBy(static pod => AmountOf(pod, "memory"))
                .ThenBy(static pod => AmountOf(pod, "cpu")).First();
            left.Remove(best);
            chosen.Add(best);
            missing = Without(missing, [best]);
        }
        return chosen;
    }

    private static double Distance(Pod pod, IReadOnlyList<Missing> missing) => missing.Sum(one =>
    {
        double part = Math.Max(0, one.Amount - AmountOf(pod, one.Resource)) / (double)one.Amount;
        return part * part;
    });

    private static IReadOnlyList<Missing> Without(IReadOnlyList<Missing> missing, IReadOnlyList<Pod> gone) =>
    [
        .. missing.Select(one => one with { Amount = one.Amount - gone.Sum(pod => AmountOf(pod, one.Resource)) })
            .Where(static one => one.Amount > 0),
    ];

    private static long AmountOf(Pod pod, string resource) => resource == "pods" ? 1
        : PodAdmission.AmountOf(
            resource, PodResourceSums.RequestsWithOverhead(pod.Spec).GetValueOrDefault(resource, Quantity.Zero));
}
