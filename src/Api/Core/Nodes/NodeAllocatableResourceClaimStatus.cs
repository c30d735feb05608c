namespace Kubesharp.Api.Core;

/// <summary>What is observed of a NodeAllocatableResourceClaim.</summary>
[Definition("io.k8s.api.core.v1.NodeAllocatableResourceClaimStatus")]
public sealed partial record NodeAllocatableResourceClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static NodeAllocatableResourceClaimStatus Empty { get; } = new();

    /// <summary>Resource claim name.</summary>
    [Field(1, "resourceClaimName", Always = true), Required] public string ResourceClaimName { get; init; } = "";
    /// <summary>Containers. No value occurs twice.</summary>
    [Field(2, "containers"), SetList] public IReadOnlyList<string> Containers { get; init; } = [];
    /// <summary>Resources.</summary>
    [Field(3, "resources", Always = true), Required]
    public IReadOnlyDictionary<string, Quantity> Resources { get; init; } = Maps.None<Quantity>();
}
