namespace Kubesharp.Api.Core;

/// <summary>A persistent volume.</summary>
[ApiResource("v1", "PersistentVolume", "persistentvolumes", Namespaced = false, ShortNames = ["pv"],
    Subresources = ["status"])]
[Definition("io.k8s.api.core.v1.PersistentVolume")]
public sealed partial record PersistentVolume : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public PersistentVolumeSpec Spec { get; init; } = PersistentVolumeSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public PersistentVolumeStatus Status { get; init; } = PersistentVolumeStatus.Empty;
}

/// <summary>What a PersistentVolume should be.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeSpec")]
public sealed partial record PersistentVolumeSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeSpec Empty { get; } = new();

    /// <summary>Capacity.</summary>
    [Field(1, "capacity")] public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Maps.None<Quantity>();
    /// <summary>Gce persistent disk.</summary>
    [Field(1, "gcePersistentDisk", Within = "2")] public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }
    /// <summary>Aws elastic block store.</summary>
    [Field(2, "awsElasticBlockStore", Within = "2")]
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }
    /// <summary>Host path.</summary>
    [Field(3, "hostPath", Within = "2")] public HostPathVolumeSource? HostPath { get; init; }
    /// <summary>Glusterfs.</summary>
    [Field(4, "glusterfs", Within = "2")] public GlusterfsPersistentVolumeSource? Glusterfs { get; init; }
    /// <summary>Nfs.</summary>
    [Field(5, "nfs", Within = "2")] public NFSVolumeSource? Nfs { get; init; }
    /// <summary>Rbd.</summary>
    [Field(6, "rbd", Within = "2")] public RBDPersistentVolumeSource? Rbd { get; init; }
    /// <summary>Iscsi.</summary>
    [Field(7, "iscsi", Within = "2")] public ISCSIPersistentVolumeSource? Iscsi { get; init; }
    /// <summary>Cinder.</summary>
    [Field(8, "cinder", Within = "2")] public CinderPersistentVolumeSource? Cinder { get; init; }
    /// <summary>Cephfs.</summary>
    [Field(9, "cephfs", Within = "2")] public CephFSPersistentVolumeSource? Cephfs { get; init; }
    /// <summary>Fc.</summary>
    [Field(10, "fc", Within = "2")] public FCVolumeSource? Fc { get; init; }
    /// <summary>Flocker.</summary>
    [Field(11, "flocker", Within = "2")] public FlockerVolumeSource? Flocker { get; init; }
    /// <summary>Flex volume.</summary>
    [Field(12, "flexVolume", Within = "2")] public FlexPersistentVolumeSource? FlexVolume { get; init; }
    /// <summary>Azure file.</summary>
    [Field(13, "azureFile", Within = "2")] public AzureFilePersistentVolumeSource? AzureFile { get; init; }
    /// <summary>Vsphere volume.</summary>
    [Field(14, "vsphereVolume", Within = "2")] public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }
    /// <summary>Quobyte.</summary>
    [Field(15, "quobyte", Within = "2")] public QuobyteVolumeSource? Quobyte { get; init; }
    /// <summary>Azure disk.</summary>
    [Field(16, "azureDisk", Within = "2")] public AzureDiskVolumeSource? AzureDisk { get; init; }
    /// <summary>Photon persistent disk.</summary>
    [Field(17, "photonPersistentDisk", Within = "2")]
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }
    /// <summary>Portworx volume.</summary>
    [Field(18, "portworxVolume", Within = "2")] public PortworxVolumeSource? PortworxVolume { get; init; }
    /// <summary>Scale IO.</summary>
    [Field(19, "scaleIO", Within = "2")] public ScaleIOPersistentVolumeSource? ScaleIO { get; init; }
    /// <summary>Local.</summary>
    [Field(20, "local", Within = "2")] public LocalVolumeSource? Local { get; init; }
    /// <summary>Storageos.</summary>
    [Field(21, "storageos", Within = "2")] public StorageOSPersistentVolumeSource? Storageos { get; init; }
    /// <summary>Csi.</summary>
    [Field(22, "csi", Within = "2")] public CSIPersistentVolumeSource? Csi { get; init; }
    /// <summary>Access modes. One of: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.</summary>
    [Field(3, "accessModes"), Atomic] public IReadOnlyList<string> AccessModes { get; init; } = [];
    /// <summary>Claim ref.</summary>
    [Field(4, "claimRef"), Granular] public ObjectReference? ClaimRef { get; init; }
    /// <summary>Persistent volume reclaim policy. One of: Recycle, Delete, Retain.</summary>
    [Field(5, "persistentVolumeReclaimPolicy")] public string PersistentVolumeReclaimPolicy { get; init; } = "";
    /// <summary>Storage class name.</summary>
    [Field(6, "storageClassName")] public string StorageClassName { get; init; } = "";
    /// <summary>Mount options.</summary>
    [Field(7, "mountOptions"), Atomic] public IReadOnlyList<string> MountOptions { get; init; } = [];
    /// <summary>Volume mode. One of: Block, Filesystem.</summary>
    [Field(8, "volumeMode")] public string? VolumeMode { get; init; }
    /// <summary>Node affinity.</summary>
    [Field(9, "nodeAffinity")] public VolumeNodeAffinity? NodeAffinity { get; init; }
    /// <summary>Volume attributes class name.</summary>
    [Field(10, "volumeAttributesClassName")] public string? VolumeAttributesClassName { get; init; }
}

/// <summary>What is observed of a PersistentVolume.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeStatus")]
public sealed partial record PersistentVolumeStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeStatus Empty { get; } = new();

    /// <summary>Phase. One of: Pending, Available, Bound, Released, Failed.</summary>
    [Field(1, "phase")] public string Phase { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(2, "message")] public string Message { get; init; } = "";
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(3, "reason")] public string Reason { get; init; } = "";
    /// <summary>Last phase transition time.</summary>
    [Field(4, "lastPhaseTransitionTime")] public Time? LastPhaseTransitionTime { get; init; }
}
