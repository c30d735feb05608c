namespace Kubesharp.Api.Core;

/// <summary>A volume.</summary>
[Definition("io.k8s.api.core.v1.Volume")]
public sealed partial record Volume
{
    /// <summary>The value with nothing set.</summary>
    public static Volume Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Host path.</summary>
    [Field(1, "hostPath", Within = "2")] public HostPathVolumeSource? HostPath { get; init; }
    /// <summary>Empty dir.</summary>
    [Field(2, "emptyDir", Within = "2")] public EmptyDirVolumeSource? EmptyDir { get; init; }
    /// <summary>Gce persistent disk.</summary>
    [Field(3, "gcePersistentDisk", Within = "2")] public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }
    /// <summary>Aws elastic block store.</summary>
    [Field(4, "awsElasticBlockStore", Within = "2")]
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }
    /// <summary>Git repo.</summary>
    [Field(5, "gitRepo", Within = "2")] public GitRepoVolumeSource? GitRepo { get; init; }
    /// <summary>Secret.</summary>
    [Field(6, "secret", Within = "2")] public SecretVolumeSource? Secret { get; init; }
    /// <summary>Nfs.</summary>
    [Field(7, "nfs", Within = "2")] public NFSVolumeSource? Nfs { get; init; }
    /// <summary>Iscsi.</summary>
    [Field(8, "iscsi", Within = "2")] public ISCSIVolumeSource? Iscsi { get; init; }
    /// <summary>Glusterfs.</summary>
    [Field(9, "glusterfs", Within = "2")] public GlusterfsVolumeSource? Glusterfs { get; init; }
    /// <summary>Persistent volume claim.</summary>
    [Field(10, "persistentVolumeClaim", Within = "2")]
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }
    /// <summary>Rbd.</summary>
    [Field(11, "rbd", Within = "2")] public RBDVolumeSource? Rbd { get; init; }
    /// <summary>Flex volume.</summary>
    [Field(12, "flexVolume", Within = "2")] public FlexVolumeSource? FlexVolume { get; init; }
    /// <summary>Cinder.</summary>
    [Field(13, "cinder", Within = "2")] public CinderVolumeSource? Cinder { get; init; }
    /// <summary>Cephfs.</summary>
    [Field(14, "cephfs", Within = "2")] public CephFSVolumeSource? Cephfs { get; init; }
    /// <summary>Flocker.</summary>
    [Field(15, "flocker", Within = "2")] public FlockerVolumeSource? Flocker { get; init; }
    /// <summary>Downward API.</summary>
    [Field(16, "downwardAPI", Within = "2")] public DownwardAPIVolumeSource? DownwardAPI { get; init; }
    /// <summary>Fc.</summary>
    [Field(17, "fc", Within = "2")] public FCVolumeSource? Fc { get; init; }
    /// <summary>Azure file.</summary>
    [Field(18, "azureFile", Within = "2")] public AzureFileVolumeSource? AzureFile { get; init; }
    /// <summary>Config map.</summary>
    [Field(19, "configMap", Within = "2")] public ConfigMapVolumeSource? ConfigMap { get; init; }
    /// <summary>Vsphere volume.</summary>
    [Field(20, "vsphereVolume", Within = "2")] public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }
    /// <summary>Quobyte.</summary>
    [Field(21, "quobyte", Within = "2")] public QuobyteVolumeSource? Quobyte { get; init; }
    /// <summary>Azure disk.</summary>
    [Field(22, "azureDisk", Within = "2")] public AzureDiskVolumeSource? AzureDisk { get; init; }
    /// <summary>Photon persistent disk.</summary>
    [Field(23, "photonPersistentDisk", Within = "2")]
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }
    /// <summary>Projected.</summary>
    [Field(26, "projected", Within = "2")] public ProjectedVolumeSource? Projected { get; init; }
    /// <summary>Portworx volume.</summary>
    [Field(24, "portworxVolume", Within = "2")] public PortworxVolumeSource? PortworxVolume { get; init; }
    /// <summary>Scale IO.</summary>
    [Field(25, "scaleIO", Within = "2")] public ScaleIOVolumeSource? ScaleIO { get; init; }
    /// <summary>Storageos.</summary>
    [Field(27, "storageos", Within = "2")] public StorageOSVolumeSource? Storageos { get; init; }
    /// <summary>Csi.</summary>
    [Field(28, "csi", Within = "2")] public CSIVolumeSource? Csi { get; init; }
    /// <summary>Ephemeral.</summary>
    [Field(29, "ephemeral", Within = "2")] public EphemeralVolumeSource? Ephemeral { get; init; }
    /// <summary>Image.</summary>
    [Field(30, "image", Within = "2")] public ImageVolumeSource? Image { get; init; }
}
