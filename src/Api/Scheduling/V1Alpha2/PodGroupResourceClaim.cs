namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>
/// Devices that the Pods of a group use together. Exactly one of resourceClaimName and resourceClaimTemplateName is
/// set.
/// </summary>
[Definition("io.k8s.api.scheduling.v1alpha2.PodGroupResourceClaim")]
public sealed partial record PodGroupResourceClaim
{
    /// <summary>The value with nothing set.</summary>
    public static PodGroupResourceClaim Empty { get; } = new();

    /// <summary>What the group calls the claim; a DNS label.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>A ResourceClaim of the namespace.</summary>
    [Field(2, "resourceClaimName")] public string? ResourceClaimName { get; init; }
    /// <summary>
    /// A ResourceClaimTemplate of the namespace: a claim is made from it for the group and goes with it.
    /// </summary>
    [Field(3, "resourceClaimTemplateName")] public string? ResourceClaimTemplateName { get; init; }
}
