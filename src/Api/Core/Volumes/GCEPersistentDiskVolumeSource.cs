namespace Kubesharp.Api.Core;

/// <summary>A disk of Google's cloud. Served by the driver pd.csi.storage.gke.io.</summary>
[Definition("io.k8s.api.core.v1.GCEPersistentDiskVolumeSource")]
public sealed partial record GCEPersistentDiskVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static GCEPersistentDiskVolumeSource Empty { get; } = new();

    /// <summary>The disk's name.</summary>
    [Field(1, "pdName", Always = true), Required] public string PdName { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
    /// <summary>The partition; 0 is the whole disk. Defaults to 0.</summary>
    [Field(3, "partition")] public int Partition { get; init; }
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(4, "readOnly")] public bool ReadOnly { get; init; }
}
