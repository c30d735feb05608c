namespace Kubesharp.Api.Core;

/// <summary>A volume of a Pod. Exactly one of the fields that name a sort of storage is set.</summary>
[Definition("io.k8s.api.core.v1.Volume")]
public sealed partial record Volume
{
    /// <summary>The value with nothing set.</summary>
    public static Volume Empty { get; } = new();

    /// <summary>Its name, a DNS label, unique in the Pod.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>A file or folder of the node.</summary>
    [Field(1, "hostPath", Within = "2")] public HostPathVolumeSource? HostPath { get; init; }
    /// <summary>An empty folder that lives as long as the Pod is on its node.</summary>
    [Field(2, "emptyDir", Within = "2")] public EmptyDirVolumeSource? EmptyDir { get; init; }
    /// <summary>A disk of Google's cloud. Deprecated: served by the driver pd.csi.storage.gke.io.</summary>
    [Field(3, "gcePersistentDisk", Within = "2")] public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }
    /// <summary>A disk of AWS. Deprecated: served by the driver ebs.csi.aws.com.</summary>
    [Field(4, "awsElasticBlockStore", Within = "2")]
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }
    /// <summary>A clone of a Git repository. No longer served.</summary>
    [Field(5, "gitRepo", Within = "2")] public GitRepoVolumeSource? GitRepo { get; init; }
    /// <summary>Files from a Secret.</summary>
    [Field(6, "secret", Within = "2")] public SecretVolumeSource? Secret { get; init; }
    /// <summary>A folder by NFS.</summary>
    [Field(7, "nfs", Within = "2")] public NFSVolumeSource? Nfs { get; init; }
    /// <summary>A disk by iSCSI.</summary>
    [Field(8, "iscsi", Within = "2")] public ISCSIVolumeSource? Iscsi { get; init; }
    /// <summary>A volume of Gluster. No longer served.</summary>
    [Field(9, "glusterfs", Within = "2")] public GlusterfsVolumeSource? Glusterfs { get; init; }
    /// <summary>A claim of the namespace.</summary>
    [Field(10, "persistentVolumeClaim", Within = "2")]
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }
    /// <summary>A disk of Ceph. No longer served.</summary>
    [Field(11, "rbd", Within = "2")] public RBDVolumeSource? Rbd { get; init; }
    /// <summary>A volume of a FlexVolume driver. Deprecated in favour of csi.</summary>
    [Field(12, "flexVolume", Within = "2")] public FlexVolumeSource? FlexVolume { get; init; }
    /// <summary>A disk of OpenStack. Deprecated: served by the driver cinder.csi.openstack.org.</summary>
    [Field(13, "cinder", Within = "2")] public CinderVolumeSource? Cinder { get; init; }
    /// <summary>A file system of Ceph. No longer served.</summary>
    [Field(14, "cephfs", Within = "2")] public CephFSVolumeSource? Cephfs { get; init; }
    /// <summary>A volume of Flocker. No longer served.</summary>
    [Field(15, "flocker", Within = "2")] public FlockerVolumeSource? Flocker { get; init; }
    /// <summary>Files about the Pod itself.</summary>
    [Field(16, "downwardAPI", Within = "2")] public DownwardAPIVolumeSource? DownwardAPI { get; init; }
    /// <summary>A disk by Fibre Channel.</summary>
    [Field(17, "fc", Within = "2")] public FCVolumeSource? Fc { get; init; }
    /// <summary>A file share of Azure. Deprecated: served by the driver file.csi.azure.com.</summary>
    [Field(18, "azureFile", Within = "2")] public AzureFileVolumeSource? AzureFile { get; init; }
    /// <summary>Files from a ConfigMap.</summary>
    [Field(19, "configMap", Within = "2")] public ConfigMapVolumeSource? ConfigMap { get; init; }
    /// <summary>A disk of vSphere. Deprecated: served by the driver csi.vsphere.vmware.com.</summary>
    [Field(20, "vsphereVolume", Within = "2")] public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }
    /// <summary>A volume of Quobyte. No longer served.</summary>
    [Field(21, "quobyte", Within = "2")] public QuobyteVolumeSource? Quobyte { get; init; }
    /// <summary>A disk of Azure. Deprecated: served by the driver disk.csi.azure.com.</summary>
    [Field(22, "azureDisk", Within = "2")] public AzureDiskVolumeSource? AzureDisk { get; init; }
    /// <summary>A disk of Photon. No longer served.</summary>
    [Field(23, "photonPersistentDisk", Within = "2")]
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }
    /// <summary>Files from several sources.</summary>
    [Field(26, "projected", Within = "2"), Shared] public ProjectedVolumeSource? Projected { get; init; }
    /// <summary>A volume of Portworx. Deprecated: served by the driver pxd.portworx.com.</summary>
    [Field(24, "portworxVolume", Within = "2")] public PortworxVolumeSource? PortworxVolume { get; init; }
    /// <summary>A volume of ScaleIO. No longer served.</summary>
    [Field(25, "scaleIO", Within = "2")] public ScaleIOVolumeSource? ScaleIO { get; init; }
    /// <summary>A volume of StorageOS. No longer served.</summary>
    [Field(27, "storageos", Within = "2")] public StorageOSVolumeSource? Storageos { get; init; }
    /// <summary>A volume of a storage driver that lives as long as the Pod.</summary>
    [Field(28, "csi", Within = "2")] public CSIVolumeSource? Csi { get; init; }
    /// <summary>A claim that is made for the Pod and goes with it.</summary>
    [Field(29, "ephemeral", Within = "2")] public EphemeralVolumeSource? Ephemeral { get; init; }
    /// <summary>The content of an image, read-only.</summary>
    [Field(30, "image", Within = "2")] public ImageVolumeSource? Image { get; init; }
}
