namespace Kubesharp.Api.Core;

/// <summary>A volume of a storage driver that lives as long as the Pod.</summary>
[Definition("io.k8s.api.core.v1.CSIVolumeSource")]
public sealed partial record CSIVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static CSIVolumeSource Empty { get; } = new();

    /// <summary>The driver's name.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(2, "readOnly")] public bool? ReadOnly { get; init; }
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(3, "fsType")] public string? FsType { get; init; }
    /// <summary>Settings for the driver; it alone knows their meaning.</summary>
    [Field(4, "volumeAttributes")]
    public IReadOnlyDictionary<string, string> VolumeAttributes { get; init; } = Maps.None<string>();
    /// <summary>The Secret for mounting it; it is in the Pod's namespace.</summary>
    [Field(5, "nodePublishSecretRef")] public LocalObjectReference? NodePublishSecretRef { get; init; }
}
