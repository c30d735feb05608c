using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.ReplicaSets;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.ReplicationControllers;

/// <summary>
/// Keeps the number of Pods that a ReplicationController asks for: a ReplicaSet by an older name.
/// </summary>
public sealed class ReplicationControllerController(
    ApiClient client, Cache cache, EventRecorder events, TimeProvider time) : IReconciler
{
    private readonly PodWriter writer = new(client, events);

    public static ControllerSpec Spec =>
        ControllerSpec.For<ReplicationController>("replicationcontroller-controller")
            .Owns<ReplicationController, Pod>()
            .Watches(Orphans.Wake<ReplicationController>(SelectorOf));

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<ReplicationController>(key) is not { Spec.Template: { } template } controller)
            return Result.Done;

        (IReadOnlyList<Pod> pods, ApiError? error) = await Ownership.ClaimAsync(
            client, controller, Orphans.Candidates(cache, controller),
            pod => Selection.Matches(controller.Spec.Selector, pod.Metadata.Labels), cancellationToken);

        DateTimeOffset now = time.GetUtcNow();
        List<Pod> active = [.. pods.Where(PodState.IsActive)];
        string failure = "";
        if (error is null && controller.Metadata.DeletionTimestamp is null)
        {
            (int create, IReadOnlyList<Pod> delete) = ReplicaPlan.For(
                controller.Spec.Replicas ?? 1, active, active, now);
            (error, failure) = await ReplicaPlan.ApplyAsync(
                writer, controller, template, create, delete, cancellationToken);
        }

        ReplicationControllerStatus status = StatusFor(controller, pods, error, failure, now);
        if (!status.Equals(controller.Status))
        {
            ApiResult<ReplicationController> written = await client.UpdateStatusAsync(
                controller with { Status = status }, cancellationToken);
            error ??= written.Error is { IsNotFound: true } ? null : written.Error;
        }
        return error is null
            ? Result.After(PodState.UntilNextAvailable(active, controller.Spec.MinReadySeconds, now))
            : Result.Retry(error);
    }

    /// <summary>The counts and conditions of the ReplicaSet that this would be. Pure.</summary>
    internal static ReplicationControllerStatus StatusFor(
        ReplicationController controller, IReadOnlyList<Pod> pods, ApiError? error, string failure, DateTimeOffset now)
    {
        ReplicaCounts counts = ReplicaCounts.Of(
            pods, controller.Spec.Template!.Metadata.Labels, controller.Spec.MinReadySeconds, now);
        return controller.Status with
        {
            Replicas = counts.Replicas,
            FullyLabeledReplicas = counts.FullyLabeled,
            ReadyReplicas = counts.Ready,
            AvailableReplicas = counts.Available,
            ObservedGeneration = controller.Metadata.Generation,
            Conditions = Conditions(controller, error, failure, now),
        };
    }

    private static IReadOnlyList<ReplicationControllerCondition> Conditions(
        ReplicationController controller, ApiError? error, string reason, DateTimeOffset now)
    {
        IReadOnlyList<ReplicationControllerCondition> present = controller.Status.Conditions;
        bool known = present.Any(static condition => condition.Type == ReplicaSetStatusPlan.Failure);
        bool failed = error is not null && reason.Length > 0;
        if (failed == known)
            return present;
        if (!failed)
            return error is null
                ? [.. present.Where(static condition => condition.Type != ReplicaSetStatusPlan.Failure)] : present;
        return
        [
            .. present,
            ReplicationControllerCondition.Empty with
            {
                Type = ReplicaSetStatusPlan.Failure,
                Status = "True",
                Reason = reason,
                Message = error!.Message,
                LastTransitionTime = new Time(now),
            },
        ];
    }

    private static LabelSelector? SelectorOf(ReplicationController controller) =>
        controller.Spec.Selector.Count == 0
            ? null : LabelSelector.Empty with { MatchLabels = controller.Spec.Selector };
}
