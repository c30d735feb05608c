namespace Kubesharp.Api.Core;

/// <summary>Where a persistent volume comes from.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeSource")]
public sealed partial record PersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeSource Empty { get; } = new();

    /// <summary>Gce persistent disk.</summary>
    [Field(1, "gcePersistentDisk")] public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }
    /// <summary>Aws elastic block store.</summary>
    [Field(2, "awsElasticBlockStore")] public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }
    /// <summary>Host path.</summary>
    [Field(3, "hostPath")] public HostPathVolumeSource? HostPath { get; init; }
    /// <summary>Glusterfs.</summary>
    [Field(4, "glusterfs")] public GlusterfsPersistentVolumeSource? Glusterfs { get; init; }
    /// <summary>Nfs.</summary>
    [Field(5, "nfs")] public NFSVolumeSource? Nfs { get; init; }
    /// <summary>Rbd.</summary>
    [Field(6, "rbd")] public RBDPersistentVolumeSource? Rbd { get; init; }
    /// <summary>Iscsi.</summary>
    [Field(7, "iscsi")] public ISCSIPersistentVolumeSource? Iscsi { get; init; }
    /// <summary>Cinder.</summary>
    [Field(8, "cinder")] public CinderPersistentVolumeSource? Cinder { get; init; }
    /// <summary>Cephfs.</summary>
    [Field(9, "cephfs")] public CephFSPersistentVolumeSource? Cephfs { get; init; }
    /// <summary>Fc.</summary>
    [Field(10, "fc")] public FCVolumeSource? Fc { get; init; }
    /// <summary>Flocker.</summary>
    [Field(11, "flocker")] public FlockerVolumeSource? Flocker { get; init; }
    /// <summary>Flex volume.</summary>
    [Field(12, "flexVolume")] public FlexPersistentVolumeSource? FlexVolume { get; init; }
    /// <summary>Azure file.</summary>
    [Field(13, "azureFile")] public AzureFilePersistentVolumeSource? AzureFile { get; init; }
    /// <summary>Vsphere volume.</summary>
    [Field(14, "vsphereVolume")] public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }
    /// <summary>Quobyte.</summary>
    [Field(15, "quobyte")] public QuobyteVolumeSource? Quobyte { get; init; }
    /// <summary>Azure disk.</summary>
    [Field(16, "azureDisk")] public AzureDiskVolumeSource? AzureDisk { get; init; }
    /// <summary>Photon persistent disk.</summary>
    [Field(17, "photonPersistentDisk")] public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }
    /// <summary>Portworx volume.</summary>
    [Field(18, "portworxVolume")] public PortworxVolumeSource? PortworxVolume { get; init; }
    /// <summary>Scale IO.</summary>
    [Field(19, "scaleIO")] public ScaleIOPersistentVolumeSource? ScaleIO { get; init; }
    /// <summary>Local.</summary>
    [Field(20, "local")] public LocalVolumeSource? Local { get; init; }
    /// <summary>Storageos.</summary>
    [Field(21, "storageos")] public StorageOSPersistentVolumeSource? Storageos { get; init; }
    /// <summary>Csi.</summary>
    [Field(22, "csi")] public CSIPersistentVolumeSource? Csi { get; init; }
}
