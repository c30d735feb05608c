namespace Kubesharp.Api.Core;

/// <summary>Where a CSI volume comes from.</summary>
[Definition("io.k8s.api.core.v1.CSIVolumeSource")]
public sealed partial record CSIVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static CSIVolumeSource Empty { get; } = new();

    /// <summary>Driver.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(2, "readOnly")] public bool? ReadOnly { get; init; }
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(3, "fsType")] public string? FsType { get; init; }
    /// <summary>Volume attributes.</summary>
    [Field(4, "volumeAttributes")]
    public IReadOnlyDictionary<string, string> VolumeAttributes { get; init; } = Maps.None<string>();
    /// <summary>Node publish secret ref.</summary>
    [Field(5, "nodePublishSecretRef")] public LocalObjectReference? NodePublishSecretRef { get; init; }
}
