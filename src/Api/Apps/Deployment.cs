using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Apps;

/// <summary>Keeps a set of Pods running and replaces them step by step.</summary>
[ApiResource("apps/v1", "Deployment", "deployments", ShortNames = ["deploy"], Categories = ["all"],
    Subresources = ["scale", "status"])]
[Definition("io.k8s.api.apps.v1.Deployment")]
public sealed partial record Deployment : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public DeploymentSpec Spec { get; init; } = DeploymentSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public DeploymentStatus Status { get; init; } = DeploymentStatus.Empty;
}

/// <summary>What a Deployment should be.</summary>
[Definition("io.k8s.api.apps.v1.DeploymentSpec")]
public sealed partial record DeploymentSpec
{
    /// <summary>The value with nothing set.</summary>
    public static DeploymentSpec Empty { get; } = new();

    /// <summary>How many Pods are wanted (in a spec) or counted (in a status).</summary>
    [Field(1, "replicas")] public int? Replicas { get; init; }
    /// <summary>Which objects count.</summary>
    [Field(2, "selector", Always = true), Required] public LabelSelector? Selector { get; init; }
    /// <summary>What the Pods that are made look like.</summary>
    [Field(3, "template", Always = true), Required]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
    /// <summary>Strategy.</summary>
    [Field(4, "strategy"), PatchStrategy("retainKeys")]
    public DeploymentStrategy Strategy { get; init; } = DeploymentStrategy.Empty;
    /// <summary>How long a new Pod must be ready before it counts as available, in seconds.</summary>
    [Field(5, "minReadySeconds")] public int MinReadySeconds { get; init; }
    /// <summary>How many old ReplicaSets to keep for rollback. Defaults to 10.</summary>
    [Field(6, "revisionHistoryLimit")] public int? RevisionHistoryLimit { get; init; }
    /// <summary>When true no rollout starts or goes on.</summary>
    [Field(7, "paused")] public bool Paused { get; init; }
    /// <summary>
    /// How long a rollout may stand still before it is reported as failed, in seconds. Defaults to 600.
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
    /// <summary>How many Pods are wanted (in a spec) or counted (in a status).</summary>
    [Field(2, "replicas")] public int Replicas { get; init; }
    /// <summary>Updated replicas.</summary>
    [Field(3, "updatedReplicas")] public int UpdatedReplicas { get; init; }
    /// <summary>Ready replicas.</summary>
    [Field(7, "readyReplicas")] public int ReadyReplicas { get; init; }
    /// <summary>Available replicas.</summary>
    [Field(4, "availableReplicas")] public int AvailableReplicas { get; init; }
    /// <summary>Unavailable replicas.</summary>
    [Field(5, "unavailableReplicas")] public int UnavailableReplicas { get; init; }
    /// <summary>Terminating replicas.</summary>
    [Field(9, "terminatingReplicas")] public int? TerminatingReplicas { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(6, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<DeploymentCondition> Conditions { get; init; } = [];
    /// <summary>Collision count.</summary>
    [Field(8, "collisionCount")] public int? CollisionCount { get; init; }
}

/// <summary>One observed condition of a Deployment.</summary>
[Definition("io.k8s.api.apps.v1.DeploymentCondition")]
public sealed partial record DeploymentCondition
{
    /// <summary>The value with nothing set.</summary>
    public static DeploymentCondition Empty { get; } = new();

    /// <summary>Type. One of: Available, Progressing, ReplicaFailure.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>Last update time.</summary>
    [Field(6, "lastUpdateTime", Always = true)] public Time? LastUpdateTime { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(7, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}
