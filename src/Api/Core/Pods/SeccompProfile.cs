namespace Kubesharp.Api.Core;

/// <summary>A seccomp profile.</summary>
[Definition("io.k8s.api.core.v1.SeccompProfile")]
[Union("type", "localhostProfile")]
public sealed partial record SeccompProfile
{
    /// <summary>The value with nothing set.</summary>
    public static SeccompProfile Empty { get; } = new();

    /// <summary>Type. One of: Unconfined, RuntimeDefault, Localhost.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Localhost profile.</summary>
    [Field(2, "localhostProfile")] public string? LocalhostProfile { get; init; }
}
