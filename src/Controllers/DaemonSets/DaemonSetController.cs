using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.DaemonSets;

/// <summary>
/// Keeps a Pod on every node that should have one. What is done next is <see cref="DaemonSetPlan"/>; this page reads,
/// writes and reports.
/// </summary>
public sealed class DaemonSetController(ApiClient client, Cache cache, EventRecorder events, TimeProvider time)
    : IReconciler
{
    // At most this many Pods are created, and as many deleted, a pass.
    private const int BurstReplicas = 250;

    private readonly PodWriter writer = new(client, events);
    private readonly RevisionHistory history = new(client, cache, Revisions.PodLabel);
    private readonly FinishedPodBackoff backoff = new(time);

    public static ControllerSpec Spec => ControllerSpec.For<DaemonSet>("daemonset-controller")
        .Owns<DaemonSet, Pod>()
        .Watches(Orphans.Wake<DaemonSet>(static daemonSet => daemonSet.Spec.Selector))
        .Owns<DaemonSet, ControllerRevision>()
        .WatchesChanges<Node>(static (cache, before, after) => MovesPods(before, after)
            ? cache.List<DaemonSet>().Select(static daemonSet => ObjectKey.Of(daemonSet))
            : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<DaemonSet>(key) is not { } daemonSet)
            return Result.Done;
        if (daemonSet.Spec.Selector is null or { MatchLabels.Count: 0, MatchExpressions.Count: 0 })
        {
            await events.RecordAsync(daemonSet, "Warning", "SelectingAll",
                "This daemon set is selecting all pods. A non-empty selector is required.", cancellationToken);
            return Result.Done;
        }
        if (daemonSet.Metadata.DeletionTimestamp is not null)
            return Result.Done;

        (IReadOnlyList<Pod> pods, ApiError? error) = await Ownership.ClaimAsync(
            client, daemonSet, Orphans.Candidates(cache, daemonSet),
            pod => Selection.Matches(daemonSet.Spec.Selector, pod.Metadata.Labels), cancellationToken);
        if (error is not null)
            return Result.Retry(error);
        (IReadOnlyList<ControllerRevision> revisions, error) = await history.ListAsync(
            daemonSet, daemonSet.Spec.Selector, cancellationToken);
        if (error is not null)
            return Result.Retry(error);
        (OwnedRevisions? owned, error) = await history.EnsureAsync(
            daemonSet, daemonSet.Spec.Template, revisions, daemonSet.Status.CollisionCount, cancellationToken);
        if (owned is null)
            return Result.Retry(error!);

        string hash = owned.Present.Metadata.Labels.GetValueOrDefault(Revisions.PodLabel, "");
        DaemonSetView view = new(daemonSet, hash, cache.List<Node>(), pods, time.GetUtcNow());
        DaemonSetPlan plan = DaemonSetPlan.For(view);
        (error, TimeSpan? retry) = await ApplyAsync(daemonSet, hash, plan, cancellationToken);
        error ??= await ReportAsync(daemonSet, DaemonSetStatusPlan.For(view, owned.CollisionCount), cancellationToken);
        error ??= await TruncateAsync(daemonSet, owned, pods, cancellationToken);
        TimeSpan? available = PodState.UntilNextAvailable(pods, daemonSet.Spec.MinReadySeconds, view.Now);
        return error is null
            ? Result.After(retry is null || available < retry ? available ?? retry : retry)
            : Result.Retry(error);
    }

    // Heartbeats and the like change a node all the time and move nothing.
    private static bool MovesPods(Node? before, Node? after) =>
        before is null || after is null
        || !before.Metadata.Labels.SequenceEqual(after.Metadata.Labels)
        || !before.Spec.Taints.SequenceEqual(after.Spec.Taints);

    private async Task<(ApiError? Error, TimeSpan? Retry)> ApplyAsync(
        DaemonSet daemonSet, string hash, DaemonSetPlan plan, CancellationToken cancellationToken)
    {
        List<Pod> delete = [.. plan.Delete];
        TimeSpan? retry = null;
        foreach (Pod pod in plan.Finished)
        {
            string node = DaemonPod.NodeOf(pod);
            if (backoff.Delay(daemonSet.Metadata.Uid, node) is { } delay)
            {
                retry = retry is null || delay < retry ? delay : retry;
                continue;
            }
            string where = $"{ObjectKey.Of(pod)} on node {node}";
            await (pod.Status.Phase == "Failed"
                ? events.RecordAsync(daemonSet, "Warning", "FailedDaemonPod",
                    $"Found failed daemon pod {where}, will try to kill it", cancellationToken)
                : events.RecordAsync(daemonSet, "Normal", "SucceededDaemonPod",
                    $"Found succeeded daemon pod {where}, will try to delete it", cancellationToken));
            delete.Add(pod);
        }
        ApiError? created = await writer.CreateAsync(
            daemonSet,
            [.. plan.CreateOn.Take(BurstReplicas).Select(node => DaemonPod.NewFor(daemonSet, hash, node))],
            cancellationToken);
        ApiError? deleted = await writer.DeleteAsync(
            daemonSet, [.. delete.Take(BurstReplicas)], cancellationToken);
        return (created ?? deleted, retry);
    }

    private async Task<ApiError?> ReportAsync(
        DaemonSet daemonSet, DaemonSetStatus status, CancellationToken cancellationToken)
    {
        if (status.Equals(daemonSet.Status))
            return null;
        ApiResult<DaemonSet> written = await client.UpdateStatusAsync(
            daemonSet with { Status = status }, cancellationToken);
        return written.Error is { IsNotFound: true } ? null : written.Error;
    }

    private Task<ApiError?> TruncateAsync(
        DaemonSet daemonSet, OwnedRevisions owned, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        HashSet<string> live = [.. pods.Select(static pod =>
            pod.Metadata.Labels.GetValueOrDefault(Revisions.PodLabel, ""))];
        return history.DeleteAsync(
            Revisions.BeyondHistory(
                owned.All,
                revision => revision == owned.Present
                    || live.Contains(revision.Metadata.Labels.GetValueOrDefault(Revisions.PodLabel, "")),
                daemonSet.Spec.RevisionHistoryLimit ?? 10),
            cancellationToken);
    }
}
