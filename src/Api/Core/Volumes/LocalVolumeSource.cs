namespace Kubesharp.Api.Core;

/// <summary>A disk or folder of one node, which the volume's nodeAffinity names.</summary>
[Definition("io.k8s.api.core.v1.LocalVolumeSource")]
public sealed partial record LocalVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static LocalVolumeSource Empty { get; } = new();

    /// <summary>Its path on the node.</summary>
    [Field(1, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string? FsType { get; init; }
}
