namespace Kubesharp.Api.Core;

/// <summary>Where a local volume comes from.</summary>
[Definition("io.k8s.api.core.v1.LocalVolumeSource")]
public sealed partial record LocalVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static LocalVolumeSource Empty { get; } = new();

    /// <summary>Path.</summary>
    [Field(1, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string? FsType { get; init; }
}
