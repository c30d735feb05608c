using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.ReplicaSets;

/// <summary>Keeps the number of Pods that a ReplicaSet asks for.</summary>
public sealed class ReplicaSetController(ApiClient client, Cache cache, EventRecorder events, TimeProvider time)
    : IReconciler
{
    // One huge ReplicaSet must not monopolise the API server: at most this many creates or deletes a pass.
    internal const int BurstReplicas = 500;

    public static ControllerSpec Spec => ControllerSpec.For<ReplicaSet>("replicaset-controller")
        .Owns<ReplicaSet, Pod>()
        .Watches<Pod>(MatchingOrphan);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<ReplicaSet>(key) is not { } replicaSet)
            return Result.Done; // Deleted. The garbage collector takes the Pods.

        DateTimeOffset now = time.GetUtcNow();
        (IReadOnlyList<Pod> pods, ApiError? error) = await Ownership.ClaimAsync(
            client, replicaSet, Candidates(replicaSet),
            pod => Selection.Matches(replicaSet.Spec.Selector, pod.Metadata.Labels), cancellationToken);

        List<Pod> active = [.. pods.Where(PodState.IsActive)];
        string failure = "";
        if (error is null && replicaSet.Metadata.DeletionTimestamp is null)
            (error, failure) = await ManageAsync(replicaSet, active, cancellationToken);

        // Status is written even when a create failed (quota, say): that failure is what the user must see.
        ReplicaSetStatus status = ReplicaSetStatusPlan.For(replicaSet, pods, error, failure, now);
        if (!status.Equals(replicaSet.Status))
        {
            ApiResult<ReplicaSet> written = await client.UpdateStatusAsync(
                replicaSet with { Status = status }, cancellationToken);
            error ??= written.Error is { IsNotFound: true } ? null : written.Error;
        }
        return error is null ? Result.After(NextAvailability(replicaSet, active, now)) : Result.Retry(error);
    }

    /// <summary>What to do about the difference: a positive number of Pods to create, or the Pods to delete.</summary>
    internal static (int Create, IReadOnlyList<Pod> Delete) PlanFor(ReplicaSet replicaSet, IReadOnlyList<Pod> active)
    {
        int surplus = active.Count - (replicaSet.Spec.Replicas ?? 1);
        int count = Math.Min(Math.Abs(surplus), BurstReplicas);
        if (surplus <= 0)
            return (surplus < 0 ? count : 0, []);
        Dictionary<string, int> byNode = [];
        foreach (Pod pod in active)
            byNode[pod.Spec.NodeName] = byNode.GetValueOrDefault(pod.Spec.NodeName) + 1;
        return (0, [.. active.Order(new PodDeletionOrder(byNode)).Take(count)]);
    }

    private static IEnumerable<ObjectKey> MatchingOrphan(Cache cache, Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is not null || Ownership.ControllerOf(pod) is not null)
            yield break;
        foreach (ReplicaSet replicaSet in cache.List<ReplicaSet>(pod.Metadata.Namespace))
        {
            if (Selection.Matches(replicaSet.Spec.Selector, pod.Metadata.Labels))
                yield return ObjectKey.Of(replicaSet);
        }
    }

    private IEnumerable<Pod> Candidates(ReplicaSet replicaSet)
    {
        foreach (Pod pod in cache.ControlledBy<Pod>(replicaSet.Metadata.Uid))
            yield return pod;
        foreach (Pod pod in Orphans.Pods(cache, replicaSet.Metadata.Namespace))
            yield return pod;
    }

    private async Task<(ApiError? Error, string Reason)> ManageAsync(
        ReplicaSet replicaSet, IReadOnlyList<Pod> active, CancellationToken cancellationToken)
    {
        (int create, IReadOnlyList<Pod> delete) = PlanFor(replicaSet, active);
        if (create > 0)
            return (await PodCreation.CreateAsync(
                client, events, replicaSet, replicaSet.Spec.Template, create, cancellationToken), "FailedCreate");
        if (delete.Count == 0)
            return (null, "");
        ApiError?[] errors = await Task.WhenAll(delete.Select(pod => DeleteAsync(replicaSet, pod, cancellationToken)));
        return (Array.Find(errors, static error => error is not null), "FailedDelete");
    }

    private async Task<ApiError?> DeleteAsync(ReplicaSet replicaSet, Pod pod, CancellationToken cancellationToken)
    {
        DeleteOptions options = new() { Preconditions = Preconditions.Empty with { Uid = pod.Metadata.Uid } };
        ApiError? error = await client.DeleteAsync<Pod>(ObjectKey.Of(pod), options, cancellationToken);
        if (error is null)
        {
            await events.RecordAsync(replicaSet, "Normal", "SuccessfulDelete",
                $"Deleted pod: {pod.Metadata.Name}", cancellationToken);
        }
        else
        {
            await events.RecordAsync(replicaSet, "Warning", "FailedDelete",
                $"Error deleting: {error.Message}", cancellationToken);
        }
        return error;
    }

    private static TimeSpan? NextAvailability(ReplicaSet replicaSet, List<Pod> active, DateTimeOffset now)
    {
        TimeSpan? next = null;
        foreach (Pod pod in active)
        {
            TimeSpan? rest = PodState.UntilAvailable(pod, replicaSet.Spec.MinReadySeconds, now);
            if (rest is not null && (next is null || rest < next))
                next = rest;
        }
        return next;
    }
}
