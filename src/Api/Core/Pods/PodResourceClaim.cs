namespace Kubesharp.Api.Core;

/// <summary>Devices that a Pod uses. Exactly one of resourceClaimName and resourceClaimTemplateName is set.</summary>
[Definition("io.k8s.api.core.v1.PodResourceClaim")]
public sealed partial record PodResourceClaim
{
    /// <summary>The value with nothing set.</summary>
    public static PodResourceClaim Empty { get; } = new();

    /// <summary>What the Pod calls the claim; a DNS label.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>A ResourceClaim of the namespace, which other Pods may use too.</summary>
    [Field(3, "resourceClaimName")] public string? ResourceClaimName { get; init; }
    /// <summary>
    /// A ResourceClaimTemplate of the namespace: a claim is made from it for this Pod alone and goes with it.
    /// </summary>
    [Field(4, "resourceClaimTemplateName")] public string? ResourceClaimTemplateName { get; init; }
}
