using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>What a report about a Job must satisfy, whoever manages it: what has ended, has ended.</summary>
internal static class JobStatusRules
{
    private static readonly string[] Final = ["Failed", "Complete", "FailureTarget", "SuccessCriteriaMet"];

    public static void ValidateUpdate(Job job, Job old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Status;
        ValidateCounts(job.Status, path, errors);
        // Only what changes is looked at: an old report may have been made by older rules.
        if (!Equals(job.Status.Conditions, old.Status.Conditions))
            ValidateConditions(job, path.Child("conditions"), errors);
        ValidateTimes(job, old, path, errors);
        ValidateIndexes(job, old.Status, path, errors);
        ValidateEnd(job, old, path, errors);
        ValidateProgress(job, old, path, errors);
    }

    private static void ValidateCounts(JobStatus status, FieldPath path, FieldErrors errors)
    {
        WorkloadRules.NotNegative(status.Active, path, "active", errors);
        WorkloadRules.NotNegative(status.Succeeded, path, "succeeded", errors);
        WorkloadRules.NotNegative(status.Failed, path, "failed", errors);
        WorkloadRules.NotNegative(status.Ready, path, "ready", errors);
        WorkloadRules.NotNegative(status.Terminating, path, "terminating", errors);
        if (status.UncountedTerminatedPods is not { } uncounted)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        CheckUids(uncounted.Succeeded, path.Child("uncountedTerminatedPods", "succeeded"));
        CheckUids(uncounted.Failed, path.Child("uncountedTerminatedPods", "failed"));

        void CheckUids(IReadOnlyList<string> uids, FieldPath at)
        {
            for (int i = 0; i < uids.Count; i++)
            {
                if (uids[i].Length == 0)
                    errors.Invalid(at.Index(i), "", "must not be empty");
                else if (!seen.Add(uids[i]))
                    errors.Duplicate(at.Index(i), uids[i]);
            }
        }
    }

