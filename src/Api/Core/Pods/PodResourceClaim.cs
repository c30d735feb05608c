namespace Kubesharp.Api.Core;

/// <summary>A pod resource claim.</summary>
[Definition("io.k8s.api.core.v1.PodResourceClaim")]
public sealed partial record PodResourceClaim
{
    /// <summary>The value with nothing set.</summary>
    public static PodResourceClaim Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Resource claim name.</summary>
    [Field(3, "resourceClaimName")] public string? ResourceClaimName { get; init; }
    /// <summary>Resource claim template name.</summary>
    [Field(4, "resourceClaimTemplateName")] public string? ResourceClaimTemplateName { get; init; }
}
