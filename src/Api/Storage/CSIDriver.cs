namespace Kubesharp.Api.Storage;

/// <summary>
/// What the cluster knows of a storage driver (CSI), so that it need not ask. Its name is the driver's.
/// </summary>
[ApiResource("storage.k8s.io/v1", "CSIDriver", "csidrivers", Namespaced = false)]
[Definition("io.k8s.api.storage.v1.CSIDriver")]
public sealed partial record CSIDriver : ApiObject
{
    /// <summary>What the driver needs and can do.</summary>
    [Field(2, "spec", Always = true), Required] public CSIDriverSpec Spec { get; init; } = CSIDriverSpec.Empty;
}

/// <summary>What a storage driver needs and can do.</summary>
[Definition("io.k8s.api.storage.v1.CSIDriverSpec")]
public sealed partial record CSIDriverSpec
{
    /// <summary>The value with nothing set.</summary>
    public static CSIDriverSpec Empty { get; } = new();

    /// <summary>
    /// Volumes must be attached to a node before they are mounted, so VolumeAttachments are made. Cannot be changed.
    /// Defaults to true.
    /// </summary>
    [Field(1, "attachRequired")] public bool? AttachRequired { get; init; }
    /// <summary>
    /// The driver is told about the Pod when it mounts a volume: name, namespace, uid, service account. Defaults to
    /// false.
    /// </summary>
    [Field(2, "podInfoOnMount")] public bool? PodInfoOnMount { get; init; }
    /// <summary>
    /// Whether the driver serves volumes that outlive Pods, volumes of one Pod, or both. Cannot be changed. Defaults to
    /// Persistent. One of: Persistent, Ephemeral.
    /// </summary>
    [Field(3, "volumeLifecycleModes"), SetList] public IReadOnlyList<string> VolumeLifecycleModes { get; init; } = [];
    /// <summary>
    /// The driver reports how much it has left in CSIStorageCapacities, and the scheduler looks at them. Defaults to
    /// false.
    /// </summary>
    [Field(4, "storageCapacity")] public bool? StorageCapacity { get; init; }
    /// <summary>
    /// Whether the kubelet may change the owner of a volume's files to the Pod's fsGroup: for ReadWriteOnce volumes
    /// with a file system type, always, or never. Defaults to ReadWriteOnceWithFSType. One of: ReadWriteOnceWithFSType,
    /// File, None.
    /// </summary>
    [Field(5, "fsGroupPolicy")] public string? FsGroupPolicy { get; init; }
    /// <summary>Service account tokens that the driver wants when it mounts a volume, one for each audience.</summary>
    [Field(6, "tokenRequests"), Atomic] public IReadOnlyList<TokenRequest> TokenRequests { get; init; } = [];
    /// <summary>
    /// The driver wants to be called again from time to time while a volume is mounted, to renew its content. Defaults
    /// to false.
    /// </summary>
    [Field(7, "requiresRepublish")] public bool? RequiresRepublish { get; init; }
    /// <summary>
    /// The driver can mount with an SELinux label of its own for each volume, which saves relabelling each file.
    /// Defaults to false.
    /// </summary>
    [Field(8, "seLinuxMount")] public bool? SeLinuxMount { get; init; }
    /// <summary>
    /// How often the kubelet asks anew how many volumes fit on the node, in seconds. At least 10. Absent: only when it
    /// must.
    /// </summary>
    [Field(9, "nodeAllocatableUpdatePeriodSeconds")] public long? NodeAllocatableUpdatePeriodSeconds { get; init; }
    /// <summary>
    /// Tokens are handed to the driver among the secrets instead of the volume's attributes, which some write to logs.
    /// Only with tokenRequests. Defaults to false.
    /// </summary>
    [Field(10, "serviceAccountTokenInSecrets")] public bool? ServiceAccountTokenInSecrets { get; init; }
    /// <summary>
    /// A node without the driver counts as having no room for its volumes, so that Pods do not get stuck there.
    /// Defaults to false.
    /// </summary>
    [Field(11, "preventPodSchedulingIfMissing")] public bool? PreventPodSchedulingIfMissing { get; init; }
}
