using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Apps;

/// <summary>Keeps a set of Pods running and replaces them step by step when their template changes.</summary>
[ApiResource("apps/v1", "Deployment", "deployments", ShortNames = ["deploy"], Categories = ["all"],
    Subresources = ["scale", "status"])]
[Definition("io.k8s.api.apps.v1.Deployment")]
public sealed partial record Deployment : ApiObject
{
    /// <summary>What the Deployment should be.</summary>
    [Field(2, "spec")] public DeploymentSpec Spec { get; init; } = DeploymentSpec.Empty;
    /// <summary>What is observed of the Deployment; the controller writes it.</summary>
    [Field(3, "status")] public DeploymentStatus Status { get; init; } = DeploymentStatus.Empty;
}

/// <summary>What a Deployment should be.</summary>
[Definition("io.k8s.api.apps.v1.DeploymentSpec")]
public sealed partial record DeploymentSpec
{
    /// <summary>The value with nothing set.</summary>
    public static DeploymentSpec Empty { get; } = new();

    /// <summary>How many Pods are wanted. 0 stops all. Defaults to 1.</summary>
    [Field(1, "replicas")] public int? Replicas { get; init; }
    /// <summary>
    /// Which ReplicaSets and their Pods belong to it. Must match the labels of the template and cannot be changed.
    /// </summary>
    [Field(2, "selector", Always = true), Required] public LabelSelector? Selector { get; init; }
    /// <summary>What its Pods look like; every change of it starts a rollout. restartPolicy must be Always.</summary>
    [Field(3, "template", Always = true), Required]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
    /// <summary>How old Pods are replaced by new ones.</summary>
    [Field(4, "strategy"), PatchStrategy("retainKeys")]
    public DeploymentStrategy Strategy { get; init; } = DeploymentStrategy.Empty;
    /// <summary>
    /// How long a new Pod must be ready without a crash before it counts as available, in seconds. Defaults to 0.
    /// </summary>
    [Field(5, "minReadySeconds")] public int MinReadySeconds { get; init; }
    /// <summary>
    /// How many old ReplicaSets to keep for a rollback. 0 makes a rollback impossible. Defaults to 10.
    /// </summary>
    [Field(6, "revisionHistoryLimit")] public int? RevisionHistoryLimit { get; init; }
    /// <summary>While true no rollout starts or goes on; the number of Pods is still kept.</summary>
    [Field(7, "paused")] public bool Paused { get; init; }
    /// <summary>
    /// How long a rollout may stand still before the condition Progressing turns False with reason
    /// ProgressDeadlineExceeded, in seconds. The rollout goes on nevertheless. Defaults to 600.
    /// </summary>
    [Field(9, "progressDeadlineSeconds")] public int? ProgressDeadlineSeconds { get; init; }
}

/// <summary>What is observed of a Deployment.</summary>
[Definition("io.k8s.api.apps.v1.DeploymentStatus")]
public sealed partial record DeploymentStatus
{
    /// <summary>The value with nothing set.</summary>
    public static DeploymentStatus Empty { get; } = new();

    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(1, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>How many of its Pods there are that are not ending, of all ReplicaSets.</summary>
    [Field(2, "replicas")] public int Replicas { get; init; }
    /// <summary>How many of its Pods have the newest template.</summary>
    [Field(3, "updatedReplicas")] public int UpdatedReplicas { get; init; }
    /// <summary>How many of its Pods are ready.</summary>
    [Field(7, "readyReplicas")] public int ReadyReplicas { get; init; }
    /// <summary>How many of its Pods have been ready for minReadySeconds.</summary>
    [Field(4, "availableReplicas")] public int AvailableReplicas { get; init; }
    /// <summary>How many Pods are still missing to full availability: not yet ready, or not yet made.</summary>
    [Field(5, "unavailableReplicas")] public int UnavailableReplicas { get; init; }
    /// <summary>How many of its Pods are ending: they have a deletion timestamp and are not gone yet.</summary>
    [Field(9, "terminatingReplicas")] public int? TerminatingReplicas { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(6, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<DeploymentCondition> Conditions { get; init; } = [];
    /// <summary>How often the name of a new ReplicaSet was already taken; part of the hash that makes names.</summary>
    [Field(8, "collisionCount")] public int? CollisionCount { get; init; }
}

/// <summary>One observed condition of a Deployment.</summary>
[Definition("io.k8s.api.apps.v1.DeploymentCondition")]
public sealed partial record DeploymentCondition
{
    /// <summary>The value with nothing set.</summary>
    public static DeploymentCondition Empty { get; } = new();

    /// <summary>
    /// What the condition is about: enough Pods are available, a rollout moves on, a Pod could not be made. One of:
    /// Available, Progressing, ReplicaFailure.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the condition was last written.</summary>
    [Field(6, "lastUpdateTime", Always = true)] public Time? LastUpdateTime { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(7, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}
