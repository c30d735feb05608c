namespace Kubesharp.Api.Core;

/// <summary>A sort of storage. Exactly one field is set.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeSource")]
public sealed partial record PersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeSource Empty { get; } = new();

    /// <summary>A disk of Google's cloud. Deprecated: served by the driver pd.csi.storage.gke.io.</summary>
    [Field(1, "gcePersistentDisk")] public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }
    /// <summary>A disk of AWS. Deprecated: served by the driver ebs.csi.aws.com.</summary>
    [Field(2, "awsElasticBlockStore")] public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }
    /// <summary>A folder of the node, for clusters of one node.</summary>
    [Field(3, "hostPath")] public HostPathVolumeSource? HostPath { get; init; }
    /// <summary>A volume of Gluster. No longer served.</summary>
    [Field(4, "glusterfs")] public GlusterfsPersistentVolumeSource? Glusterfs { get; init; }
    /// <summary>A folder by NFS.</summary>
    [Field(5, "nfs")] public NFSVolumeSource? Nfs { get; init; }
    /// <summary>A disk of Ceph. No longer served.</summary>
    [Field(6, "rbd")] public RBDPersistentVolumeSource? Rbd { get; init; }
    /// <summary>A disk by iSCSI.</summary>
    [Field(7, "iscsi")] public ISCSIPersistentVolumeSource? Iscsi { get; init; }
    /// <summary>A disk of OpenStack. Served by the driver cinder.csi.openstack.org.</summary>
    [Field(8, "cinder")] public CinderPersistentVolumeSource? Cinder { get; init; }
    /// <summary>A file system of Ceph. No longer served.</summary>
    [Field(9, "cephfs")] public CephFSPersistentVolumeSource? Cephfs { get; init; }
    /// <summary>A disk by Fibre Channel.</summary>
    [Field(10, "fc")] public FCVolumeSource? Fc { get; init; }
    /// <summary>A volume of Flocker. No longer served.</summary>
    [Field(11, "flocker")] public FlockerVolumeSource? Flocker { get; init; }
    /// <summary>A volume of a FlexVolume driver. Deprecated in favour of csi.</summary>
    [Field(12, "flexVolume")] public FlexPersistentVolumeSource? FlexVolume { get; init; }
    /// <summary>A file share of Azure. Deprecated: served by the driver file.csi.azure.com.</summary>
    [Field(13, "azureFile")] public AzureFilePersistentVolumeSource? AzureFile { get; init; }
    /// <summary>A disk of vSphere. Deprecated: served by the driver csi.vsphere.vmware.com.</summary>
    [Field(14, "vsphereVolume")] public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }
    /// <summary>A volume of Quobyte. No longer served.</summary>
    [Field(15, "quobyte")] public QuobyteVolumeSource? Quobyte { get; init; }
    /// <summary>A disk of Azure. Deprecated: served by the driver disk.csi.azure.com.</summary>
    [Field(16, "azureDisk")] public AzureDiskVolumeSource? AzureDisk { get; init; }
    /// <summary>A disk of Photon. No longer served.</summary>
    [Field(17, "photonPersistentDisk")] public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }
    /// <summary>A volume of Portworx. Deprecated: served by the driver pxd.portworx.com.</summary>
    [Field(18, "portworxVolume")] public PortworxVolumeSource? PortworxVolume { get; init; }
    /// <summary>A volume of ScaleIO. No longer served.</summary>
    [Field(19, "scaleIO")] public ScaleIOPersistentVolumeSource? ScaleIO { get; init; }
    /// <summary>A disk or folder of one node.</summary>
    [Field(20, "local")] public LocalVolumeSource? Local { get; init; }
    /// <summary>A volume of StorageOS. No longer served.</summary>
    [Field(21, "storageos")] public StorageOSPersistentVolumeSource? Storageos { get; init; }
    /// <summary>A volume of a storage driver.</summary>
    [Field(22, "csi")] public CSIPersistentVolumeSource? Csi { get; init; }
}
