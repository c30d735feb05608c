using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Jobs;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.CronJobs;

/// <summary>
/// Starts a Job at every moment of a schedule. When that is, <see cref="CronJobTimes"/> says; which Jobs run and which
/// are history, <see cref="CronJobPlan"/>.
/// </summary>
public sealed class CronJobController(ApiClient client, Cache cache, EventRecorder events, TimeProvider time)
    : IReconciler
{
    public static ControllerSpec Spec => ControllerSpec.For<CronJob>("cronjob-controller").Owns<CronJob, Job>();

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<CronJob>(key) is not { } cronJob)
            return Result.Done;
        IReadOnlyList<Job> jobs = cache.ControlledBy<Job>(cronJob.Metadata.Uid);
        (cronJob, ApiError? error) = await RefreshAsync(cronJob, jobs, cancellationToken);
        if (error is not null)
            return Result.Retry(error);
        TimeSpan? next = null;
        if (cronJob.Metadata.DeletionTimestamp is null && cronJob.Spec.Suspend != true)
            (cronJob, next, error) = await ScheduleAsync(cronJob, cancellationToken);
        error ??= await CleanUpAsync(cronJob, jobs, cancellationToken);
        return error is null ? Result.After(next) : Result.Retry(error);
    }

    /// <summary>Brings the list of active Jobs up to date.</summary>
    private async Task<(CronJob CronJob, ApiError? Error)> RefreshAsync(
        CronJob cronJob, IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        HashSet<string> gone = [];
        foreach (ObjectReference active in cronJob.Status.Active)
        {
            if (jobs.Any(job => job.Metadata.Uid == active.Uid))
                continue;
            ApiResult<Job> live = await client.GetAsync<Job>(
                new(cronJob.Metadata.Namespace, active.Name), cancellationToken);
            if (live.Error is { IsNotFound: false } error)
                return (cronJob, error);
            if (live.Value?.Metadata.Uid != active.Uid)
                gone.Add(active.Uid);
        }
        (CronJobStatus status, IReadOnlyList<JobEvent> happened) = CronJobPlan.Refresh(cronJob, jobs, gone);
        foreach (JobEvent one in happened)
            await events.RecordAsync(cronJob, one.Type, one.Reason, one.Message, cancellationToken);
        return await ReportAsync(cronJob, status, cancellationToken);
    }

    private async Task<(CronJob CronJob, TimeSpan? Next, ApiError? Error)> ScheduleAsync(
        CronJob cronJob, CancellationToken cancellationToken)
    {
        TimeZoneInfo? zone = cronJob.Spec.TimeZone is { } name ? CronSchedule.FindZone(name) : TimeZoneInfo.Utc;
        if (zone is null)
        {
            await WarnAsync(cronJob, "UnknownTimeZone",
                $"invalid timeZone: \"{cronJob.Spec.TimeZone}\": unknown time zone {cronJob.Spec.TimeZone}",
                cancellationToken);
            return (cronJob, null, null);
        }
        CronSchedule schedule;
        try
        {
            schedule = CronSchedule.Parse(cronJob.Spec.Schedule, zone);
        }
        catch (FormatException exception)
        {
            // Nothing to retry: a change of the CronJob wakes it again.
            await WarnAsync(cronJob, "UnparseableSchedule",
                $"unparseable schedule: \"{cronJob.Spec.Schedule}\" : {exception.Message}", cancellationToken);
            return (cronJob, null, null);
        }

        DateTimeOffset now = time.GetUtcNow();
        CronJobTimes times = CronJobTimes.Of(cronJob, schedule, now);
        if (times.MissedMany)
        {
            await WarnAsync(cronJob, "TooManyMissedTimes",
                "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew",
                cancellationToken);
        }
        if (times.Due is not { } due || IsStarted(cronJob, due))
            return (cronJob, times.Next, null);
        if (cronJob.Spec.StartingDeadlineSeconds is { } seconds && due.AddSeconds(seconds) < now)
        {
            await WarnAsync(cronJob, "MissSchedule",
                $"Missed scheduled time to start a job: {due.UtcDateTime.ToString("r", CultureInfo.InvariantCulture)}",
                cancellationToken);
            return (cronJob, times.Next, null);
        }
        if (cronJob.Spec.ConcurrencyPolicy == "Forbid" && cronJob.Status.Active.Count > 0)
        {
            await events.RecordAsync(cronJob, "Normal", "JobAlreadyActive",
                "Not starting job because prior execution is running and concurrency policy is Forbid",
                cancellationToken);
            return (cronJob, times.Next, null);
        }
        (cronJob, ApiError? error) = await StartAsync(
            cronJob, TimeZoneInfo.ConvertTime(due, schedule.Zone), cancellationToken);
        return (cronJob, times.Next, error);
    }

    private static bool IsStarted(CronJob cronJob, DateTimeOffset due) =>
        cronJob.Status.LastScheduleTime?.Value == due
        || cronJob.Status.Active.Any(active => active.Name == CronJobPlan.JobName(cronJob, due));

    private async Task<(CronJob CronJob, ApiError? Error)> StartAsync(
        CronJob cronJob, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (cronJob.Spec.ConcurrencyPolicy == "Replace")
        {
            foreach (ObjectReference active in cronJob.Status.Active)
            {
                if (await DeleteAsync(cronJob, active.Name, active.Uid, cancellationToken) is { } refused)
                    return (cronJob, refused);
            }
            cronJob = cronJob with { Status = cronJob.Status with { Active = [] } };
        }
        Job wanted = CronJobPlan.NewJob(cronJob, due);
        ApiResult<Job> created = await client.CreateAsync(wanted, cancellationToken);
        if (created.Error is { IsNamespaceTerminating: true })
            return (cronJob, null);
        if (created.Error is { IsAlreadyExists: true })
        {
            // Our own from before the status was written; anybody else's is in the way.
            created = await client.GetAsync<Job>(ObjectKey.Of(wanted), cancellationToken);
            if (created.Value is { } taken && Ownership.ControllerOf(taken)?.Uid != cronJob.Metadata.Uid)
                created = new ApiError(409, "AlreadyExists", $"jobs.batch \"{wanted.Metadata.Name}\" already exists");
        }
        else if (created.Value is { } made)
        {
            await events.RecordAsync(
                cronJob, "Normal", "SuccessfulCreate", $"Created job {made.Metadata.Name}", cancellationToken);
        }
        if (created.Value is not { } job)
        {
            await WarnAsync(cronJob, "FailedCreate", $"Error creating job: {created.Error!.Message}",
                cancellationToken);
            return (cronJob, created.Error);
        }
        return await ReportAsync(cronJob, CronJobPlan.Started(cronJob, job, due), cancellationToken);
    }

    private async Task<ApiError?> CleanUpAsync(
        CronJob cronJob, IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        foreach (Job job in CronJobPlan.BeyondHistory(cronJob, jobs))
        {
            ApiError? error = await DeleteAsync(cronJob, job.Metadata.Name, job.Metadata.Uid, cancellationToken);
            if (error is not null)
                return error;
        }
        return null;
    }

    private async Task<ApiError?> DeleteAsync(
        CronJob cronJob, string name, string uid, CancellationToken cancellationToken)
    {
        DeleteOptions options = new()
        {
            PropagationPolicy = "Background", Preconditions = Preconditions.Empty with { Uid = uid },
        };
        ApiError? error = await client.DeleteAsync<Job>(
            new(cronJob.Metadata.Namespace, name), options, cancellationToken);
        if (error is { IsConflict: true })
            return null;
        await (error is null
            ? events.RecordAsync(cronJob, "Normal", "SuccessfulDelete", $"Deleted job {name}", cancellationToken)
            : WarnAsync(cronJob, "FailedDelete", $"Deleted job: {error.Message}", cancellationToken));
        return error;
    }

    private async Task<(CronJob CronJob, ApiError? Error)> ReportAsync(
        CronJob cronJob, CronJobStatus status, CancellationToken cancellationToken)
    {
        if (status.Equals(cronJob.Status))
            return (cronJob, null);
        ApiResult<CronJob> written = await client.UpdateStatusAsync(
            cronJob with { Status = status }, cancellationToken);
        return (written.Value ?? cronJob, written.Error is { IsNotFound: true } ? null : written.Error);
    }

    private Task WarnAsync(CronJob cronJob, string reason, string message, CancellationToken cancellationToken) =>
        events.RecordAsync(cronJob, "Warning", reason, message, cancellationToken);
}
