namespace Kubesharp.Api.Core;

/// <summary>What is observed of a PodResourceClaim.</summary>
[Definition("io.k8s.api.core.v1.PodResourceClaimStatus")]
public sealed partial record PodResourceClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodResourceClaimStatus Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Resource claim name.</summary>
    [Field(2, "resourceClaimName")] public string? ResourceClaimName { get; init; }
}
