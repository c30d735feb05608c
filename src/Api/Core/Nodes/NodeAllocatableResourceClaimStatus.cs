namespace Kubesharp.Api.Core;

/// <summary>How much of a node's allocatable resources a claim of a Pod takes.</summary>
[Definition("io.k8s.api.core.v1.NodeAllocatableResourceClaimStatus")]
public sealed partial record NodeAllocatableResourceClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static NodeAllocatableResourceClaimStatus Empty { get; } = new();

    /// <summary>The ResourceClaim.</summary>
    [Field(1, "resourceClaimName", Always = true), Required] public string ResourceClaimName { get; init; } = "";
    /// <summary>The containers that use the claim.</summary>
    [Field(2, "containers"), SetList] public IReadOnlyList<string> Containers { get; init; } = [];
    /// <summary>How much of each resource it takes.</summary>
    [Field(3, "resources", Always = true), Required]
    public IReadOnlyDictionary<string, Quantity> Resources { get; init; } = Maps.None<Quantity>();
}
