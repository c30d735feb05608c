using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Batch;

/// <summary>Runs Pods until enough of them have succeeded.</summary>
[ApiResource("batch/v1", "Job", "jobs", Categories = ["all"],
    Subresources = ["status"])]
[Definition("io.k8s.api.batch.v1.Job")]
public sealed partial record Job : ApiObject
{
    /// <summary>What the Job should be.</summary>
    [Field(2, "spec")] public JobSpec Spec { get; init; } = JobSpec.Empty;
    /// <summary>What is observed of the Job; the controller writes it.</summary>
    [Field(3, "status")] public JobStatus Status { get; init; } = JobStatus.Empty;
}

/// <summary>What a Job should be.</summary>
[Definition("io.k8s.api.batch.v1.JobSpec")]
public sealed partial record JobSpec
{
    /// <summary>The value with nothing set.</summary>
    public static JobSpec Empty { get; } = new();

    /// <summary>How many Pods may run at the same time. 0 holds the Job still. Defaults to 1.</summary>
    [Field(1, "parallelism")] public int? Parallelism { get; init; }
    /// <summary>
    /// How many Pods must succeed. Absent: the Job is done when one has succeeded and all have ended. Defaults to 1
    /// where parallelism is absent too.
    /// </summary>
    [Field(2, "completions")] public int? Completions { get; init; }
    /// <summary>
    /// How long the Job may run from its start on, in seconds; then its Pods are ended and it has failed. The time
    /// stands while it is suspended. Absent: forever.
    /// </summary>
    [Field(3, "activeDeadlineSeconds")] public long? ActiveDeadlineSeconds { get; init; }
    /// <summary>
    /// What to do about failed Pods by how they failed. Without a rule that fits, the failure counts against
    /// backoffLimit.
    /// </summary>
    [Field(11, "podFailurePolicy")] public PodFailurePolicy? PodFailurePolicy { get; init; }
    /// <summary>When an Indexed Job counts as succeeded before all its indexes have. Absent: only then.</summary>
    [Field(16, "successPolicy")] public SuccessPolicy? SuccessPolicy { get; init; }
    /// <summary>
    /// How many failures of Pods make the Job fail. The time between tries grows from 10 seconds to 6 minutes. Defaults
    /// to 6, or to no limit where backoffLimitPerIndex is set.
    /// </summary>
    [Field(7, "backoffLimit")] public int? BackoffLimit { get; init; }
    /// <summary>
    /// How many failures of one index make that index fail. Only with completionMode Indexed and restartPolicy Never.
    /// Cannot be changed.
    /// </summary>
    [Field(12, "backoffLimitPerIndex")] public int? BackoffLimitPerIndex { get; init; }
    /// <summary>
    /// How many indexes may fail before the whole Job does. Only with backoffLimitPerIndex. Absent: all the others
    /// still run.
    /// </summary>
    [Field(13, "maxFailedIndexes")] public int? MaxFailedIndexes { get; init; }
    /// <summary>Which Pods count. Made by the server from the Job's uid unless manualSelector is true.</summary>
    [Field(4, "selector")] public LabelSelector? Selector { get; init; }
    /// <summary>
    /// The selector and the labels of the template are the user's; nothing keeps them apart from other Jobs'. Cannot be
    /// changed.
    /// </summary>
    [Field(5, "manualSelector")] public bool? ManualSelector { get; init; }
    /// <summary>What its Pods look like. restartPolicy must be Never or OnFailure.</summary>
    [Field(6, "template", Always = true), Required]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
    /// <summary>
    /// How long the Job stays after it has finished, in seconds; then it is deleted with its Pods. 0: at once. Absent:
    /// forever.
    /// </summary>
    [Field(8, "ttlSecondsAfterFinished")] public int? TtlSecondsAfterFinished { get; init; }
    /// <summary>
    /// Whether Pods are alike (NonIndexed) or each stands for a number from 0 on (Indexed), which it finds in
    /// JOB_COMPLETION_INDEX, its annotation and its host name. Cannot be changed. Defaults to NonIndexed. One of:
    /// NonIndexed, Indexed.
    /// </summary>
    [Field(9, "completionMode")] public string? CompletionMode { get; init; }
    /// <summary>
    /// While true no Pods are made and those that run are ended; startTime begins anew afterwards. Defaults to false.
    /// </summary>
    [Field(10, "suspend")] public bool? Suspend { get; init; }
    /// <summary>
    /// When a Pod that ends is replaced: as soon as it begins to end or has failed (TerminatingOrFailed), or only when
    /// it has failed (Failed). Defaults to TerminatingOrFailed, with podFailurePolicy to Failed, the only value then.
    /// One of: TerminatingOrFailed, Failed.
    /// </summary>
    [Field(14, "podReplacementPolicy")] public string? PodReplacementPolicy { get; init; }
    /// <summary>
    /// Who looks after the Job, as domain/path. Jobs with another value than kubernetes.io/job-controller are left
    /// alone by the built-in controller. Up to 63 characters. Cannot be changed.
    /// </summary>
    [Field(15, "managedBy")] public string? ManagedBy { get; init; }
}

