using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Deployments;

/// <summary>
/// Rolls a Deployment's Pods from one template to the next through ReplicaSets. The arithmetic of a step is
/// <see cref="RolloutPlan"/>, what is reported <see cref="DeploymentStatusPlan"/>, what ReplicaSets look like
/// <see cref="ReplicaSetRevisions"/>.
/// </summary>
public sealed class DeploymentController(ApiClient client, Cache cache, EventRecorder events, TimeProvider time)
    : IReconciler
{
    public static ControllerSpec Spec => ControllerSpec.For<Deployment>("deployment-controller")
        .Owns<Deployment, ReplicaSet>()
        .Watches<ReplicaSet>(MatchingOrphan)
        .Watches<Pod>(OwnerOfOwner);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Deployment>(key) is not { } deployment)
            return Result.Done;
        if (deployment.Spec.Selector is null or { MatchLabels.Count: 0, MatchExpressions.Count: 0 })
        {
            await events.RecordAsync(deployment, "Warning", "SelectingAll",
                "This deployment is selecting all pods. A non-empty selector is required.", cancellationToken);
            return Result.Done;
        }

        (IReadOnlyList<ReplicaSet> owned, ApiError? error) = await Ownership.ClaimAsync(
            client, deployment, cache.List<ReplicaSet>(key.Namespace),
            replicaSet => Selection.Matches(deployment.Spec.Selector, replicaSet.Metadata.Labels), cancellationToken);
        if (error is not null)
            return Result.Retry(error);

        Rollout rollout = Rollout.From(deployment, owned);
        if (deployment.Metadata.DeletionTimestamp is not null)
            return await ReportAsync(rollout, null, cancellationToken);
        if (deployment.Spec.Paused || RolloutPlan.IsScaling(rollout))
            return await ScaleAsync(rollout, cancellationToken);
        return rollout.IsRolling
            ? await RollAsync(rollout, cancellationToken)
            : await RecreateAsync(rollout, cancellationToken);
    }

    private static IEnumerable<ObjectKey> MatchingOrphan(Cache cache, ReplicaSet replicaSet)
    {
        if (replicaSet.Metadata.DeletionTimestamp is not null || Ownership.ControllerOf(replicaSet) is not null)
            yield break;
        foreach (Deployment deployment in cache.List<Deployment>(replicaSet.Metadata.Namespace))
        {
            if (Selection.Matches(deployment.Spec.Selector, replicaSet.Metadata.Labels))
                yield return ObjectKey.Of(deployment);
        }
    }

    // Recreate waits until the last old Pod is really gone, which no ReplicaSet's status tells.
    private static IEnumerable<ObjectKey> OwnerOfOwner(Cache cache, Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is null
            || Ownership.ControllerOf(pod) is not { Kind: "ReplicaSet" } owner
            || cache.Get<ReplicaSet>(new(pod.Metadata.Namespace, owner.Name)) is not { } replicaSet
            || Ownership.ControllerOf(replicaSet) is not { Kind: "Deployment" } deployment)
            return [];
        return [new ObjectKey(pod.Metadata.Namespace, deployment.Name)];
    }

    private async Task<Result> ScaleAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        if (rollout.New is { } current
            && await RefreshAsync(rollout, current, cancellationToken) is { } refreshError)
            return Result.Retry(refreshError);
        (rollout, ApiError? error) = await ResizeAsync(rollout, RolloutPlan.Scale(rollout), cancellationToken);
        if (error is null && rollout.Deployment.Spec.Paused)
            error = await CleanUpAsync(rollout, cancellationToken);
        Result reported = await ReportAsync(rollout, null, cancellationToken);
        return error is null ? reported : Result.Retry(error);
    }

    private async Task<Result> RollAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        (rollout, ApiError? error) = await EnsureNewAsync(rollout, cancellationToken);
        if (error is not null)
            return await FailedAsync(rollout, error, cancellationToken);
        IReadOnlyList<Resize> step = RolloutPlan.RollingUpdate(rollout);
        (rollout, error) = await ResizeAsync(rollout, step, cancellationToken);
        if (error is null && step.Count == 0 && rollout.IsComplete(rollout.Deployment.Status))
            error = await CleanUpAsync(rollout, cancellationToken);
        Result reported = await ReportAsync(rollout, null, cancellationToken);
        return error is null ? reported : Result.Retry(error);
    }

    private async Task<Result> RecreateAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        List<Resize> stops = [.. rollout.Old.Where(static replicaSet => replicaSet.Spec.Replicas > 0)
            .Select(static replicaSet => new Resize(replicaSet, 0))];
        ApiError? error;
        if (stops.Count > 0 || rollout.Old.Any(HasLivingPods))
        {
            (rollout, error) = await ResizeAsync(rollout, stops, cancellationToken);
            Result waiting = await ReportAsync(rollout, null, cancellationToken);
            return error is null ? waiting : Result.Retry(error);
        }
        (rollout, error) = await EnsureNewAsync(rollout, cancellationToken);
        if (error is not null)
            return await FailedAsync(rollout, error, cancellationToken);
        int wanted = rollout.Wanted;
        if (rollout.New is { } current && current.Spec.Replicas != wanted)
            (rollout, error) = await ResizeAsync(rollout, [new(current, wanted)], cancellationToken);
        if (error is null && rollout.IsComplete(rollout.Deployment.Status))
            error = await CleanUpAsync(rollout, cancellationToken);
        Result reported = await ReportAsync(rollout, null, cancellationToken);
        return error is null ? reported : Result.Retry(error);
    }

    private bool HasLivingPods(ReplicaSet replicaSet)
    {
        foreach (Pod pod in cache.ControlledBy<Pod>(replicaSet.Metadata.Uid))
        {
            if (pod.Status.Phase is not ("Succeeded" or "Failed"))
                return true;
        }
        return false;
    }

    /// <summary>Finds or makes the ReplicaSet of the present template and brings its annotations up to date.</summary>
    private async Task<(Rollout Rollout, ApiError? Error)> EnsureNewAsync(
        Rollout rollout, CancellationToken cancellationToken)
    {
        if (rollout.New is { } current)
        {
            ReplicaSet refreshed = ReplicaSetRevisions.Refreshed(current, rollout);
            if (!refreshed.Equals(current))
            {
                ApiResult<ReplicaSet> updated = await client.UpdateAsync(refreshed, cancellationToken);
                if (updated.Error is not null)
                    return (rollout, updated.Error);
                rollout = rollout with { New = updated.Value };
            }
            return await SyncRevisionAsync(rollout, cancellationToken);
        }

        ReplicaSet wanted = ReplicaSetRevisions.NewFor(rollout);
        ApiResult<ReplicaSet> created = await client.CreateAsync(wanted, cancellationToken);
        if (created.Error is { IsAlreadyExists: true })
            return (rollout, await ResolveCollisionAsync(rollout, wanted, cancellationToken));
        if (created.Error is not null)
        {
            await events.RecordAsync(rollout.Deployment, "Warning", "ReplicaSetCreateError",
                $"Failed to create new replica set \"{wanted.Metadata.Name}\": {created.Error.Message}",
                cancellationToken);
            return (rollout, created.Error);
        }
        rollout = rollout with { New = created.Value, IsFresh = true };
        if (wanted.Spec.Replicas > 0)
            await RecordScalingAsync(rollout.Deployment, wanted, 0, wanted.Spec.Replicas.Value, cancellationToken);
        return await SyncRevisionAsync(rollout, cancellationToken);
    }

    // The name is taken: by our own creation that the cache has not shown yet, or by another template's equal hash.
    private async Task<ApiError?> ResolveCollisionAsync(
        Rollout rollout, ReplicaSet wanted, CancellationToken cancellationToken)
    {
        ApiResult<ReplicaSet> taken = await client.GetAsync<ReplicaSet>(ObjectKey.Of(wanted), cancellationToken);
        if (taken.Value is { } existing
            && Ownership.ControllerOf(existing)?.Uid == rollout.Deployment.Metadata.Uid
            && TemplateHash.Same(existing.Spec.Template, rollout.Deployment.Spec.Template))
            return new ApiError(409, "Conflict", "the cache does not show the new ReplicaSet yet");
        DeploymentStatus status = rollout.Deployment.Status;
        ApiResult<Deployment> raised = await client.UpdateStatusAsync(
            rollout.Deployment with { Status = status with { CollisionCount = (status.CollisionCount ?? 0) + 1 } },
            cancellationToken);
        return raised.Error ?? new ApiError(409, "Conflict", "another ReplicaSet has the name; trying the next hash");
    }

    private async Task<ApiError?> RefreshAsync(Rollout rollout, ReplicaSet current, CancellationToken cancellationToken)
    {
        ReplicaSet refreshed = ReplicaSetRevisions.Refreshed(current, rollout) with { Spec = current.Spec };
        // Sizes are written together with the resize; alone they would hide that a scaling is due.
        refreshed = refreshed with
        {
            Metadata = refreshed.Metadata with
            {
                Annotations = new Dictionary<string, string>(refreshed.Metadata.Annotations)
                {
                    [Rollout.DesiredAnnotation] =
                        current.Metadata.Annotations.GetValueOrDefault(Rollout.DesiredAnnotation, ""),
                    [Rollout.MaxAnnotation] = current.Metadata.Annotations.GetValueOrDefault(Rollout.MaxAnnotation, ""),
                },
            },
        };
        return Rollout.Revision(refreshed) == Rollout.Revision(current)
            ? null
            : (await client.UpdateAsync(refreshed, cancellationToken)).Error;
    }

    /// <summary>The Deployment shows the revision of its new ReplicaSet: kubectl rollout history reads it.</summary>
    private async Task<(Rollout Rollout, ApiError? Error)> SyncRevisionAsync(
        Rollout rollout, CancellationToken cancellationToken)
    {
        long revision = Rollout.Revision(rollout.New!);
        if (Rollout.Revision(rollout.Deployment) == revision)
            return (rollout, null);
        Deployment current = rollout.Deployment;
        Deployment numbered = current with
        {
            Metadata = current.Metadata with
            {
                Annotations = new Dictionary<string, string>(current.Metadata.Annotations)
                {
                    [Rollout.RevisionAnnotation] = revision.ToString(CultureInfo.InvariantCulture),
                },
            },
        };
        // PUT, because that is what the default roles let this controller do.
        ApiResult<Deployment> updated = await client.UpdateAsync(numbered, cancellationToken);
        // From here on with the written object: its status is updated next, and that checks the revision.
        return updated.Value is { } written
            ? (rollout with { Deployment = written }, null)
            : (rollout, updated.Error);
    }

    private async Task<(Rollout Rollout, ApiError? Error)> ResizeAsync(
        Rollout rollout, IReadOnlyList<Resize> resizes, CancellationToken cancellationToken)
    {
        foreach (Resize resize in resizes)
        {
            int before = resize.ReplicaSet.Spec.Replicas ?? 0;
            ReplicaSet resized = ReplicaSetRevisions.Resized(resize.ReplicaSet, resize.Replicas, rollout);
            ApiResult<ReplicaSet> updated = await client.UpdateAsync(resized, cancellationToken);
            if (updated.Value is not { } written)
                return (rollout, updated.Error);
            await RecordScalingAsync(rollout.Deployment, written, before, resize.Replicas, cancellationToken);
            rollout = rollout with
            {
                New = rollout.New == resize.ReplicaSet ? written : rollout.New,
                Old = [.. rollout.Old.Select(old => old == resize.ReplicaSet ? written : old)],
            };
        }
        return await StampSizesAsync(rollout, cancellationToken);
    }

    // ReplicaSets that did not change their size still learn the Deployment's new one, or scaling would never end.
    private async Task<(Rollout Rollout, ApiError? Error)> StampSizesAsync(
        Rollout rollout, CancellationToken cancellationToken)
    {
        foreach (ReplicaSet replicaSet in rollout.All.Where(static replicaSet => replicaSet.Spec.Replicas > 0).ToList())
        {
            ReplicaSet stamped = ReplicaSetRevisions.Resized(replicaSet, replicaSet.Spec.Replicas!.Value, rollout);
            if (stamped.Equals(replicaSet))
                continue;
            ApiResult<ReplicaSet> updated = await client.UpdateAsync(stamped, cancellationToken);
            if (updated.Value is not { } written)
                return (rollout, updated.Error);
            rollout = rollout with
            {
                New = rollout.New == replicaSet ? written : rollout.New,
                Old = [.. rollout.Old.Select(old => old == replicaSet ? written : old)],
            };
        }
        return (rollout, null);
    }

    private Task RecordScalingAsync(
        Deployment deployment, ReplicaSet replicaSet, int before, int after, CancellationToken cancellationToken)
    {
        if (before == after)
            return Task.CompletedTask;
        string direction = after > before ? "up" : "down";
        return events.RecordAsync(deployment, "Normal", "ScalingReplicaSet",
            $"Scaled {direction} replica set {replicaSet.Metadata.Name} from {before} to {after}", cancellationToken);
    }

    private async Task<ApiError?> CleanUpAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        foreach (ReplicaSet replicaSet in ReplicaSetRevisions.BeyondHistory(rollout))
        {
            DeleteOptions options = new() { Preconditions = Preconditions.Empty with { Uid =
                replicaSet.Metadata.Uid } };
            if (await client.DeleteAsync<ReplicaSet>(ObjectKey.Of(replicaSet), options, cancellationToken) is { } error)
                return error;
        }
        return null;
    }

    private async Task<Result> FailedAsync(Rollout rollout, ApiError error, CancellationToken cancellationToken)
    {
        if (!error.IsConflict)
            await ReportAsync(rollout, error, cancellationToken);
        return Result.Retry(error);
    }

    private async Task<Result> ReportAsync(Rollout rollout, ApiError? creationError,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DeploymentStatus status = DeploymentStatusPlan.For(rollout, creationError, now);
        if (!status.Equals(rollout.Deployment.Status))
        {
            ApiResult<Deployment> written = await client.UpdateStatusAsync(
                rollout.Deployment with { Status = status }, cancellationToken);
            if (written.Error is { IsNotFound: false } error)
                return Result.Retry(error);
        }
        return Result.After(DeploymentStatusPlan.UntilDeadline(rollout, status, now));
    }
}
