namespace Kubesharp.Api.Core;

/// <summary>Where a flex volume comes from.</summary>
[Definition("io.k8s.api.core.v1.FlexVolumeSource")]
public sealed partial record FlexVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static FlexVolumeSource Empty { get; } = new();

    /// <summary>Driver.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
    /// <summary>The Secret that holds the credentials.</summary>
    [Field(3, "secretRef")] public LocalObjectReference? SecretRef { get; init; }
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(4, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>Options.</summary>
    [Field(5, "options")] public IReadOnlyDictionary<string, string> Options { get; init; } = Maps.None<string>();
}
