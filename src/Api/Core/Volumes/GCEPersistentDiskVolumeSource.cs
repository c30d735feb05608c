namespace Kubesharp.Api.Core;

/// <summary>Where a GCE persistent disk volume comes from.</summary>
[Definition("io.k8s.api.core.v1.GCEPersistentDiskVolumeSource")]
public sealed partial record GCEPersistentDiskVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static GCEPersistentDiskVolumeSource Empty { get; } = new();

    /// <summary>Pd name.</summary>
    [Field(1, "pdName", Always = true), Required] public string PdName { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
    /// <summary>Partition.</summary>
    [Field(3, "partition")] public int Partition { get; init; }
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(4, "readOnly")] public bool ReadOnly { get; init; }
}
