namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>What a device takes of a resource of its node.</summary>
[Definition("io.k8s.api.resource.v1beta1.NodeAllocatableResourceMapping")]
public sealed partial record NodeAllocatableResourceMapping
{
    /// <summary>The value with nothing set.</summary>
    public static NodeAllocatableResourceMapping Empty { get; } = new();

    /// <summary>The capacity of the device that says how much. Absent: one for each device.</summary>
    [Field(1, "capacityKey")] public string? CapacityKey { get; init; }
    /// <summary>What that is multiplied by. Defaults to 1.</summary>
    [Field(2, "allocationMultiplier")] public Quantity? AllocationMultiplier { get; init; }
}
