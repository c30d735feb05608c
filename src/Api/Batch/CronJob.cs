using Kubesharp.Api.Core;

namespace Kubesharp.Api.Batch;

/// <summary>Makes a Job at given times.</summary>
[ApiResource("batch/v1", "CronJob", "cronjobs", ShortNames = ["cj"], Categories = ["all"],
    Subresources = ["status"])]
[Definition("io.k8s.api.batch.v1.CronJob")]
public sealed partial record CronJob : ApiObject
{
    /// <summary>What the CronJob should be.</summary>
    [Field(2, "spec"), Required] public CronJobSpec Spec { get; init; } = CronJobSpec.Empty;
    /// <summary>What is observed of the CronJob; the controller writes it.</summary>
    [Field(3, "status")] public CronJobStatus Status { get; init; } = CronJobStatus.Empty;
}

/// <summary>What a CronJob should be.</summary>
[Definition("io.k8s.api.batch.v1.CronJobSpec")]
public sealed partial record CronJobSpec
{
    /// <summary>The value with nothing set.</summary>
    public static CronJobSpec Empty { get; } = new();

    /// <summary>
    /// When to make a Job, in five fields: minute, hour, day of month, month, day of week. Also @hourly, @daily,
    /// @weekly, @monthly, @yearly and @every 1h30m.
    /// </summary>
    [Field(1, "schedule", Always = true), Required] public string Schedule { get; init; } = "";
    /// <summary>
    /// The time zone that the schedule is meant in, by its IANA name: Europe/Berlin. Defaults to that of the
    /// controllers' process.
    /// </summary>
    [Field(8, "timeZone")] public string? TimeZone { get; init; }
    /// <summary>
    /// How late a Job may still be made when its time was missed, in seconds. What is later counts as failed. Absent:
    /// however late.
    /// </summary>
    [Field(2, "startingDeadlineSeconds")] public long? StartingDeadlineSeconds { get; init; }
    /// <summary>
    /// What to do at the next time while a Job still runs: run both (Allow), leave the new one out (Forbid), or end the
    /// old one (Replace). Defaults to Allow. One of: Allow, Forbid, Replace.
    /// </summary>
    [Field(3, "concurrencyPolicy")] public string ConcurrencyPolicy { get; init; } = "";
    /// <summary>While true no Jobs are made; those that run go on. Defaults to false.</summary>
    [Field(4, "suspend")] public bool? Suspend { get; init; }
    /// <summary>What the Jobs look like.</summary>
    [Field(5, "jobTemplate", Always = true), Required]
    public JobTemplateSpec JobTemplate { get; init; } = JobTemplateSpec.Empty;
    /// <summary>How many succeeded Jobs to keep. Defaults to 3.</summary>
    [Field(6, "successfulJobsHistoryLimit")] public int? SuccessfulJobsHistoryLimit { get; init; }
    /// <summary>How many failed Jobs to keep. Defaults to 1.</summary>
    [Field(7, "failedJobsHistoryLimit")] public int? FailedJobsHistoryLimit { get; init; }
}

/// <summary>What is observed of a CronJob.</summary>
[Definition("io.k8s.api.batch.v1.CronJobStatus")]
public sealed partial record CronJobStatus
{
    /// <summary>The value with nothing set.</summary>
    public static CronJobStatus Empty { get; } = new();

    /// <summary>The Jobs that run now.</summary>
    [Field(1, "active"), Atomic] public IReadOnlyList<ObjectReference> Active { get; init; } = [];
    /// <summary>The last time of the schedule for which a Job was made.</summary>
    [Field(4, "lastScheduleTime")] public Time? LastScheduleTime { get; init; }
    /// <summary>When a Job last succeeded.</summary>
    [Field(5, "lastSuccessfulTime")] public Time? LastSuccessfulTime { get; init; }
}
