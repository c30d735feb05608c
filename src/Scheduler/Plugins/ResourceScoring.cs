using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>How nodes are ranked by what is left of their resources.</summary>
public enum ScoringStrategy { LeastAllocated, MostAllocated, RequestedToCapacityRatio }

/// <summary>A resource and how much it counts beside the others.</summary>
public sealed record ResourceWeight(string Name, int Weight = 1);

/// <summary>A point of a curve: how good (0 to 10) this much use (0 to 100 %) is.</summary>
public sealed record UtilizationScore(int Utilization, int Score);

/// <summary>The sums that the resource plugins score from.</summary>
internal static class ResourceScoring
{
    // Curves are written in 0 to 10.
    private const long CurveMax = 10;

    /// <summary>
    /// What is there of a resource, and what is asked for with the Pod on the node. (0, 0): no matter.
    /// </summary>
    public static (long Allocatable, long Requested) On(
        NodeInfo node, string resource, long podRequest, bool useRequested)
    {
        switch (resource)
        {
            case "cpu":
                return (node.Allocatable.MilliCpu,
                    (useRequested ? node.RequestedMilliCpu : node.ScoringMilliCpu) + podRequest);
            case "memory":
                return (node.Allocatable.Memory,
                    (useRequested ? node.RequestedMemory : node.ScoringMemory) + podRequest);
            case "ephemeral-storage":
                return (node.Allocatable.EphemeralStorage, node.RequestedEphemeralStorage + podRequest);
            default:
                // A resource of its own kind that the Pod does not ask for must not pull it anywhere.
                return podRequest == 0
                    ? (0, 0) : (node.Allocatable[resource], node.RequestedOf(resource) + podRequest);
        }
    }

    public static long Least(long requested, long capacity) =>
        capacity == 0 || requested > capacity ? 0 : (capacity - requested) * Profile.ScoreMax / capacity;

    public static long Most(long requested, long capacity) =>
        capacity == 0 ? 0 : Math.Min(requested, capacity) * Profile.ScoreMax / capacity;

    public static long OnCurve(IReadOnlyList<UtilizationScore> curve, long requested, long capacity)
    {
        long use = capacity == 0 || requested > capacity ? 100 : requested * 100 / capacity;
        long factor = Profile.ScoreMax / CurveMax;
        for (int i = 0; i < curve.Count; i++)
        {
            UtilizationScore point = curve[i];
            if (use > point.Utilization)
                continue;
            if (i == 0)
                return point.Score * factor;
            UtilizationScore before = curve[i - 1];
            return before.Score * factor + (point.Score - before.Score) * factor * (use - before.Utilization)
                / (point.Utilization - before.Utilization);
        }
        return curve[^1].Score * factor;
    }
}
