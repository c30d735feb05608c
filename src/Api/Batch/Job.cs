using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Batch;

/// <summary>A job.</summary>
[ApiResource("batch/v1", "Job", "jobs", Categories = ["all"],
    Subresources = ["status"])]
[Definition("io.k8s.api.batch.v1.Job")]
public sealed partial record Job : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public JobSpec Spec { get; init; } = JobSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public JobStatus Status { get; init; } = JobStatus.Empty;
}

/// <summary>What a Job should be.</summary>
[Definition("io.k8s.api.batch.v1.JobSpec")]
public sealed partial record JobSpec
{
    /// <summary>The value with nothing set.</summary>
    public static JobSpec Empty { get; } = new();

    /// <summary>Parallelism.</summary>
    [Field(1, "parallelism")] public int? Parallelism { get; init; }
    /// <summary>Completions.</summary>
    [Field(2, "completions")] public int? Completions { get; init; }
    /// <summary>Active deadline seconds.</summary>
    [Field(3, "activeDeadlineSeconds")] public long? ActiveDeadlineSeconds { get; init; }
    /// <summary>Pod failure policy.</summary>
    [Field(11, "podFailurePolicy")] public PodFailurePolicy? PodFailurePolicy { get; init; }
    /// <summary>Success policy.</summary>
    [Field(16, "successPolicy")] public SuccessPolicy? SuccessPolicy { get; init; }
    /// <summary>Backoff limit.</summary>
    [Field(7, "backoffLimit")] public int? BackoffLimit { get; init; }
    /// <summary>Backoff limit per index.</summary>
    [Field(12, "backoffLimitPerIndex")] public int? BackoffLimitPerIndex { get; init; }
    /// <summary>Max failed indexes.</summary>
    [Field(13, "maxFailedIndexes")] public int? MaxFailedIndexes { get; init; }
    /// <summary>Which objects count.</summary>
    [Field(4, "selector")] public LabelSelector? Selector { get; init; }
    /// <summary>Manual selector.</summary>
    [Field(5, "manualSelector")] public bool? ManualSelector { get; init; }
    /// <summary>What the Pods that are made look like.</summary>
    [Field(6, "template", Always = true), Required]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
    /// <summary>Ttl seconds after finished.</summary>
    [Field(8, "ttlSecondsAfterFinished")] public int? TtlSecondsAfterFinished { get; init; }
    /// <summary>Completion mode. One of: NonIndexed, Indexed.</summary>
    [Field(9, "completionMode")] public string? CompletionMode { get; init; }
    /// <summary>Suspend.</summary>
    [Field(10, "suspend")] public bool? Suspend { get; init; }
    /// <summary>Pod replacement policy. One of: TerminatingOrFailed, Failed.</summary>
    [Field(14, "podReplacementPolicy")] public string? PodReplacementPolicy { get; init; }
    /// <summary>Managed by.</summary>
    [Field(15, "managedBy")] public string? ManagedBy { get; init; }
}

/// <summary>What is observed of a Job.</summary>
[Definition("io.k8s.api.batch.v1.JobStatus")]
public sealed partial record JobStatus
{
    /// <summary>The value with nothing set.</summary>
    public static JobStatus Empty { get; } = new();

    /// <summary>What has been observed, one entry for each type of condition.</summary>
    [Field(1, "conditions"), Atomic, PatchStrategy("merge", "type")]
    public IReadOnlyList<JobCondition> Conditions { get; init; } = [];
    /// <summary>Start time.</summary>
    [Field(2, "startTime")] public Time? StartTime { get; init; }
    /// <summary>Completion time.</summary>
    [Field(3, "completionTime")] public Time? CompletionTime { get; init; }
    /// <summary>Active.</summary>
    [Field(4, "active")] public int Active { get; init; }
    /// <summary>Succeeded.</summary>
    [Field(5, "succeeded")] public int Succeeded { get; init; }
    /// <summary>Failed.</summary>
    [Field(6, "failed")] public int Failed { get; init; }
    /// <summary>Terminating.</summary>
    [Field(11, "terminating")] public int? Terminating { get; init; }
    /// <summary>Completed indexes.</summary>
    [Field(7, "completedIndexes")] public string CompletedIndexes { get; init; } = "";
    /// <summary>Failed indexes.</summary>
    [Field(10, "failedIndexes")] public string? FailedIndexes { get; init; }
    /// <summary>Uncounted terminated pods.</summary>
    [Field(8, "uncountedTerminatedPods")] public UncountedTerminatedPods? UncountedTerminatedPods { get; init; }
    /// <summary>Ready.</summary>
    [Field(9, "ready")] public int? Ready { get; init; }
}

/// <summary>One observed condition of a Job.</summary>
[Definition("io.k8s.api.batch.v1.JobCondition")]
public sealed partial record JobCondition
{
    /// <summary>The value with nothing set.</summary>
    public static JobCondition Empty { get; } = new();

    /// <summary>Type. One of: Suspended, Complete, Failed, FailureTarget, SuccessCriteriaMet.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>Last probe time.</summary>
    [Field(3, "lastProbeTime", Always = true)] public Time? LastProbeTime { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(4, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(5, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message")] public string Message { get; init; } = "";
}
