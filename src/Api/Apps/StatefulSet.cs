using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Apps;

/// <summary>A stateful set.</summary>
[ApiResource("apps/v1", "StatefulSet", "statefulsets", ShortNames = ["sts"], Categories = ["all"],
    Subresources = ["scale", "status"])]
[Definition("io.k8s.api.apps.v1.StatefulSet")]
public sealed partial record StatefulSet : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public StatefulSetSpec Spec { get; init; } = StatefulSetSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public StatefulSetStatus Status { get; init; } = StatefulSetStatus.Empty;
}

/// <summary>What a StatefulSet should be.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetSpec")]
public sealed partial record StatefulSetSpec
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetSpec Empty { get; } = new();

    /// <summary>How many Pods are wanted (in a spec) or counted (in a status).</summary>
    [Field(1, "replicas")] public int? Replicas { get; init; }
    /// <summary>Which objects count.</summary>
    [Field(2, "selector", Always = true), Required] public LabelSelector? Selector { get; init; }
    /// <summary>What the Pods that are made look like.</summary>
    [Field(3, "template", Always = true), Required]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
    /// <summary>Volume claim templates.</summary>
    [Field(4, "volumeClaimTemplates"), Atomic]
    public IReadOnlyList<PersistentVolumeClaim> VolumeClaimTemplates { get; init; } = [];
    /// <summary>Service name.</summary>
    [Field(5, "serviceName", Always = true)] public string ServiceName { get; init; } = "";
    /// <summary>Pod management policy. One of: OrderedReady, Parallel.</summary>
    [Field(6, "podManagementPolicy")] public string PodManagementPolicy { get; init; } = "";
    /// <summary>Update strategy.</summary>
    [Field(7, "updateStrategy")]
    public StatefulSetUpdateStrategy UpdateStrategy { get; init; } = StatefulSetUpdateStrategy.Empty;
    /// <summary>Revision history limit.</summary>
    [Field(8, "revisionHistoryLimit")] public int? RevisionHistoryLimit { get; init; }
    /// <summary>How long a new Pod must be ready before it counts as available, in seconds.</summary>
    [Field(9, "minReadySeconds")] public int MinReadySeconds { get; init; }
    /// <summary>Persistent volume claim retention policy.</summary>
    [Field(10, "persistentVolumeClaimRetentionPolicy")]
    public StatefulSetPersistentVolumeClaimRetentionPolicy? PersistentVolumeClaimRetentionPolicy { get; init; }
    /// <summary>Ordinals.</summary>
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
    /// <summary>How many Pods are wanted (in a spec) or counted (in a status).</summary>
    [Field(2, "replicas", Always = true), Required] public int Replicas { get; init; }
    /// <summary>Ready replicas.</summary>
    [Field(3, "readyReplicas")] public int ReadyReplicas { get; init; }
    /// <summary>Current replicas.</summary>
    [Field(4, "currentReplicas")] public int CurrentReplicas { get; init; }
    /// <summary>Updated replicas.</summary>
    [Field(5, "updatedReplicas")] public int UpdatedReplicas { get; init; }
    /// <summary>Current revision.</summary>
    [Field(6, "currentRevision")] public string CurrentRevision { get; init; } = "";
    /// <summary>Update revision.</summary>
    [Field(7, "updateRevision")] public string UpdateRevision { get; init; } = "";
    /// <summary>Collision count.</summary>
    [Field(9, "collisionCount")] public int? CollisionCount { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(10, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<StatefulSetCondition> Conditions { get; init; } = [];
    /// <summary>Available replicas.</summary>
    [Field(11, "availableReplicas", Always = true)] public int AvailableReplicas { get; init; }
}

/// <summary>One observed condition of a StatefulSet.</summary>
[Definition("io.k8s.api.apps.v1.StatefulSetCondition")]
public sealed partial record StatefulSetCondition
{
    /// <summary>The value with nothing set.</summary>
    public static StatefulSetCondition Empty { get; } = new();

    /// <summary>Type.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}
