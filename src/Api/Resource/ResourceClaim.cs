namespace Kubesharp.Api.Resource;

/// <summary>A resource claim.</summary>
[ApiResource("resource.k8s.io/v1", "ResourceClaim", "resourceclaims",
    Subresources = ["status"])]
[Definition("io.k8s.api.resource.v1.ResourceClaim")]
public sealed partial record ResourceClaim : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required] public ResourceClaimSpec Spec { get; init; } = ResourceClaimSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public ResourceClaimStatus Status { get; init; } = ResourceClaimStatus.Empty;
}

/// <summary>What a ResourceClaim should be.</summary>
[Definition("io.k8s.api.resource.v1.ResourceClaimSpec")]
public sealed partial record ResourceClaimSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceClaimSpec Empty { get; } = new();

    /// <summary>Devices.</summary>
    [Field(1, "devices", Always = true)] public DeviceClaim Devices { get; init; } = DeviceClaim.Empty;
}

/// <summary>What is observed of a ResourceClaim.</summary>
[Definition("io.k8s.api.resource.v1.ResourceClaimStatus")]
public sealed partial record ResourceClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceClaimStatus Empty { get; } = new();

    /// <summary>Allocation.</summary>
    [Field(1, "allocation")] public AllocationResult? Allocation { get; init; }
    /// <summary>Reserved for. A list keyed by uid.</summary>
    [Field(2, "reservedFor"), MapList("uid"), PatchStrategy("merge", "uid")]
    public IReadOnlyList<ResourceClaimConsumerReference> ReservedFor { get; init; } = [];
    /// <summary>Devices. A list keyed by driver and device and pool and shareID.</summary>
    [Field(4, "devices"), MapList("driver", "device", "pool", "shareID")]
    public IReadOnlyList<AllocatedDeviceStatus> Devices { get; init; } = [];
}
