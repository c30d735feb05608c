namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>The claim that was made for a group of Pods.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.PodGroupResourceClaimStatus")]
public sealed partial record PodGroupResourceClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodGroupResourceClaimStatus Empty { get; } = new();

    /// <summary>What the group calls the claim.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The ResourceClaim. Absent: none was needed.</summary>
    [Field(2, "resourceClaimName")] public string? ResourceClaimName { get; init; }
}
