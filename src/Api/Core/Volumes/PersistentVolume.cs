namespace Kubesharp.Api.Core;

/// <summary>A piece of storage of the cluster. A claim binds to it.</summary>
[ApiResource("v1", "PersistentVolume", "persistentvolumes", Namespaced = false, ShortNames = ["pv"],
    Subresources = ["status"])]
[Definition("io.k8s.api.core.v1.PersistentVolume")]
public sealed partial record PersistentVolume : ApiObject
{
    /// <summary>What the volume is.</summary>
    [Field(2, "spec")] public PersistentVolumeSpec Spec { get; init; } = PersistentVolumeSpec.Empty;
    /// <summary>Whether it is in use; controllers write it.</summary>
    [Field(3, "status")] public PersistentVolumeStatus Status { get; init; } = PersistentVolumeStatus.Empty;
}

/// <summary>What a PersistentVolume is. Exactly one of the fields that name a sort of storage is set.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeSpec")]
public sealed partial record PersistentVolumeSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeSpec Empty { get; } = new();

    /// <summary>How large it is: storage.</summary>
    [Field(1, "capacity")] public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Maps.None<Quantity>();
    /// <summary>A disk of Google's cloud. Deprecated: served by the driver pd.csi.storage.gke.io.</summary>
    [Field(1, "gcePersistentDisk", Within = "2")] public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }
    /// <summary>A disk of AWS. Deprecated: served by the driver ebs.csi.aws.com.</summary>
    [Field(2, "awsElasticBlockStore", Within = "2")]
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }
    /// <summary>A folder of the node, for clusters of one node.</summary>
    [Field(3, "hostPath", Within = "2")] public HostPathVolumeSource? HostPath { get; init; }
    /// <summary>A volume of Gluster. No longer served.</summary>
    [Field(4, "glusterfs", Within = "2")] public GlusterfsPersistentVolumeSource? Glusterfs { get; init; }
    /// <summary>A folder by NFS.</summary>
    [Field(5, "nfs", Within = "2")] public NFSVolumeSource? Nfs { get; init; }
    /// <summary>A disk of Ceph. No longer served.</summary>
    [Field(6, "rbd", Within = "2")] public RBDPersistentVolumeSource? Rbd { get; init; }
    /// <summary>A disk by iSCSI.</summary>
    [Field(7, "iscsi", Within = "2")] public ISCSIPersistentVolumeSource? Iscsi { get; init; }
    /// <summary>A disk of OpenStack. Served by the driver cinder.csi.openstack.org.</summary>
    [Field(8, "cinder", Within = "2")] public CinderPersistentVolumeSource? Cinder { get; init; }
    /// <summary>A file system of Ceph. No longer served.</summary>
    [Field(9, "cephfs", Within = "2")] public CephFSPersistentVolumeSource? Cephfs { get; init; }
    /// <summary>A disk by Fibre Channel.</summary>
    [Field(10, "fc", Within = "2")] public FCVolumeSource? Fc { get; init; }
    /// <summary>A volume of Flocker. No longer served.</summary>
    [Field(11, "flocker", Within = "2")] public FlockerVolumeSource? Flocker { get; init; }
    /// <summary>A volume of a FlexVolume driver. Deprecated in favour of csi.</summary>
    [Field(12, "flexVolume", Within = "2")] public FlexPersistentVolumeSource? FlexVolume { get; init; }
    /// <summary>A file share of Azure. Deprecated: served by the driver file.csi.azure.com.</summary>
    [Field(13, "azureFile", Within = "2")] public AzureFilePersistentVolumeSource? AzureFile { get; init; }
    /// <summary>A disk of vSphere. Deprecated: served by the driver csi.vsphere.vmware.com.</summary>
    [Field(14, "vsphereVolume", Within = "2")] public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }
    /// <summary>A volume of Quobyte. No longer served.</summary>
    [Field(15, "quobyte", Within = "2")] public QuobyteVolumeSource? Quobyte { get; init; }
    /// <summary>A disk of Azure. Deprecated: served by the driver disk.csi.azure.com.</summary>
    [Field(16, "azureDisk", Within = "2")] public AzureDiskVolumeSource? AzureDisk { get; init; }
    /// <summary>A disk of Photon. No longer served.</summary>
    [Field(17, "photonPersistentDisk", Within = "2")]
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }
    /// <summary>A volume of Portworx. Deprecated: served by the driver pxd.portworx.com.</summary>
    [Field(18, "portworxVolume", Within = "2")] public PortworxVolumeSource? PortworxVolume { get; init; }
    /// <summary>A volume of ScaleIO. No longer served.</summary>
    [Field(19, "scaleIO", Within = "2")] public ScaleIOPersistentVolumeSource? ScaleIO { get; init; }
    /// <summary>A disk or folder of one node.</summary>
    [Field(20, "local", Within = "2")] public LocalVolumeSource? Local { get; init; }
    /// <summary>A volume of StorageOS. No longer served.</summary>
    [Field(21, "storageos", Within = "2")] public StorageOSPersistentVolumeSource? Storageos { get; init; }
    /// <summary>A volume of a storage driver.</summary>
    [Field(22, "csi", Within = "2")] public CSIPersistentVolumeSource? Csi { get; init; }
    /// <summary>How it can be mounted. One of: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.</summary>
    [Field(3, "accessModes"), Atomic] public IReadOnlyList<string> AccessModes { get; init; } = [];
    /// <summary>The claim that it is bound to. Set from both sides; the claim's volumeName is what counts.</summary>
    [Field(4, "claimRef"), Granular] public ObjectReference? ClaimRef { get; init; }
    /// <summary>
    /// What becomes of it when its claim is gone: it stays for somebody to look at, goes, or is wiped (deprecated).
    /// Defaults to Retain when made by hand, to the StorageClass's otherwise. One of: Recycle, Delete, Retain.
    /// </summary>
    [Field(5, "persistentVolumeReclaimPolicy")] public string PersistentVolumeReclaimPolicy { get; init; } = "";
    /// <summary>Its StorageClass. Empty: none; then only claims that ask for none get it.</summary>
    [Field(6, "storageClassName")] public string StorageClassName { get; init; } = "";
    /// <summary>Options for mounting it. Not checked: a wrong one makes the mount fail.</summary>
    [Field(7, "mountOptions"), Atomic] public IReadOnlyList<string> MountOptions { get; init; } = [];
    /// <summary>
    /// Whether it is used with a file system or as a device. Defaults to Filesystem. One of: Block, Filesystem.
    /// </summary>
    [Field(8, "volumeMode")] public string? VolumeMode { get; init; }
    /// <summary>From which nodes it can be reached.</summary>
    [Field(9, "nodeAffinity")] public VolumeNodeAffinity? NodeAffinity { get; init; }
    /// <summary>Its VolumeAttributesClass. Empty: none.</summary>
    [Field(10, "volumeAttributesClassName")] public string? VolumeAttributesClassName { get; init; }
}

/// <summary>Whether a PersistentVolume is in use.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeStatus")]
public sealed partial record PersistentVolumeStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeStatus Empty { get; } = new();

    /// <summary>
    /// Whether it is free, bound, left behind by its claim, or could not be reclaimed. One of: Pending, Available,
    /// Bound, Released, Failed.
    /// </summary>
    [Field(1, "phase")] public string Phase { get; init; } = "";
    /// <summary>Why it is so, a sentence for people.</summary>
    [Field(2, "message")] public string Message { get; init; } = "";
    /// <summary>Why it could not be reclaimed, in CamelCase.</summary>
    [Field(3, "reason")] public string Reason { get; init; } = "";
    /// <summary>When the phase last changed.</summary>
    [Field(4, "lastPhaseTransitionTime")] public Time? LastPhaseTransitionTime { get; init; }
}
