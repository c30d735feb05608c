using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>Asks for storage. A volume that fits is bound to it, or one is made.</summary>
[ApiResource("v1", "PersistentVolumeClaim", "persistentvolumeclaims", ShortNames = ["pvc"],
    Subresources = ["status"])]
[Definition("io.k8s.api.core.v1.PersistentVolumeClaim")]
public sealed partial record PersistentVolumeClaim : ApiObject
{
    /// <summary>What is asked for.</summary>
    [Field(2, "spec")] public PersistentVolumeClaimSpec Spec { get; init; } = PersistentVolumeClaimSpec.Empty;
    /// <summary>What it got; controllers write it.</summary>
    [Field(3, "status")] public PersistentVolumeClaimStatus Status { get; init; } = PersistentVolumeClaimStatus.Empty;
}

/// <summary>
/// What a PersistentVolumeClaim asks for. Cannot be changed but for the size, which can grow, and
/// volumeAttributesClassName.
/// </summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeClaimSpec")]
public sealed partial record PersistentVolumeClaimSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeClaimSpec Empty { get; } = new();

    /// <summary>
    /// How it must be mountable. One of: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.
    /// </summary>
    [Field(1, "accessModes"), Atomic] public IReadOnlyList<string> AccessModes { get; init; } = [];
    /// <summary>Only volumes with these labels. Not with a StorageClass that makes volumes.</summary>
    [Field(4, "selector")] public LabelSelector? Selector { get; init; }
    /// <summary>How much storage it wants.</summary>
    [Field(2, "resources")]
    public VolumeResourceRequirements Resources { get; init; } = VolumeResourceRequirements.Empty;
    /// <summary>The volume that it is bound to.</summary>
    [Field(3, "volumeName")] public string VolumeName { get; init; } = "";
    /// <summary>
    /// The StorageClass. Absent: the default one; empty: none, so only a volume that is there already.
    /// </summary>
    [Field(5, "storageClassName")] public string? StorageClassName { get; init; }
    /// <summary>
    /// Whether it is used with a file system or as a device. Defaults to Filesystem. One of: Block, Filesystem.
    /// </summary>
    [Field(6, "volumeMode")] public string? VolumeMode { get; init; }
    /// <summary>
    /// What the new volume begins with: a VolumeSnapshot or another claim of the namespace. Becomes the same as
    /// dataSourceRef.
    /// </summary>
    [Field(7, "dataSource")] public TypedLocalObjectReference? DataSource { get; init; }
    /// <summary>
    /// Like dataSource, but of any kind that a volume populator knows, and it is refused when it cannot be used. In
    /// another namespace only as an alpha feature.
    /// </summary>
    [Field(8, "dataSourceRef")] public TypedObjectReference? DataSourceRef { get; init; }
    /// <summary>
    /// The VolumeAttributesClass; changing it changes the volume in use. Absent: none, or the driver's default.
    /// </summary>
    [Field(9, "volumeAttributesClassName")] public string? VolumeAttributesClassName { get; init; }
}

/// <summary>One observed condition of a PersistentVolumeClaim.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeClaimCondition")]
public sealed partial record PersistentVolumeClaimCondition
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeClaimCondition Empty { get; } = new();

    /// <summary>
    /// What the condition is about: a growth or a change of attributes is under way or has failed, nobody uses it. One
    /// of: Resizing, FileSystemResizePending, ControllerResizeError, NodeResizeError, ModifyVolumeError,
    /// ModifyingVolume, Unused.
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

/// <summary>What a PersistentVolumeClaim got.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeClaimStatus")]
public sealed partial record PersistentVolumeClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeClaimStatus Empty { get; } = new();

    /// <summary>It waits for a volume, has one, or has lost it. One of: Pending, Bound, Lost.</summary>
    [Field(1, "phase")] public string Phase { get; init; } = "";
    /// <summary>
    /// How the volume can be mounted. One of: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.
    /// </summary>
    [Field(2, "accessModes"), Atomic] public IReadOnlyList<string> AccessModes { get; init; } = [];
    /// <summary>How large the volume is.</summary>
    [Field(3, "capacity")] public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Maps.None<Quantity>();
    /// <summary>How a growth or a change goes, one entry for each type.</summary>
    [Field(4, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<PersistentVolumeClaimCondition> Conditions { get; init; } = [];
    /// <summary>
    /// How large the volume is to be, by the last growth that was tried. It may be more than was asked for, and is not
    /// given back when that fails.
    /// </summary>
    [Field(5, "allocatedResources")]
    public IReadOnlyDictionary<string, Quantity> AllocatedResources { get; init; } = Maps.None<Quantity>();
    /// <summary>
    /// How far the growth is: ControllerResizeInProgress, ControllerResizeInfeasible, NodeResizePending,
    /// NodeResizeInProgress, NodeResizeInfeasible. Absent: nothing grows.
    /// </summary>
    [Field(7, "allocatedResourceStatuses"), Granular]
    public IReadOnlyDictionary<string, string> AllocatedResourceStatuses { get; init; } = Maps.None<string>();
    /// <summary>The VolumeAttributesClass that the volume has. Absent: none.</summary>
    [Field(8, "currentVolumeAttributesClassName")] public string? CurrentVolumeAttributesClassName { get; init; }
    /// <summary>How a change of attributes goes. Absent: none is under way.</summary>
    [Field(9, "modifyVolumeStatus")] public ModifyVolumeStatus? ModifyVolumeStatus { get; init; }
}
