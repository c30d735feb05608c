using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.Workloads;

/// <summary>What workload controllers ask about a Pod. Pure functions.</summary>
internal static class PodState
{
    /// <summary>Neither finished nor on its way out.</summary>
    public static bool IsActive(Pod pod) =>
        pod.Status.Phase is not ("Succeeded" or "Failed") && pod.Metadata.DeletionTimestamp is null;

    public static bool IsTerminating(Pod pod) =>
        pod.Status.Phase is not ("Succeeded" or "Failed") && pod.Metadata.DeletionTimestamp is not null;

    public static bool IsReady(Pod pod) => Condition(pod, "Ready") is { Status: "True" };

    /// <summary>Ready for at least minReadySeconds.</summary>
    public static bool IsAvailable(Pod pod, int minReadySeconds, DateTimeOffset now) =>
        Condition(pod, "Ready") is { Status: "True" } ready
        && (minReadySeconds == 0
            || (ready.LastTransitionTime is { } since && since.Value.AddSeconds(minReadySeconds) <= now));

    /// <summary>How long until a ready Pod becomes available; null when it is already, or is not ready.</summary>
    public static TimeSpan? UntilAvailable(Pod pod, int minReadySeconds, DateTimeOffset now)
    {
        if (minReadySeconds == 0 || Condition(pod, "Ready") is not { Status: "True", LastTransitionTime: { } since })
            return null;
        TimeSpan rest = since.Value.AddSeconds(minReadySeconds) - now;
        return rest > TimeSpan.Zero ? rest : null;
    }

    /// <summary>The shortest of <see cref="UntilAvailable"/>; null when nobody's time is running.</summary>
    public static TimeSpan? UntilNextAvailable(IEnumerable<Pod> pods, int minReadySeconds, DateTimeOffset now) =>
        minReadySeconds == 0 ? null : pods.Min(pod => UntilAvailable(pod, minReadySeconds, now));

    public static PodCondition? Condition(Pod pod, string type)
    {
        foreach (PodCondition condition in pod.Status.Conditions)
        {
            if (condition.Type == type)
                return condition;
        }
        return null;
    }
}