/// <summary>What is observed of a Job.</summary>
[Definition("io.k8s.api.batch.v1.JobStatus")]
public sealed partial record JobStatus
{
    /// <summary>The value with nothing set.</summary>
    public static JobStatus Empty { get; } = new();

    /// <summary>What has been observed, one entry for each type. Complete and Failed are the end.</summary>
    [Field(1, "conditions"), Atomic, PatchStrategy("merge", "type")]
    public IReadOnlyList<JobCondition> Conditions { get; init; } = [];
    /// <summary>When the controller first took the Job up, or took it up again after it was suspended.</summary>
    [Field(2, "startTime")] public Time? StartTime { get; init; }
    /// <summary>When the Job completed. Absent as long as it has not, and when it has failed.</summary>
    [Field(3, "completionTime")] public Time? CompletionTime { get; init; }
    /// <summary>How many of its Pods wait or run and are not ending.</summary>
    [Field(4, "active")] public int Active { get; init; }
    /// <summary>How many of its Pods have succeeded.</summary>
    [Field(5, "succeeded")] public int Succeeded { get; init; }
    /// <summary>How many of its Pods have failed.</summary>
    [Field(6, "failed")] public int Failed { get; init; }
    /// <summary>
    /// How many of its Pods are ending: they have a deletion timestamp and have neither succeeded nor failed.
    /// </summary>
    [Field(11, "terminating")] public int? Terminating { get; init; }
    /// <summary>The indexes that have succeeded, as ranges: 1,3-5,7.</summary>
    [Field(7, "completedIndexes")] public string CompletedIndexes { get; init; } = "";
    /// <summary>The indexes that have failed for good, as ranges: 1,3-5,7. Only with backoffLimitPerIndex.</summary>
    [Field(10, "failedIndexes")] public string? FailedIndexes { get; init; }
    /// <summary>
    /// Pods that have ended, but are not in succeeded or failed yet, because their finalizer has not been removed.
    /// </summary>
    [Field(8, "uncountedTerminatedPods")] public UncountedTerminatedPods? UncountedTerminatedPods { get; init; }
    /// <summary>How many of its Pods are ready and not ending.</summary>
    [Field(9, "ready")] public int? Ready { get; init; }
}

/// <summary>One observed condition of a Job.</summary>
[Definition("io.k8s.api.batch.v1.JobCondition")]
public sealed partial record JobCondition
{
    /// <summary>The value with nothing set.</summary>
    public static JobCondition Empty { get; } = new();

    /// <summary>
    /// What the condition is about. FailureTarget and SuccessCriteriaMet say that Failed or Complete follows once all
    /// Pods have ended. One of: Suspended, Complete, Failed, FailureTarget, SuccessCriteriaMet.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the condition was last looked at.</summary>
    [Field(3, "lastProbeTime", Always = true)] public Time? LastProbeTime { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(4, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(5, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message")] public string Message { get; init; } = "";
}
