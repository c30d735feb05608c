using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Preemption;

/// <summary>
/// More important Pods first: higher priority, then who has run longer, then by name so that it is certain.
/// </summary>
internal static class VictimOrder
{
    public static int Compare(PodInfo left, PodInfo right)
    {
        int order = right.Priority.CompareTo(left.Priority);
        if (order == 0)
            order = StartOf(left).CompareTo(StartOf(right));
        if (order == 0)
            order = string.CompareOrdinal(left.Pod.Metadata.Namespace, right.Pod.Metadata.Namespace);
        return order != 0 ? order : string.CompareOrdinal(left.Pod.Metadata.Name, right.Pod.Metadata.Name);
    }

    // What has not started yet has started last.
    public static DateTimeOffset StartOf(PodInfo pod) => pod.Pod.Status.StartTime?.Value ?? DateTimeOffset.MaxValue;
}
