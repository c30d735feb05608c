namespace Kubesharp.Api.Core;

/// <summary>What is observed of a PodExtendedResourceClaim.</summary>
[Definition("io.k8s.api.core.v1.PodExtendedResourceClaimStatus")]
public sealed partial record PodExtendedResourceClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodExtendedResourceClaimStatus Empty { get; } = new();

    /// <summary>Request mappings.</summary>
    [Field(1, "requestMappings", Always = true), Required, Atomic]
    public IReadOnlyList<ContainerExtendedResourceRequest> RequestMappings { get; init; } = [];
    /// <summary>Resource claim name.</summary>
    [Field(2, "resourceClaimName", Always = true), Required] public string ResourceClaimName { get; init; } = "";
}
