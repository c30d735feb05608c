namespace Kubesharp.Api.Core;

/// <summary>Where a vsphere virtual disk volume comes from.</summary>
[Definition("io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource")]
public sealed partial record VsphereVirtualDiskVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static VsphereVirtualDiskVolumeSource Empty { get; } = new();

    /// <summary>Volume path.</summary>
    [Field(1, "volumePath", Always = true), Required] public string VolumePath { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
    /// <summary>Storage policy name.</summary>
    [Field(3, "storagePolicyName")] public string StoragePolicyName { get; init; } = "";
    /// <summary>Storage policy ID.</summary>
    [Field(4, "storagePolicyID")] public string StoragePolicyID { get; init; } = "";
}
