namespace Kubesharp.Api.Core;

/// <summary>The AppArmor profile of a container or of all containers of a Pod.</summary>
[Definition("io.k8s.api.core.v1.AppArmorProfile")]
[Union("type", "localhostProfile")]
public sealed partial record AppArmorProfile
{
    /// <summary>The value with nothing set.</summary>
    public static AppArmorProfile Empty { get; } = new();

    /// <summary>
    /// One that is on the node (Localhost), the runtime's own (RuntimeDefault), or none (Unconfined). One of:
    /// Unconfined, RuntimeDefault, Localhost.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>The profile's name on the node. Only, and needed, with type Localhost.</summary>
    [Field(2, "localhostProfile")] public string? LocalhostProfile { get; init; }
}
