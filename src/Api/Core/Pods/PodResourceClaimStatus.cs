namespace Kubesharp.Api.Core;

/// <summary>The claim that was made for a Pod.</summary>
[Definition("io.k8s.api.core.v1.PodResourceClaimStatus")]
public sealed partial record PodResourceClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodResourceClaimStatus Empty { get; } = new();

    /// <summary>What the Pod calls the claim.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The ResourceClaim. Absent: none was needed.</summary>
    [Field(2, "resourceClaimName")] public string? ResourceClaimName { get; init; }
}
