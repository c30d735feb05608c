namespace Kubesharp.Api.Core;

/// <summary>A volume of Portworx. Served by the driver pxd.portworx.com.</summary>
[Definition("io.k8s.api.core.v1.PortworxVolumeSource")]
public sealed partial record PortworxVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static PortworxVolumeSource Empty { get; } = new();

    /// <summary>The volume's ID.</summary>
    [Field(1, "volumeID", Always = true), Required] public string VolumeID { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
}
