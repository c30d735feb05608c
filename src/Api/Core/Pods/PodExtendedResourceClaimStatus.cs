namespace Kubesharp.Api.Core;

/// <summary>The claim that was made for a Pod's extended resources.</summary>
[Definition("io.k8s.api.core.v1.PodExtendedResourceClaimStatus")]
public sealed partial record PodExtendedResourceClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodExtendedResourceClaimStatus Empty { get; } = new();

    /// <summary>Which request stands for which resource of which container.</summary>
    [Field(1, "requestMappings", Always = true), Required, Atomic]
    public IReadOnlyList<ContainerExtendedResourceRequest> RequestMappings { get; init; } = [];
    /// <summary>The ResourceClaim.</summary>
    [Field(2, "resourceClaimName", Always = true), Required] public string ResourceClaimName { get; init; } = "";
}
