using Kubesharp.Api.Core;

namespace Kubesharp.Api.Batch;

/// <summary>A cron job.</summary>
[ApiResource("batch/v1", "CronJob", "cronjobs", ShortNames = ["cj"], Categories = ["all"],
    Subresources = ["status"])]
[Definition("io.k8s.api.batch.v1.CronJob")]
public sealed partial record CronJob : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec"), Required] public CronJobSpec Spec { get; init; } = CronJobSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public CronJobStatus Status { get; init; } = CronJobStatus.Empty;
}

/// <summary>What a CronJob should be.</summary>
[Definition("io.k8s.api.batch.v1.CronJobSpec")]
public sealed partial record CronJobSpec
{
    /// <summary>The value with nothing set.</summary>
    public static CronJobSpec Empty { get; } = new();

    /// <summary>Schedule.</summary>
    [Field(1, "schedule", Always = true), Required] public string Schedule { get; init; } = "";
    /// <summary>Time zone.</summary>
    [Field(8, "timeZone")] public string? TimeZone { get; init; }
    /// <summary>Starting deadline seconds.</summary>
    [Field(2, "startingDeadlineSeconds")] public long? StartingDeadlineSeconds { get; init; }
    /// <summary>Concurrency policy. One of: Allow, Forbid, Replace.</summary>
    [Field(3, "concurrencyPolicy")] public string ConcurrencyPolicy { get; init; } = "";
    /// <summary>Suspend.</summary>
    [Field(4, "suspend")] public bool? Suspend { get; init; }
    /// <summary>Job template.</summary>
    [Field(5, "jobTemplate", Always = true), Required]
    public JobTemplateSpec JobTemplate { get; init; } = JobTemplateSpec.Empty;
    /// <summary>Successful jobs history limit.</summary>
    [Field(6, "successfulJobsHistoryLimit")] public int? SuccessfulJobsHistoryLimit { get; init; }
    /// <summary>Failed jobs history limit.</summary>
    [Field(7, "failedJobsHistoryLimit")] public int? FailedJobsHistoryLimit { get; init; }
}

/// <summary>What is observed of a CronJob.</summary>
[Definition("io.k8s.api.batch.v1.CronJobStatus")]
public sealed partial record CronJobStatus
{
    /// <summary>The value with nothing set.</summary>
    public static CronJobStatus Empty { get; } = new();

    /// <summary>Active.</summary>
    [Field(1, "active"), Atomic] public IReadOnlyList<ObjectReference> Active { get; init; } = [];
    /// <summary>Last schedule time.</summary>
    [Field(4, "lastScheduleTime")] public Time? LastScheduleTime { get; init; }
    /// <summary>Last successful time.</summary>
    [Field(5, "lastSuccessfulTime")] public Time? LastSuccessfulTime { get; init; }
}
