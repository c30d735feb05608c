namespace Kubesharp.Api.Core;

/// <summary>Where a volume comes from.</summary>
[Definition("io.k8s.api.core.v1.VolumeSource")]
public sealed partial record VolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeSource Empty { get; } = new();

    /// <summary>Host path.</summary>
    [Field(1, "hostPath")] public HostPathVolumeSource? HostPath { get; init; }
    /// <summary>Empty dir.</summary>
    [Field(2, "emptyDir")] public EmptyDirVolumeSource? EmptyDir { get; init; }
    /// <summary>Gce persistent disk.</summary>
    [Field(3, "gcePersistentDisk")] public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }
    /// <summary>Aws elastic block store.</summary>
    [Field(4, "awsElasticBlockStore")] public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }
    /// <summary>Git repo.</summary>
    [Field(5, "gitRepo")] public GitRepoVolumeSource? GitRepo { get; init; }
    /// <summary>Secret.</summary>
    [Field(6, "secret")] public SecretVolumeSource? Secret { get; init; }
    /// <summary>Nfs.</summary>
    [Field(7, "nfs")] public NFSVolumeSource? Nfs { get; init; }
    /// <summary>Iscsi.</summary>
    [Field(8, "iscsi")] public ISCSIVolumeSource? Iscsi { get; init; }
    /// <summary>Glusterfs.</summary>
    [Field(9, "glusterfs")] public GlusterfsVolumeSource? Glusterfs { get; init; }
    /// <summary>Persistent volume claim.</summary>
    [Field(10, "persistentVolumeClaim")] public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }
    /// <summary>Rbd.</summary>
    [Field(11, "rbd")] public RBDVolumeSource? Rbd { get; init; }
    /// <summary>Flex volume.</summary>
    [Field(12, "flexVolume")] public FlexVolumeSource? FlexVolume { get; init; }
    /// <summary>Cinder.</summary>
    [Field(13, "cinder")] public CinderVolumeSource? Cinder { get; init; }
    /// <summary>Cephfs.</summary>
    [Field(14, "cephfs")] public CephFSVolumeSource? Cephfs { get; init; }
    /// <summary>Flocker.</summary>
    [Field(15, "flocker")] public FlockerVolumeSource? Flocker { get; init; }
    /// <summary>Downward API.</summary>
    [Field(16, "downwardAPI")] public DownwardAPIVolumeSource? DownwardAPI { get; init; }
    /// <summary>Fc.</summary>
    [Field(17, "fc")] public FCVolumeSource? Fc { get; init; }
    /// <summary>Azure file.</summary>
    [Field(18, "azureFile")] public AzureFileVolumeSource? AzureFile { get; init; }
    /// <summary>Config map.</summary>
    [Field(19, "configMap")] public ConfigMapVolumeSource? ConfigMap { get; init; }
    /// <summary>Vsphere volume.</summary>
    [Field(20, "vsphereVolume")] public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }
    /// <summary>Quobyte.</summary>
    [Field(21, "quobyte")] public QuobyteVolumeSource? Quobyte { get; init; }
    /// <summary>Azure disk.</summary>
    [Field(22, "azureDisk")] public AzureDiskVolumeSource? AzureDisk { get; init; }
    /// <summary>Photon persistent disk.</summary>
    [Field(23, "photonPersistentDisk")] public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }
    /// <summary>Projected.</summary>
    [Field(26, "projected")] public ProjectedVolumeSource? Projected { get; init; }
    /// <summary>Portworx volume.</summary>
    [Field(24, "portworxVolume")] public PortworxVolumeSource? PortworxVolume { get; init; }
    /// <summary>Scale IO.</summary>
    [Field(25, "scaleIO")] public ScaleIOVolumeSource? ScaleIO { get; init; }
    /// <summary>Storageos.</summary>
    [Field(27, "storageos")] public StorageOSVolumeSource? Storageos { get; init; }
    /// <summary>Csi.</summary>
    [Field(28, "csi")] public CSIVolumeSource? Csi { get; init; }
    /// <summary>Ephemeral.</summary>
    [Field(29, "ephemeral")] public EphemeralVolumeSource? Ephemeral { get; init; }
    /// <summary>Image.</summary>
    [Field(30, "image")] public ImageVolumeSource? Image { get; init; }
}
