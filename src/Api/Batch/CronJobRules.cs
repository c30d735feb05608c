using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>What a CronJob must satisfy.</summary>
internal static class CronJobRules
{
    public static void Validate(CronJobSpec spec, FieldPath path, FieldErrors errors)
    {
        WorkloadRules.NotNegative(spec.StartingDeadlineSeconds, path, "startingDeadlineSeconds", errors);
        if (spec.ConcurrencyPolicy is not ("Allow" or "Forbid" or "Replace"))
        {
            ContainerRules.Unsupported(spec.ConcurrencyPolicy, path.Child("concurrencyPolicy"), errors,
                "Allow", "Forbid", "Replace");
        }
        FieldPath job = path.Child("jobTemplate", "spec");
        JobSpec template = spec.JobTemplate.Spec;
        JobRules.ValidateTemplateSpec(template, job, errors);
        if (template.Selector is { } selector)
        {
            errors.InvalidShown(
                job.Child("selector"), WorkloadRules.Show(selector), "`selector` will be auto-generated");
        }
        if (template.ManualSelector == true)
            errors.NotSupportedShown(job.Child("manualSelector"), "true", "nil", "false");
        WorkloadRules.NotNegative(spec.SuccessfulJobsHistoryLimit, path, "successfulJobsHistoryLimit", errors);
        WorkloadRules.NotNegative(spec.FailedJobsHistoryLimit, path, "failedJobsHistoryLimit", errors);
    }

    /// <summary>When it runs. What an old object got away with it may keep.</summary>
    public static void ValidateTime(CronJobSpec spec, CronJobSpec? old, FieldPath path, FieldErrors errors)
    {
        FieldPath schedule = path.Child("schedule");
        if (spec.Schedule.Length == 0)
        {
            errors.Required(schedule);
        }
        else
        {
            if (CronFormat.Problem(spec.Schedule) is { } problem)
                errors.Invalid(schedule, spec.Schedule, problem);
            bool hasZone = spec.Schedule.Contains("TZ", StringComparison.Ordinal);
            bool hadZone = old?.Schedule.Contains("TZ", StringComparison.Ordinal) == true;
            if (hasZone && !hadZone)
            {
                errors.Invalid(schedule, spec.Schedule,
                    "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
            }
            else if (hasZone && spec.TimeZone is not null)
            {
                errors.Invalid(schedule, spec.Schedule,
                    "cannot use both timeZone field and TZ or CRON_TZ in schedule");
            }
        }
        if (spec.TimeZone is { } zone && zone != old?.TimeZone)
            ValidateZone(zone, path.Child("timeZone"), errors);
    }

    private static void ValidateZone(string zone, FieldPath path, FieldErrors errors)
    {
        if (zone.Length == 0)
            errors.Invalid(path, zone, "timeZone must be nil or non-empty string");
        else if (zone.Equals("Local", StringComparison.OrdinalIgnoreCase))
        {
            errors.Invalid(path, zone,
                "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }
        else if (!CronFormat.IsZone(zone))
        {
            errors.Invalid(path, zone, $"unknown time zone {zone}");
        }
    }
}
