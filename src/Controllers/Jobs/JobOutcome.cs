using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.Jobs;

/// <summary>
/// Whether a Job is decided before all its completions are there: failed by a limit, a deadline or a rule, or done by
/// its success policy. What was decided once stays decided. Pure.
/// </summary>
internal static class JobOutcome
{
    /// <summary><c>FailureTarget</c> or <c>SuccessCriteriaMet</c>; null while the Job goes on.</summary>
    public static JobCondition? For(
        Job job, IReadOnlyList<Pod> pods, JobTally tally, Time? startTime, DateTimeOffset now)
    {
        JobCondition? decided = JobConditions.Find(job, JobConditions.SuccessCriteriaMet)
            ?? JobConditions.Find(job, JobConditions.FailureTarget);
        if (decided is not null)
            return decided;
        if (pods.Where(pod => JobPod.IsFailed(job, pod)).Select(pod => PodFailureRules.Judge(job, pod).JobFailure)
            .FirstOrDefault(static failure => failure is not null) is { } message)
            return Failure("PodFailurePolicy", message);
        if (tally.Failed > (job.Spec.BackoffLimit ?? 6) || HasRestartedTooOften(job, pods))
            return Failure("BackoffLimitExceeded", "Job has reached the specified backoff limit");
        if (job.Spec.ActiveDeadlineSeconds is { } seconds && job.Spec.Suspend != true
            && startTime is { } start && start.Value.AddSeconds(seconds) <= now)
            return Failure("DeadlineExceeded", "Job was active longer than specified deadline");
        if (tally.FailedIndexes is { Count: > 0 } failed)
        {
            if (failed.Count > job.Spec.MaxFailedIndexes)
            {
                return Failure("MaxFailedIndexesExceeded",
                    "Job has exceeded the specified maximal number of failed indexes");
            }
            if (failed.Count + tally.Succeeded >= job.Spec.Completions)
                return Failure("FailedIndexes", "Job has failed indexes");
        }
        return SuccessRule(job, tally) is { } rule
            ? JobConditions.True(JobConditions.SuccessCriteriaMet, "SuccessPolicy",
                string.Create(CultureInfo.InvariantCulture, $"Matched rules at index {rule}"), now)
            : null;

        JobCondition Failure(string reason, string message) =>
            JobConditions.True(JobConditions.FailureTarget, reason, message, now);
    }

    // Containers that their kubelet starts again in place never show as failed Pods.
    private static bool HasRestartedTooOften(Job job, IReadOnlyList<Pod> pods)
    {
        if (job.Spec.Template.Spec.RestartPolicy != "OnFailure")
            return false;
        int restarts = pods.Where(static pod => pod.Status.Phase is "Running" or "Pending")
            .Sum(static pod => pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses)
                .Sum(static status => status.RestartCount));
        int limit = job.Spec.BackoffLimit ?? 6;
        return limit == 0 ? restarts > 0 : restarts >= limit;
    }

    private static int? SuccessRule(Job job, JobTally tally)
    {
        if (!tally.IsIndexed || job.Spec.SuccessPolicy is not { } policy)
            return null;
        for (int i = 0; i < policy.Rules.Count; i++)
        {
            SuccessPolicyRule rule = policy.Rules[i];
            IndexSet? named = rule.SucceededIndexes is { } text
                ? IndexSet.Parse(text, job.Spec.Completions ?? 0) : null;
            int succeeded = named?.CountCommon(tally.SucceededIndexes) ?? tally.SucceededIndexes.Count;
            if (succeeded >= (rule.SucceededCount ?? named?.Count))
                return i;
        }
        return null;
    }
}
