namespace Kubesharp.Api.Core;

/// <summary>Which system calls a container may make.</summary>
[Definition("io.k8s.api.core.v1.SeccompProfile")]
[Union("type", "localhostProfile")]
public sealed partial record SeccompProfile
{
    /// <summary>The value with nothing set.</summary>
    public static SeccompProfile Empty { get; } = new();

    /// <summary>
    /// By a file on the node (Localhost), as the runtime likes (RuntimeDefault), or all (Unconfined). One of:
    /// Unconfined, RuntimeDefault, Localhost.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>
    /// The file, relative to the kubelet's folder for such profiles. Only, and needed, with type Localhost.
    /// </summary>
    [Field(2, "localhostProfile")] public string? LocalhostProfile { get; init; }
}
