using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.StatefulSets;

/// <summary>
/// Keeps Pods with a name, a place in an order and claims of their own. What is done next is
/// <see cref="StatefulSetPlan"/>; this page reads, writes and reports.
/// </summary>
public sealed class StatefulSetController(
    ApiClient client, Cache cache, EventRecorder events, TimeProvider time, ControllerMetrics metrics) : IReconciler
{
    private readonly StatefulSetMetrics counts = new(metrics);

    private readonly RevisionHistory history = new(client, cache, "controller.kubernetes.io/hash");

    public static ControllerSpec Spec => ControllerSpec.For<StatefulSet>("statefulset-controller")
        .Owns<StatefulSet, Pod>()
        .Watches(Orphans.Wake<StatefulSet>(static set => set.Spec.Selector))
        .Owns<StatefulSet, ControllerRevision>()
        .Reads<PersistentVolumeClaim>();

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<StatefulSet>(key) is not { } set)
        {
            counts.Gone(key);
            return Result.Done;
        }
        (IReadOnlyList<Pod> pods, ApiError? error) = await Ownership.ClaimAsync(
            client, set, Orphans.Candidates(cache, set), pod => IsMember(set, pod), cancellationToken);
        if (error is not null)
            return Result.Retry(error);
        DateTimeOffset now = time.GetUtcNow();
        if (set.Metadata.DeletionTimestamp is not null)
        {
            return Result.From(await ReportAsync(set, StatefulSetStatusPlan.Counted(
                set, pods, set.Status.CurrentRevision, set.Status.UpdateRevision, now), cancellationToken));
        }

        (IReadOnlyList<ControllerRevision> revisions, error) = await history.ListAsync(
            set, set.Spec.Selector, cancellationToken);
        if (error is not null)
            return Result.Retry(error);
        (OwnedRevisions? owned, error) = await history.EnsureAsync(
            set, set.Spec.Template, revisions, set.Status.CollisionCount, cancellationToken);
        if (owned is null)
            return Result.Retry(error!);

        ControllerRevision current = owned.All.FirstOrDefault(revision =>
            revision.Metadata.Name == set.Status.CurrentRevision) ?? owned.Present;
        StatefulSetView view = new(set, current, owned.Present, pods,
            name => cache.Get<PersistentVolumeClaim>(new(key.Namespace, name)), now);
        StatefulSetPlan plan = StatefulSetPlan.For(view);
        error = await SlowStart.RunAsync(plan.Steps, step => ApplyAsync(set, step, cancellationToken));
        StatefulSetStatus status = StatefulSetStatusPlan.For(view, owned.CollisionCount, plan.Updated);
        counts.Set(set, status);
        error ??= await ReportAsync(set, status, cancellationToken);
        error ??= await TruncateAsync(set, owned, status, pods, cancellationToken);
        return error is null
            ? Result.After(PodState.UntilNextAvailable(pods, set.Spec.MinReadySeconds, now))
            : Result.Retry(error);
    }

    private static bool IsMember(StatefulSet set, Pod pod) =>
        StatefulSetIdentity.OrdinalOf(set, pod) is not null
        && Selection.Matches(set.Spec.Selector, pod.Metadata.Labels);

    private Task<ApiError?> ApplyAsync(StatefulSet set, StatefulSetStep step, CancellationToken cancellationToken) =>
        step switch
        {
            StatefulSetStep.CreatePod create => CreatePodAsync(set, create, cancellationToken),
            StatefulSetStep.DeletePod delete => DeletePodAsync(set, delete.Pod, cancellationToken),
            StatefulSetStep.UpdatePod update => UpdatePodAsync(set, update.Pod, cancellationToken),
            StatefulSetStep.CreateClaims create =>
                CreateClaimsAsync(set, create.Pod, create.Claims, cancellationToken),
            StatefulSetStep.UpdateClaim update => UpdateClaimAsync(update.Claim, cancellationToken),
            _ => throw new InvalidOperationException($"no such step: {step}"),
        };

    private async Task<ApiError?> CreatePodAsync(
        StatefulSet set, StatefulSetStep.CreatePod create, CancellationToken cancellationToken)
    {
        ApiError? error = await CreateClaimsAsync(set, create.Pod, create.Claims, cancellationToken);
        if (error is not null)
            return error;
        error = (await client.CreateAsync(create.Pod, cancellationToken)).Error;
        if (error is { IsAlreadyExists: true } or { IsNamespaceTerminating: true })
            return error.IsAlreadyExists ? error : null;
        await RecordAsync(set, "create", create.Pod, error, cancellationToken);
        return error;
    }

    private async Task<ApiError?> DeletePodAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken)
    {
        ApiError? error = await client.DeleteAsync<Pod>(
            ObjectKey.Of(pod), PodWriter.Exactly(pod), cancellationToken);
        if (error is { IsConflict: true })
            return null; // It is gone and another has its name; the next look sees that one.
        await RecordAsync(set, "delete", pod, error, cancellationToken);
        return error;
    }

    private async Task<ApiError?> UpdatePodAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken)
    {
        ApiError? error = (await client.UpdateAsync(pod, cancellationToken)).Error;
        if (error is not { IsConflict: true })
            await RecordAsync(set, "update", pod, error, cancellationToken);
        return error;
    }

    private async Task<ApiError?> CreateClaimsAsync(
        StatefulSet set, Pod pod, IReadOnlyList<PersistentVolumeClaim> claims, CancellationToken cancellationToken)
    {
        foreach (PersistentVolumeClaim claim in claims)
        {
            ApiError? error = (await client.CreateAsync(claim, cancellationToken)).Error;
            if (error is { IsAlreadyExists: true })
                continue;
            string what = $"Claim {claim.Metadata.Name} Pod {pod.Metadata.Name} in StatefulSet {set.Metadata.Name}";
            if (error is null)
            {
                await events.RecordAsync(
                    set, "Normal", "SuccessfulCreate", $"create {what} success", cancellationToken);
                continue;
            }
            await events.RecordAsync(set, "Warning", "FailedCreate",
                $"create {what.Replace(" Pod ", " for Pod ", StringComparison.Ordinal)} failed error: {error.Message}",
                cancellationToken);
            return error;
        }
        return null;
    }

    private async Task<ApiError?> UpdateClaimAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        ApiError? error = (await client.UpdateAsync(claim, cancellationToken)).Error;
        return error is { IsNotFound: true } ? null : error;
    }

    private Task RecordAsync(
        StatefulSet set, string verb, Pod pod, ApiError? error, CancellationToken cancellationToken)
    {
        string suffix = char.ToUpperInvariant(verb[0]) + verb[1..];
        string what = $"{verb} Pod {pod.Metadata.Name} in StatefulSet {set.Metadata.Name}";
        return error is null
            ? events.RecordAsync(set, "Normal", "Successful" + suffix, $"{what} successful", cancellationToken)
            : events.RecordAsync(
                set, "Warning", "Failed" + suffix, $"{what} failed error: {error.Message}", cancellationToken);
    }

    private async Task<ApiError?> ReportAsync(
        StatefulSet set, StatefulSetStatus status, CancellationToken cancellationToken)
    {
        if (status.Equals(set.Status))
            return null;
        ApiResult<StatefulSet> written = await client.UpdateStatusAsync(
            set with { Status = status }, cancellationToken);
        return written.Error is { IsNotFound: true } ? null : written.Error;
    }

    private Task<ApiError?> TruncateAsync(
        StatefulSet set, OwnedRevisions owned, StatefulSetStatus status, IReadOnlyList<Pod> pods,
        CancellationToken cancellationToken)
    {
        HashSet<string> live = [status.CurrentRevision, status.UpdateRevision, set.Status.CurrentRevision];
        live.UnionWith(pods.Select(StatefulSetIdentity.RevisionOf));
        return history.DeleteAsync(
            Revisions.BeyondHistory(owned.All, revision => live.Contains(revision.Metadata.Name),
                set.Spec.RevisionHistoryLimit ?? 10),
            cancellationToken);
    }
}
