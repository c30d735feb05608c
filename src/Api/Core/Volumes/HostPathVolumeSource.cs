namespace Kubesharp.Api.Core;

/// <summary>Where a host path volume comes from.</summary>
[Definition("io.k8s.api.core.v1.HostPathVolumeSource")]
public sealed partial record HostPathVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static HostPathVolumeSource Empty { get; } = new();

    /// <summary>Path.</summary>
    [Field(1, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>
    /// Type. One of: DirectoryOrCreate, Directory, FileOrCreate, File, Socket, CharDevice, BlockDevice.
    /// </summary>
    [Field(2, "type")] public string? Type { get; init; }
}
