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
    private readonly PodWriter writer = new(client, events);

    public static ControllerSpec Spec => ControllerSpec.For<ReplicaSet>("replicaset-controller")
        .Owns<ReplicaSet, Pod>()
        .Watches(Orphans.Wake<ReplicaSet>(static replicaSet => replicaSet.Spec.Selector));

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<ReplicaSet>(key) is not { } replicaSet)
            return Result.Done; // Deleted. The garbage collector takes the Pods.

        (IReadOnlyList<Pod> pods, ApiError? error) = await Ownership.ClaimAsync(
            client, replicaSet, Orphans.Candidates(cache, replicaSet),
            pod => Selection.Matches(replicaSet.Spec.Selector, pod.Metadata.Labels), cancellationToken);

        DateTimeOffset now = time.GetUtcNow();
        List<Pod> active = [.. pods.Where(PodState.IsActive)];
        string failure = "";
        if (error is null && replicaSet.Metadata.DeletionTimestamp is null)
        {
            (int create, IReadOnlyList<Pod> delete) = ReplicaPlan.For(
                replicaSet.Spec.Replicas ?? 1, active, RelatedTo(replicaSet), now);
            (error, failure) = await ReplicaPlan.ApplyAsync(
                writer, replicaSet, replicaSet.Spec.Template, create, delete, cancellationToken);
        }

        // Status is written even when a create failed (quota, say): that failure is what the user must see.
        ReplicaSetStatus status = ReplicaSetStatusPlan.For(replicaSet, pods, error, failure, now);
        if (!status.Equals(replicaSet.Status))
        {
            ApiResult<ReplicaSet> written = await client.UpdateStatusAsync(
                replicaSet with { Status = status }, cancellationToken);
            error ??= written.Error is { IsNotFound: true } ? null : written.Error;
        }
        return error is null
            ? Result.After(PodState.UntilNextAvailable(active, replicaSet.Spec.MinReadySeconds, now))
            : Result.Retry(error);
    }

    // During a rollout the Pods of the other ReplicaSets make a node crowded as well.
    private IEnumerable<Pod> RelatedTo(ReplicaSet replicaSet)
    {
        if (Ownership.ControllerOf(replicaSet) is not { } controller)
            return cache.ControlledBy<Pod>(replicaSet.Metadata.Uid);
        return cache.ControlledBy<ReplicaSet>(controller.Uid)
            .SelectMany(sibling => cache.ControlledBy<Pod>(sibling.Metadata.Uid));
    }
}
