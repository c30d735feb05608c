namespace Kubesharp.Api.Core;

/// <summary>A disk of vSphere. Served by the driver csi.vsphere.vmware.com.</summary>
[Definition("io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource")]
public sealed partial record VsphereVirtualDiskVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static VsphereVirtualDiskVolumeSource Empty { get; } = new();

    /// <summary>The disk's path.</summary>
    [Field(1, "volumePath", Always = true), Required] public string VolumePath { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
    /// <summary>The name of its storage policy.</summary>
    [Field(3, "storagePolicyName")] public string StoragePolicyName { get; init; } = "";
    /// <summary>The ID of its storage policy.</summary>
    [Field(4, "storagePolicyID")] public string StoragePolicyID { get; init; } = "";
}
