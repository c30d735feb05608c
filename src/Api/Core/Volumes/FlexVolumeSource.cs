namespace Kubesharp.Api.Core;

/// <summary>A volume of a FlexVolume driver. Deprecated in favour of CSI.</summary>
[Definition("io.k8s.api.core.v1.FlexVolumeSource")]
public sealed partial record FlexVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static FlexVolumeSource Empty { get; } = new();

    /// <summary>The driver's name.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
    /// <summary>The Secret that is handed to the driver.</summary>
    [Field(3, "secretRef")] public LocalObjectReference? SecretRef { get; init; }
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(4, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>Settings for the driver.</summary>
    [Field(5, "options")] public IReadOnlyDictionary<string, string> Options { get; init; } = Maps.None<string>();
}
