namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>Asks for devices for Pods.</summary>
[ApiResource("resource.k8s.io/v1beta2", "ResourceClaim", "resourceclaims",
    Subresources = ["status"])]
[Definition("io.k8s.api.resource.v1beta2.ResourceClaim")]
public sealed partial record ResourceClaim : ApiObject
{
    /// <summary>Which devices. Cannot be changed.</summary>
    [Field(2, "spec", Always = true), Required] public ResourceClaimSpec Spec { get; init; } = ResourceClaimSpec.Empty;
    /// <summary>What it was given.</summary>
    [Field(3, "status")] public ResourceClaimStatus Status { get; init; } = ResourceClaimStatus.Empty;
}

/// <summary>Which devices a claim asks for.</summary>
[Definition("io.k8s.api.resource.v1beta2.ResourceClaimSpec")]
public sealed partial record ResourceClaimSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceClaimSpec Empty { get; } = new();

    /// <summary>The wishes, and what they have in common.</summary>
    [Field(1, "devices", Always = true)] public DeviceClaim Devices { get; init; } = DeviceClaim.Empty;
}

/// <summary>What a claim was given.</summary>
[Definition("io.k8s.api.resource.v1beta2.ResourceClaimStatus")]
public sealed partial record ResourceClaimStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceClaimStatus Empty { get; } = new();

    /// <summary>The devices. Absent: nothing yet.</summary>
    [Field(1, "allocation")] public AllocationResult? Allocation { get; init; }
    /// <summary>Who may use it now. At most 256; while there is somebody it is not taken back.</summary>
    [Field(2, "reservedFor"), MapList("uid"), PatchStrategy("merge", "uid")]
    public IReadOnlyList<ResourceClaimConsumerReference> ReservedFor { get; init; } = [];
    /// <summary>What drivers report of the devices.</summary>
    [Field(4, "devices"), MapList("driver", "device", "pool", "shareID")]
    public IReadOnlyList<AllocatedDeviceStatus> Devices { get; init; } = [];
}
