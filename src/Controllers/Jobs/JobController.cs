using System.Text;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Jobs;

/// <summary>
/// Runs Pods to their end. What is done next is <see cref="JobPlan"/>; this page reads, writes and reports, in the
/// order that exact counting needs: Pods, then the status, then finalizers.
/// </summary>
public sealed class JobController(
    ApiClient client, Cache cache, EventRecorder events, TimeProvider time, ControllerMetrics metrics) : IReconciler
{
    private const string Name = "kubernetes.io/job-controller";
    private const string TrackedIndex = "job-tracked";

    private static readonly byte[] ReleasePatch = Encoding.UTF8.GetBytes(
        $$$"""{"metadata":{"$deleteFromPrimitiveList/finalizers":["{{{JobPod.Finalizer}}}"]}}""");

    private readonly PodWriter writer = new(client, events);
    private readonly JobMetrics counts = new(metrics);

    public static ControllerSpec Spec => ControllerSpec.For<Job>("job-controller")
        .Owns<Job, Pod>()
        .Watches(Orphans.Wake<Job>(static job => job.Spec.Selector))
        .Watches<Pod>(static pod => JobsOf(pod).Select(name => new ObjectKey(pod.Metadata.Namespace, name)));

    /// <summary>Pods that wait to be counted, by the name of their Job: found even when the Job has gone.</summary>
    public static void AddIndex(Cache cache) => cache.Informer<Pod>().AddIndex(
        TrackedIndex, static pod => JobsOf(pod).Select(name => $"{pod.Metadata.Namespace}/{name}"));

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Job>(key) is not { } job)
            return Result.From(await ReleaseAsync(Tracked(key), cancellationToken));
        if (job.Spec.ManagedBy is { } manager && manager != Name)
            return Result.Done;
        if (job.Spec.CompletionMode is not (null or "NonIndexed" or "Indexed"))
        {
            await events.RecordAsync(job, "Warning", "UnknownCompletionMode",
                "Skipped Job sync because completion mode is unknown", cancellationToken);
            return Result.Done;
        }
        if (JobConditions.IsFinished(job))
            return Result.From(await ReleaseAsync(Tracked(key), cancellationToken));

        (IReadOnlyList<Pod> pods, ApiError? error) = await Ownership.ClaimAsync(
            client, job, Orphans.Candidates(cache, job),
            pod => Selection.Matches(job.Spec.Selector, pod.Metadata.Labels), cancellationToken);
        error ??= await ReleaseAsync(
            Tracked(key).Where(static pod => Ownership.ControllerOf(pod) is null), cancellationToken);
        if (error is not null)
            return Result.Retry(error);

        long start = time.GetTimestamp();
        JobPlan plan = JobPlan.For(job, pods, time.GetUtcNow());
        (TimeSpan? lookAgain, error) = await ApplyAsync(job, pods, plan, cancellationToken);
        counts.Synced(job, plan, error is null, time.GetElapsedTime(start));
        return error is null ? Result.After(lookAgain) : Result.Retry(error);
    }

    private async Task<(TimeSpan? LookAgain, ApiError? Error)> ApplyAsync(
        Job job, IReadOnlyList<Pod> pods, JobPlan plan, CancellationToken cancellationToken)
    {
        JobStatus status = plan.Status;
        ApiError? error = await ReleaseAsync(plan.Discard.Where(JobPod.IsTracked), cancellationToken);
        error ??= await writer.DeleteAsync(job, [.. plan.Discard, .. plan.Delete], cancellationToken);
        if (error is not null)
            return (null, error);
        ApiError? refusal = await writer.CreateAsync(job, plan.Create, cancellationToken);
        if (refusal is not null)
            status = status with { Active = pods.Count(PodState.IsActive) };

        if (!status.Equals(job.Status))
        {
            ApiResult<Job> written = await client.UpdateStatusAsync(job with { Status = status }, cancellationToken);
            if (written.Error is { } failure)
                return (null, failure.IsNotFound ? null : failure);
            counts.Written(job, status);
        }
        foreach (JobEvent happened in plan.Events)
            await events.RecordAsync(job, happened.Type, happened.Reason, happened.Message, cancellationToken);
        error = await ReleaseAsync(plan.Release, cancellationToken);
        return (plan.LookAgain, refusal ?? error);
    }

    private async Task<ApiError?> ReleaseAsync(IEnumerable<Pod> pods, CancellationToken cancellationToken)
    {
        ApiError?[] errors = await Task.WhenAll(pods.Select(pod => ReleaseOneAsync(pod, cancellationToken)));
        return Array.Find(errors, static error => error is not null);
    }

    private async Task<ApiError?> ReleaseOneAsync(Pod pod, CancellationToken cancellationToken)
    {
        ApiResult<Pod> released = await client.PatchAsync<Pod>(
            ObjectKey.Of(pod), PatchType.Strategic, ReleasePatch, cancellationToken);
        return released.Error is { IsNotFound: true } ? null : released.Error;
    }

    private IReadOnlyList<Pod> Tracked(ObjectKey key) => cache.Informer<Pod>().ByIndex(TrackedIndex, key.ToString());

    private static IEnumerable<string> JobsOf(Pod pod)
    {
        if (!JobPod.IsTracked(pod))
            return [];
        if (Ownership.ControllerOf(pod) is { } controller)
            return controller.Kind == "Job" ? [controller.Name] : [];
        return pod.Metadata.Labels.TryGetValue(JobPod.NameLabel, out string? name) ? [name] : [];
    }
}
