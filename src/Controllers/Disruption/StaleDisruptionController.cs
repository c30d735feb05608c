using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Disruption;

/// <summary>
/// Takes the condition DisruptionTarget back from Pods that were to be deleted and were not: whoever wanted it has
/// failed in between, and a Job must not take a later failure for a disruption.
/// </summary>
public sealed class StaleDisruptionController(ApiClient client, Cache cache, TimeProvider time) : IReconciler
{
    // Upstream's stalePodDisruptionTimeout.
    internal static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static ControllerSpec Spec => ControllerSpec
        .ForChanged<Pod>("stale-pod-disruption", static (_, after) =>
            after is not null && PodState.Condition(after, "DisruptionTarget") is { Status: "True" })
        .WithWorkers(1);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (cache.Get<Pod>(key) is not { } pod || UntilStale(pod, now) is not { } rest)
            return Result.Done;
        if (rest > TimeSpan.Zero)
            return Result.After(rest);
        IReadOnlyList<PodCondition> conditions = [.. pod.Status.Conditions.Select(condition =>
            condition.Type == "DisruptionTarget"
                ? PodCondition.Empty with
                {
                    Type = "DisruptionTarget",
                    Status = "False",
                    LastTransitionTime = new Time(now),
                    ObservedGeneration = pod.Metadata.Generation,
                }
                : condition)];
        ApiResult<Pod> written = await client.UpdateStatusAsync(
            pod with { Status = pod.Status with { Conditions = conditions } }, cancellationToken);
        return written.Error is { IsNotFound: false } error ? Result.Retry(error) : Result.Done;
    }

    /// <summary>
    /// How long the condition may still stand; null when there is nothing to take back. The kubelet's own has no end:
    /// it stops Pods in its own time.
    /// </summary>
    internal static TimeSpan? UntilStale(Pod pod, DateTimeOffset now)
    {
        if (pod.Metadata.DeletionTimestamp is not null
            || pod.Status.Phase is "Succeeded" or "Failed"
            || PodState.Condition(pod, "DisruptionTarget") is not
                { Status: "True", Reason: not "TerminationByKubelet" } target)
            return null;
        TimeSpan rest = (target.LastTransitionTime?.Value ?? now) + Timeout - now;
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }
}
