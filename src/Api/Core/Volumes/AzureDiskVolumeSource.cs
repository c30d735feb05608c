namespace Kubesharp.Api.Core;

/// <summary>A disk of Azure. Served by the driver disk.csi.azure.com.</summary>
[Definition("io.k8s.api.core.v1.AzureDiskVolumeSource")]
public sealed partial record AzureDiskVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static AzureDiskVolumeSource Empty { get; } = new();

    /// <summary>The disk's name.</summary>
    [Field(1, "diskName", Always = true), Required] public string DiskName { get; init; } = "";
    /// <summary>The disk's address.</summary>
    [Field(2, "diskURI", Always = true), Required] public string DiskURI { get; init; } = "";
    /// <summary>How the host caches. Defaults to ReadWrite. One of: None, ReadOnly, ReadWrite.</summary>
    [Field(3, "cachingMode"), DocumentedDefault("\"ReadWrite\"")] public string? CachingMode { get; init; }
    /// <summary>The file system to mount, such as ext4. Defaults to ext4.</summary>
    [Field(4, "fsType"), DocumentedDefault("\"ext4\"")] public string? FsType { get; init; }
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(5, "readOnly"), DocumentedDefault("false")] public bool? ReadOnly { get; init; }
    /// <summary>
    /// Several disks in a storage account, one in an account, or a managed one. Defaults to Shared. One of: Shared,
    /// Dedicated, Managed.
    /// </summary>
    [Field(6, "kind"), DocumentedDefault("\"Shared\"")] public string? Kind { get; init; }
}
