namespace Kubesharp.Api.Core;

/// <summary>Where a portworx volume comes from.</summary>
[Definition("io.k8s.api.core.v1.PortworxVolumeSource")]
public sealed partial record PortworxVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static PortworxVolumeSource Empty { get; } = new();

    /// <summary>Volume ID.</summary>
    [Field(1, "volumeID", Always = true), Required] public string VolumeID { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
}