    private static void ValidateConditions(Job job, FieldPath path, FieldErrors errors)
    {
        (bool complete, bool failed) = (Is(job, "Complete"), Is(job, "Failed"));
        (bool failing, bool succeeding) = (Is(job, "FailureTarget"), Is(job, "SuccessCriteriaMet"));
        Refuse(complete && failed, "cannot set Complete=True and Failed=true conditions");
        Refuse(complete && failing, "cannot set Complete=True and FailureTarget=true conditions");
        Refuse(failed && !failing, "cannot set Failed=True condition without the FailureTarget=true condition");
        Refuse(failed && succeeding, "cannot set Failed=True and SuccessCriteriaMet=true conditions");
        Refuse(succeeding && failing, "cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
        Refuse(complete && !succeeding,
            "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");

        void Refuse(bool wrong, string detail)
        {
            if (wrong)
                errors.InvalidOmitted(path, detail);
        }
    }

    private static void ValidateTimes(Job job, Job old, FieldPath path, FieldErrors errors)
    {
        (JobStatus status, JobStatus before) = (job.Status, old.Status);
        FieldPath end = path.Child("completionTime");
        bool complete = Is(job, "Complete");
        if (before.CompletionTime is not null && status.CompletionTime != before.CompletionTime)
            errors.InvalidShown(end, Show(status.CompletionTime), WorkloadRules.Immutable);
        if (complete != Is(old, "Complete") || status.CompletionTime != before.CompletionTime)
        {
            if (status.CompletionTime is not null && !complete)
            {
                errors.InvalidShown(end, Show(status.CompletionTime),
                    "cannot set completionTime when there is no Complete=True condition");
            }
            if (status.CompletionTime is null && complete)
                errors.Required(end, "completionTime is required for Complete jobs");
            if (status is { CompletionTime: { } completed, StartTime: { } started } && completed.Value < started.Value)
            {
                errors.InvalidShown(end, Show(status.CompletionTime),
                    "completionTime cannot be set before startTime");
            }
        }
        // While a Job is not suspended its clock runs on.
        if (before.StartTime is null || job.Spec.Suspend == true || status.StartTime == before.StartTime)
            return;
        if (status.StartTime is null)
            errors.Required(path.Child("startTime"), "startTime cannot be removed for unsuspended job");
        else if (!Is(old, "Suspended"))
        {
            errors.InvalidShown(path.Child("startTime"), Show(status.StartTime),
                "startTime cannot be changed for unsuspended job");
        }
    }

    private static void ValidateIndexes(Job job, JobStatus old, FieldPath path, FieldErrors errors)
    {
        JobStatus status = job.Status;
        bool completedChanged = status.CompletedIndexes != old.CompletedIndexes;
        bool failedChanged = status.FailedIndexes != old.FailedIndexes;
        if (!completedChanged && !failedChanged)
            return;
        int completions = job.Spec.Completions ?? 0;
        FieldPath completedPath = path.Child("completedIndexes"), failedPath = path.Child("failedIndexes");
        if (completedChanged && job.Spec.CompletionMode != "Indexed" && status.CompletedIndexes.Length > 0)
        {
            errors.Invalid(completedPath, status.CompletedIndexes,
                "cannot set non-empty completedIndexes when non-indexed completion mode");
            return;
        }
        if (failedChanged && job.Spec.BackoffLimitPerIndex is null && status.FailedIndexes is { } unwanted)
        {
            errors.Invalid(failedPath, unwanted,
                "cannot set non-null failedIndexes when backoffLimitPerIndex is null");
            return;
        }
        IReadOnlyList<(int First, int Last)> completed =
            JobIndexes.Intervals(status.CompletedIndexes, completions, out string? problem);
        if (problem is not null)
            errors.Invalid(completedPath, status.CompletedIndexes, $"error parsing completedIndexes: {problem}");
        if (status.FailedIndexes is not { } failedText)
            return;
        IReadOnlyList<(int First, int Last)> failed = JobIndexes.Intervals(failedText, completions, out problem);
        if (problem is not null)
            errors.Invalid(failedPath, failedText, $"error parsing failedIndexes: {problem}");
        foreach ((int first, int last) in failed)
        {
            foreach ((int from, int to) in completed)
            {
                if (first > to || from > last)
                    continue;
                errors.Invalid(failedPath, failedText, string.Create(CultureInfo.InvariantCulture,
                    $"failedIndexes and completedIndexes overlap on index: {Math.Max(first, from)}"));
                return;
            }
        }
    }

    private static void ValidateEnd(Job job, Job old, FieldPath path, FieldErrors errors)
    {
        JobStatus status = job.Status;
        if (status.Ready > status.Active && (status.Ready, status.Active) != (old.Status.Ready, old.Status.Active))
            errors.Invalid(path.Child("ready"), status.Ready.Value, "cannot set more ready pods than active");
        bool finished = Is(job, "Complete") || Is(job, "Failed");
        if (!finished || status.Equals(old.Status))
            return;
        if (status.Active > 0)
            errors.Invalid(path.Child("active"), status.Active, "active>0 is invalid for finished job");
        if (status.Terminating > 0)
        {
            errors.Invalid(path.Child("terminating"), status.Terminating.Value,
                "terminating>0 is invalid for finished job");
        }
        if (status.StartTime is null)
            errors.Required(path.Child("startTime"), "startTime is required for finished job");
        if (status.UncountedTerminatedPods is { } uncounted && uncounted.Failed.Count + uncounted.Succeeded.Count > 0)
        {
            errors.InvalidShown(path.Child("uncountedTerminatedPods"), ApiJson.ToText(uncounted),
                "uncountedTerminatedPods needs to be empty for finished job");
        }
    }

    private static void ValidateProgress(Job job, Job old, FieldPath path, FieldErrors errors)
    {
        foreach (string type in Final)
        {
            if (Is(old, type) && !Is(job, type))
            {
                errors.InvalidOmitted(
                    path.Child("conditions"), $"cannot disable the terminal {type}=True condition");
            }
        }
        if (job.Status.Failed < old.Status.Failed)
            errors.Invalid(path.Child("failed"), job.Status.Failed, "cannot decrease the failed counter");
        // Of an indexed Job that shrinks, fewer indexes count.
        if (job.Spec.CompletionMode != "Indexed" && job.Status.Succeeded < old.Status.Succeeded)
        {
            errors.Invalid(
                path.Child("succeeded"), job.Status.Succeeded, "cannot decrease the succeeded counter");
        }
    }

    private static bool Is(Job job, string type) =>
        job.Status.Conditions.Any(one => one.Type == type && one.Status == "True");

    private static string Show(Time? time) => time is { } given ? FieldErrors.Quote(given.ToString()) : "null";
}
