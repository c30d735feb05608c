using System.Globalization;
using System.Numerics;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.ReplicaSets;

/// <summary>
/// Which Pod goes first when there are too many: the one whose loss hurts least. Unassigned before assigned, pending
/// before running, not ready before ready, lower deletion cost first, from the more crowded node first, ready for a
/// shorter time, more restarts, younger. Times count in powers of two only; of Pods that are about as old any may go.
/// </summary>
/// <param name="podsByNode">How many Pods of the workload run on each node.</param>
internal sealed class PodDeletionOrder(IReadOnlyDictionary<string, int> podsByNode, DateTimeOffset now) : IComparer<Pod>
{
    private const string CostAnnotation = "controller.kubernetes.io/pod-deletion-cost";

    public int Compare(Pod? left, Pod? right)
    {
        Pod a = left!, b = right!;
        int order = (a.Spec.NodeName.Length > 0).CompareTo(b.Spec.NodeName.Length > 0);
        if (order != 0)
            return order;
        order = PhaseRank(a).CompareTo(PhaseRank(b));
        if (order != 0)
            return order;
        bool readyA = PodState.IsReady(a), readyB = PodState.IsReady(b);
        order = readyA.CompareTo(readyB);
        if (order != 0)
            return order;
        order = Cost(a).CompareTo(Cost(b));
        if (order != 0)
            return order;
        order = podsByNode.GetValueOrDefault(b.Spec.NodeName).CompareTo(podsByNode.GetValueOrDefault(a.Spec.NodeName));
        if (order != 0)
            return order;
        if (readyA && readyB && ByTime(ReadySince(a), ReadySince(b)) is { } byReadiness)
            return byReadiness != 0 ? byReadiness : ByUid(a, b);
        order = Restarts(b).CompareTo(Restarts(a));
        if (order != 0)
            return order;
        return ByTime(Created(a), Created(b)) is { } byAge and not 0 ? byAge : ByUid(a, b);
    }

    // The later one first. Null when both are the same; zero when they are about as long ago.
    private int? ByTime(DateTimeOffset? a, DateTimeOffset? b)
    {
        if (a == b)
            return null;
        if (a is null || b is null)
            return a is null ? -1 : 1;
        return Magnitude(now - a.Value).CompareTo(Magnitude(now - b.Value));
    }

    private static int Magnitude(TimeSpan age) =>
        age <= TimeSpan.Zero ? -1 : BitOperations.Log2((ulong)age.Ticks * TimeSpan.NanosecondsPerTick);

    private static int ByUid(Pod a, Pod b)
    {
        int order = string.CompareOrdinal(a.Metadata.Uid, b.Metadata.Uid);
        return order != 0 ? order : string.CompareOrdinal(a.Metadata.Name, b.Metadata.Name);
    }

    private static int PhaseRank(Pod pod) => pod.Status.Phase switch { "Pending" => 0, "Unknown" => 1, _ => 2 };

    private static int Cost(Pod pod) =>
        pod.Metadata.Annotations.TryGetValue(CostAnnotation, out string? text)
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int cost) ? cost : 0;

    private static DateTimeOffset? ReadySince(Pod pod) =>
        PodState.Condition(pod, "Ready")?.LastTransitionTime?.Value;

    private static int Restarts(Pod pod)
    {
        int most = 0;
        foreach (ContainerStatus status in pod.Status.ContainerStatuses)
            most = Math.Max(most, status.RestartCount);
        return most;
    }

    private static DateTimeOffset? Created(Pod pod) => pod.Metadata.CreationTimestamp?.Value;
}
