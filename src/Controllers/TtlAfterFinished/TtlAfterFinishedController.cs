using Kubesharp.Api.Batch;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Jobs;

namespace Kubesharp.Controllers.TtlAfterFinished;

/// <summary>Deletes Jobs, and their Pods before them, when their time after finishing is up.</summary>
public sealed class TtlAfterFinishedController(ApiClient client, Cache cache, TimeProvider time) : IReconciler
{
    public static ControllerSpec Spec => ControllerSpec.For<Job>("ttl-after-finished-controller");

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Job>(key) is not { } cached || Until(cached, time.GetUtcNow()) is not { } rest)
            return Result.Done;
        if (rest > TimeSpan.Zero)
            return Result.After(rest);
        // The cache may lag behind a change of the time to live: the Job itself decides.
        ApiResult<Job> fresh = await client.GetAsync<Job>(key, cancellationToken);
        if (fresh.Value is not { } job)
            return fresh.Error is { IsNotFound: true } ? Result.Done : Result.Retry(fresh.Error!);
        if (Until(job, time.GetUtcNow()) is not { } left)
            return Result.Done;
        if (left > TimeSpan.Zero)
            return Result.After(left);
        DeleteOptions options = new()
        {
            PropagationPolicy = "Foreground",
            Preconditions = Preconditions.Empty with
            {
                Uid = job.Metadata.Uid, ResourceVersion = job.Metadata.ResourceVersion,
            },
        };
        return Result.From(await client.DeleteAsync<Job>(key, options, cancellationToken));
    }

    /// <summary>How long the Job may still stay; null when it is not finished, or may stay for ever. Pure.</summary>
    internal static TimeSpan? Until(Job job, DateTimeOffset now)
    {
        if (job.Spec.TtlSecondsAfterFinished is not { } seconds || job.Metadata.DeletionTimestamp is not null)
            return null;
        JobCondition? finished = JobConditions.Find(job, JobConditions.Complete)
            ?? JobConditions.Find(job, JobConditions.Failed);
        return finished?.LastTransitionTime?.Value.AddSeconds(seconds) - now;
    }
}
