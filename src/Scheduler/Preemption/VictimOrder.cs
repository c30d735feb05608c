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
            order = string.CompareOrdinal(left.Namespace, right.Namespace);
        return order != 0 ? order : string.CompareOrdinal(left.Name, right.Name);
    }

    // What has not started yet has started last.
    public static DateTimeOffset StartOf(PodInfo pod) => pod.StartTime ?? DateTimeOffset.MaxValue;
}
