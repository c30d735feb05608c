namespace Kubesharp.Api.Core;

/// <summary>Keeps a number of equal Pods running. Deprecated in favour of Deployment.</summary>
[ApiResource("v1", "ReplicationController", "replicationcontrollers", ShortNames = ["rc"], Categories = ["all"],
    Subresources = ["scale", "status"])]
[Definition("io.k8s.api.core.v1.ReplicationController")]
public sealed partial record ReplicationController : ApiObject
{
    /// <summary>What the ReplicationController should be.</summary>
    [Field(2, "spec")] public ReplicationControllerSpec Spec { get; init; } = ReplicationControllerSpec.Empty;
    /// <summary>What is observed of the ReplicationController; the controller writes it.</summary>
    [Field(3, "status")] public ReplicationControllerStatus Status { get; init; } = ReplicationControllerStatus.Empty;
}

/// <summary>What a ReplicationController should be.</summary>
[Definition("io.k8s.api.core.v1.ReplicationControllerSpec")]
public sealed partial record ReplicationControllerSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ReplicationControllerSpec Empty { get; } = new();

    /// <summary>How many Pods are wanted. Defaults to 1.</summary>
    [Field(1, "replicas"), DocumentedDefault("1")] public int? Replicas { get; init; }
    /// <summary>How long a new Pod must be ready before it counts as available, in seconds. Defaults to 0.</summary>
    [Field(4, "minReadySeconds"), DocumentedDefault("0")] public int MinReadySeconds { get; init; }
    /// <summary>Which Pods count, by labels with these values. Defaults to the labels of the template.</summary>
    [Field(2, "selector"), Atomic]
    public IReadOnlyDictionary<string, string> Selector { get; init; } = Maps.None<string>();
    /// <summary>What the Pods that are made look like. A change affects only Pods made later.</summary>
    [Field(3, "template")] public PodTemplateSpec? Template { get; init; }
}

/// <summary>What is observed of a ReplicationController.</summary>
[Definition("io.k8s.api.core.v1.ReplicationControllerStatus")]
public sealed partial record ReplicationControllerStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ReplicationControllerStatus Empty { get; } = new();

    /// <summary>How many of its Pods there are.</summary>
    [Field(1, "replicas", Always = true), Required] public int Replicas { get; init; }
    /// <summary>How many of its Pods have all labels of the template.</summary>
    [Field(2, "fullyLabeledReplicas")] public int FullyLabeledReplicas { get; init; }
    /// <summary>How many of its Pods are ready.</summary>
    [Field(4, "readyReplicas")] public int ReadyReplicas { get; init; }
    /// <summary>How many of its Pods have been ready for minReadySeconds.</summary>
    [Field(5, "availableReplicas")] public int AvailableReplicas { get; init; }
    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(3, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(6, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<ReplicationControllerCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a ReplicationController.</summary>
[Definition("io.k8s.api.core.v1.ReplicationControllerCondition")]
public sealed partial record ReplicationControllerCondition
{
    /// <summary>The value with nothing set.</summary>
    public static ReplicationControllerCondition Empty { get; } = new();

    /// <summary>What the condition is about: a Pod could not be made or deleted. One of: ReplicaFailure.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}
