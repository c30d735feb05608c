using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Jobs;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.CronJobs;

/// <summary>The Jobs of a CronJob: which run, which are history, what the next one looks like. Pure.</summary>
internal static class CronJobPlan
{
    private const string TimeAnnotation = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    /// <summary>The name says the minute: the same moment never starts two Jobs.</summary>
    public static string JobName(CronJob cronJob, DateTimeOffset due) => string.Create(
        CultureInfo.InvariantCulture, $"{cronJob.Metadata.Name}-{due.ToUnixTimeSeconds() / 60}");

    /// <param name="due">In the zone of the schedule.</param>
    public static Job NewJob(CronJob cronJob, DateTimeOffset due)
    {
        JobTemplateSpec template = cronJob.Spec.JobTemplate;
        string zone = due.Offset == TimeSpan.Zero ? "Z" : due.ToString("zzz", CultureInfo.InvariantCulture);
        return new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = JobName(cronJob, due),
                Namespace = cronJob.Metadata.Namespace,
                Labels = template.Metadata.Labels,
                Annotations = new Dictionary<string, string>(template.Metadata.Annotations)
                {
                    [TimeAnnotation] = due.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + zone,
                },
                OwnerReferences = [Ownership.ReferenceTo(cronJob)],
            },
            Spec = template.Spec,
        };
    }

    public static CronJobStatus Started(CronJob cronJob, Job job, DateTimeOffset due) => cronJob.Status with
    {
        LastScheduleTime = new Time(due),
        Active = JobConditions.IsFinished(job) || cronJob.Status.Active.Any(active => active.Uid == job.Metadata.Uid)
            ? cronJob.Status.Active
            :
            [
                .. cronJob.Status.Active,
                ObjectReference.Empty with
                {
                    ApiVersion = job.ApiVersion,
                    Kind = job.Kind,
                    Namespace = job.Metadata.Namespace,
                    Name = job.Metadata.Name,
                    Uid = job.Metadata.Uid,
                    ResourceVersion = job.Metadata.ResourceVersion,
                },
            ],
    };

    /// <summary>The status with what has finished and gone taken from the active Jobs.</summary>
    /// <param name="gone">Uids of active Jobs that are no more.</param>
    public static (CronJobStatus Status, IReadOnlyList<JobEvent> Events) Refresh(
        CronJob cronJob, IReadOnlyList<Job> jobs, IReadOnlySet<string> gone)
    {
        List<ObjectReference> active = [.. cronJob.Status.Active];
        List<JobEvent> events = [];
        Time? lastSuccess = cronJob.Status.LastSuccessfulTime;
        foreach (Job job in jobs.OrderBy(static job => job.Metadata.Name, StringComparer.Ordinal))
        {
            bool known = active.Exists(reference => reference.Uid == job.Metadata.Uid);
            bool complete = JobConditions.Find(job, JobConditions.Complete) is not null;
            if (!JobConditions.IsFinished(job))
            {
                if (!known)
                {
                    events.Add(new("Warning", "UnexpectedJob",
                        $"Saw a job that the controller did not create or forgot: {job.Metadata.Name}"));
                }
                continue;
            }
            if (known)
            {
                active.RemoveAll(reference => reference.Uid == job.Metadata.Uid);
                string condition = complete ? JobConditions.Complete : JobConditions.Failed;
                events.Add(new("Normal", "SawCompletedJob",
                    $"Saw completed job: {job.Metadata.Name}, condition: {condition}"));
            }
            if (complete && job.Status.CompletionTime is { } ended && (lastSuccess is null || lastSuccess < ended))
                lastSuccess = ended;
        }
        foreach (ObjectReference missing in active.Where(reference => gone.Contains(reference.Uid)).ToList())
        {
            active.Remove(missing);
            events.Add(new("Normal", "MissingJob", $"Active job went missing: {missing.Name}"));
        }
        CronJobStatus status = cronJob.Status with { LastSuccessfulTime = lastSuccess };
        return (active.Count == cronJob.Status.Active.Count ? status : status with { Active = active }, events);
    }

    /// <summary>Finished Jobs beyond the limits of the history, the oldest first.</summary>
    public static IEnumerable<Job> BeyondHistory(CronJob cronJob, IReadOnlyList<Job> jobs) =>
        Beyond(cronJob.Spec.SuccessfulJobsHistoryLimit, jobs, JobConditions.Complete)
            .Concat(Beyond(cronJob.Spec.FailedJobsHistoryLimit, jobs, JobConditions.Failed));

    private static IEnumerable<Job> Beyond(int? limit, IReadOnlyList<Job> jobs, string condition)
    {
        if (limit is not { } kept)
            return [];
        List<Job> finished = [.. jobs
            .Where(job => JobConditions.Find(job, condition) is not null
                && job.Metadata.DeletionTimestamp is null)
            .OrderBy(static job => job.Status.StartTime?.Value)
            .ThenBy(static job => job.Metadata.Name, StringComparer.Ordinal)];
        return finished.Take(Math.Max(0, finished.Count - kept));
    }
}
