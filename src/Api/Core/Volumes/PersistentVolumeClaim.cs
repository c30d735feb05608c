using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>A persistent volume claim.</summary>
[ApiResource("v1", "PersistentVolumeClaim", "persistentvolumeclaims", ShortNames = ["pvc"],
    Subresources = ["status"])]
[Definition("io.k8s.api.core.v1.PersistentVolumeClaim")]
public sealed partial record PersistentVolumeClaim : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public PersistentVolumeClaimSpec Spec { get; init; } = PersistentVolumeClaimSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public PersistentVolumeClaimStatus Status { get; init; } = PersistentVolumeClaimStatus.Empty;
}

/// <summary>What a PersistentVolumeClaim should be.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeClaimSpec")]
public sealed partial record PersistentVolumeClaimSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeClaimSpec Empty { get; } = new();

    /// <summary>Access modes. One of: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.</summary>
    [Field(1, "accessModes"), Atomic] public IReadOnlyList<string> AccessModes { get; init; } = [];
    /// <summary>Which objects count.</summary>
    [Field(4, "selector")] public LabelSelector? Selector { get; init; }
    /// <summary>Resources.</summary>
    [Field(2, "resources")]
    public VolumeResourceRequirements Resources { get; init; } = VolumeResourceRequirements.Empty;
    /// <summary>The name of the volume.</summary>
    [Field(3, "volumeName")] public string VolumeName { get; init; } = "";
    /// <summary>Storage class name.</summary>
    [Field(5, "storageClassName")] public string? StorageClassName { get; init; }
    /// <summary>Volume mode. One of: Block, Filesystem.</summary>
    [Field(6, "volumeMode")] public string? VolumeMode { get; init; }
    /// <summary>Data source.</summary>
    [Field(7, "dataSource")] public TypedLocalObjectReference? DataSource { get; init; }
    /// <summary>Data source ref.</summary>
    [Field(8, "dataSourceRef")] public TypedObjectReference? DataSourceRef { get; init; }
    /// <summary>Volume attributes class name.</summary>
    [Field(9, "volumeAttributesClassName")] public string? VolumeAttributesClassName { get; init; }
}

/// <summary>One observed condition of a PersistentVolumeClaim.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeClaimCondition")]
public sealed partial record PersistentVolumeClaimCondition
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeClaimCondition Empty { get; } = new();

    /// <summary>
    /// Type. One of: Resizing, FileSystemResizePending, ControllerResizeError, NodeResizeError, ModifyVolumeError,
    /// ModifyingVolume, Unused.
    /// </summary>
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

/// <summary>What is observed of a PersistentVolumeClaim.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeClaimStatus")]
public sealed partial record PersistentVolumeClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeClaimStatus Empty { get; } = new();

    /// <summary>Phase. One of: Pending, Bound, Lost.</summary>
    [Field(1, "phase")] public string Phase { get; init; } = "";
    /// <summary>Access modes. One of: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.</summary>
    [Field(2, "accessModes"), Atomic] public IReadOnlyList<string> AccessModes { get; init; } = [];
    /// <summary>Capacity.</summary>
    [Field(3, "capacity")] public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Maps.None<Quantity>();
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(4, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<PersistentVolumeClaimCondition> Conditions { get; init; } = [];
    /// <summary>Allocated resources.</summary>
    [Field(5, "allocatedResources")]
    public IReadOnlyDictionary<string, Quantity> AllocatedResources { get; init; } = Maps.None<Quantity>();
    /// <summary>Allocated resource statuses.</summary>
    [Field(7, "allocatedResourceStatuses"), Granular]
    public IReadOnlyDictionary<string, string> AllocatedResourceStatuses { get; init; } = Maps.None<string>();
    /// <summary>Current volume attributes class name.</summary>
    [Field(8, "currentVolumeAttributesClassName")] public string? CurrentVolumeAttributesClassName { get; init; }
    /// <summary>Modify volume status.</summary>
    [Field(9, "modifyVolumeStatus")] public ModifyVolumeStatus? ModifyVolumeStatus { get; init; }
}
