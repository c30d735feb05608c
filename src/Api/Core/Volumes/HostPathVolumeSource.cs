namespace Kubesharp.Api.Core;

/// <summary>A file or folder of the node. Dangerous: what is there is the node's.</summary>
[Definition("io.k8s.api.core.v1.HostPathVolumeSource")]
public sealed partial record HostPathVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static HostPathVolumeSource Empty { get; } = new();

    /// <summary>Its path. A link is followed.</summary>
    [Field(1, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>
    /// What must be there, or is made. Empty: nothing is looked at. One of: DirectoryOrCreate, Directory, FileOrCreate,
    /// File, Socket, CharDevice, BlockDevice.
    /// </summary>
    [Field(2, "type")] public string? Type { get; init; }
}
