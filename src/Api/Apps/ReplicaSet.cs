using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Apps;

/// <summary>Keeps a number of equal Pods running. Mostly made by a Deployment, which also rolls out changes.</summary>
[ApiResource("apps/v1", "ReplicaSet", "replicasets", ShortNames = ["rs"], Categories = ["all"],
    Subresources = ["scale", "status"])]
[Definition("io.k8s.api.apps.v1.ReplicaSet")]
public sealed partial record ReplicaSet : ApiObject
{
    /// <summary>What the ReplicaSet should be.</summary>
    [Field(2, "spec")] public ReplicaSetSpec Spec { get; init; } = ReplicaSetSpec.Empty;
    /// <summary>What is observed of the ReplicaSet; the controller writes it.</summary>
    [Field(3, "status")] public ReplicaSetStatus Status { get; init; } = ReplicaSetStatus.Empty;
}

/// <summary>What a ReplicaSet should be.</summary>
[Definition("io.k8s.api.apps.v1.ReplicaSetSpec")]
public sealed partial record ReplicaSetSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ReplicaSetSpec Empty { get; } = new();

    /// <summary>How many Pods are wanted. Defaults to 1.</summary>
    [Field(1, "replicas")] public int? Replicas { get; init; }
    /// <summary>How long a new Pod must be ready before it counts as available, in seconds.</summary>
    [Field(4, "minReadySeconds")] public int MinReadySeconds { get; init; }
    /// <summary>Which Pods count. Must match the labels of the template and cannot be changed.</summary>
    [Field(2, "selector", Always = true), Required] public LabelSelector? Selector { get; init; }
    /// <summary>What the Pods that are made look like. A change affects only Pods made later.</summary>
    [Field(3, "template")] public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
}

/// <summary>What is observed of a ReplicaSet.</summary>
[Definition("io.k8s.api.apps.v1.ReplicaSetStatus")]
public sealed partial record ReplicaSetStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ReplicaSetStatus Empty { get; } = new();

    /// <summary>How many of its Pods there are that are not ending.</summary>
    [Field(1, "replicas", Always = true), Required] public int Replicas { get; init; }
    /// <summary>How many of its Pods have all labels of the template.</summary>
    [Field(2, "fullyLabeledReplicas")] public int FullyLabeledReplicas { get; init; }
    /// <summary>How many of its Pods are ready.</summary>
    [Field(4, "readyReplicas")] public int ReadyReplicas { get; init; }
    /// <summary>How many of its Pods have been ready for minReadySeconds.</summary>
    [Field(5, "availableReplicas")] public int AvailableReplicas { get; init; }
    /// <summary>How many of its Pods are ending: they have a deletion timestamp and are not gone yet.</summary>
    [Field(7, "terminatingReplicas")] public int? TerminatingReplicas { get; init; }
    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(3, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(6, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<ReplicaSetCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a ReplicaSet.</summary>
[Definition("io.k8s.api.apps.v1.ReplicaSetCondition")]
public sealed partial record ReplicaSetCondition
{
    /// <summary>The value with nothing set.</summary>
    public static ReplicaSetCondition Empty { get; } = new();

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
