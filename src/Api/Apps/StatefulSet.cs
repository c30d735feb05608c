using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Apps;

/// <summary>
/// Runs Pods that have an identity: a stable name, host name and storage each, started and ended in order.
/// </summary>
[ApiResource("apps/v1", "StatefulSet", "statefulsets", ShortNames = ["sts"], Categories = ["all"],
    Subresources = ["scale", "status"])]
[Definition("io.k8s.api.apps.v1.StatefulSet")]
public sealed partial record StatefulSet : ApiObject
{
    /// <summary>What the StatefulSet should be.</summary>
    [Field(2, "spec")] public StatefulSetSpec Spec { get; init; } = StatefulSetSpec.Empty;
    /// <summary>What is observed of the StatefulSet; the controller writes it.</summary>
    [Field(3, "status")] public StatefulSetStatus Status { get; init; } = StatefulSetStatus.Empty;
}

/// <summary>What a StatefulSet should be.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetSpec")]
public sealed partial record StatefulSetSpec
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetSpec Empty { get; } = new();

    /// <summary>How many Pods are wanted: NAME-0, NAME-1 and so on. Defaults to 1.</summary>
    [Field(1, "replicas")] public int? Replicas { get; init; }
    /// <summary>Which Pods belong to it. Must match the labels of the template and cannot be changed.</summary>
    [Field(2, "selector", Always = true), Required] public LabelSelector? Selector { get; init; }
    /// <summary>
    /// What its Pods look like, but for the name and the volumes of volumeClaimTemplates. restartPolicy must be Always.
    /// </summary>
    [Field(3, "template", Always = true), Required]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
    /// <summary>
    /// Claims that each Pod gets for itself, named TEMPLATE-POD; they replace volumes of the same name in the template.
    /// They stay when the Pod goes, unless persistentVolumeClaimRetentionPolicy says otherwise.
    /// </summary>
    [Field(4, "volumeClaimTemplates"), Atomic, SaysKind]
    public IReadOnlyList<PersistentVolumeClaim> VolumeClaimTemplates { get; init; } = [];
    /// <summary>
    /// The Service that gives the Pods their DNS names: POD.SERVICE.NAMESPACE.svc.cluster.local. It must be made beside
    /// the StatefulSet. Cannot be changed.
    /// </summary>
    [Field(5, "serviceName", Always = true)] public string ServiceName { get; init; } = "";
    /// <summary>
    /// OrderedReady makes the next Pod when the one before is ready, and ends them in reverse order; Parallel makes and
    /// ends all at once. Concerns scaling only. Cannot be changed. Defaults to OrderedReady. One of: OrderedReady,
    /// Parallel.
    /// </summary>
    [Field(6, "podManagementPolicy")] public string PodManagementPolicy { get; init; } = "";
    /// <summary>How Pods of an older template are replaced.</summary>
    [Field(7, "updateStrategy")]
    public StatefulSetUpdateStrategy UpdateStrategy { get; init; } = StatefulSetUpdateStrategy.Empty;
    /// <summary>How many old states to keep as ControllerRevisions for a rollback. Defaults to 10.</summary>
    [Field(8, "revisionHistoryLimit")] public int? RevisionHistoryLimit { get; init; }
    /// <summary>How long a new Pod must be ready before it counts as available, in seconds. Defaults to 0.</summary>
    [Field(9, "minReadySeconds")] public int MinReadySeconds { get; init; }
    /// <summary>What becomes of the claims made from volumeClaimTemplates. Defaults to keeping them.</summary>
    [Field(10, "persistentVolumeClaimRetentionPolicy")]
    public StatefulSetPersistentVolumeClaimRetentionPolicy? PersistentVolumeClaimRetentionPolicy { get; init; }
    /// <summary>How the Pods are numbered. Defaults to numbers from 0 on.</summary>
    [Field(11, "ordinals")] public StatefulSetOrdinals? Ordinals { get; init; }
}

/// <summary>What is observed of a StatefulSet.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetStatus")]
public sealed partial record StatefulSetStatus
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetStatus Empty { get; } = new();

    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(1, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>How many Pods of it have been made.</summary>
    [Field(2, "replicas", Always = true), Required] public int Replicas { get; init; }
    /// <summary>How many of its Pods are ready.</summary>
    [Field(3, "readyReplicas")] public int ReadyReplicas { get; init; }
    /// <summary>How many of its Pods are of currentRevision.</summary>
    [Field(4, "currentReplicas")] public int CurrentReplicas { get; init; }
    /// <summary>How many of its Pods are of updateRevision.</summary>
    [Field(5, "updatedReplicas")] public int UpdatedReplicas { get; init; }
    /// <summary>The ControllerRevision that Pods 0 to currentReplicas-1 are made from.</summary>
    [Field(6, "currentRevision")] public string CurrentRevision { get; init; } = "";
    /// <summary>The ControllerRevision that the other Pods are made from; the newest one.</summary>
    [Field(7, "updateRevision")] public string UpdateRevision { get; init; } = "";
    /// <summary>
    /// How often the name of a new ControllerRevision was already taken; part of the hash that makes names.
    /// </summary>
    [Field(9, "collisionCount")] public int? CollisionCount { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(10, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<StatefulSetCondition> Conditions { get; init; } = [];
    /// <summary>How many of its Pods have been ready for minReadySeconds.</summary>
    [Field(11, "availableReplicas", Always = true)] public int AvailableReplicas { get; init; }
}

/// <summary>One observed condition of a StatefulSet.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetCondition")]
public sealed partial record StatefulSetCondition
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetCondition Empty { get; } = new();

    /// <summary>What the condition is about, in CamelCase.</summary>
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
