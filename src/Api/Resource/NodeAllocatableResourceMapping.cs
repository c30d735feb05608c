namespace Kubesharp.Api.Resource;

/// <summary>A node allocatable resource mapping.</summary>
[Definition("io.k8s.api.resource.v1.NodeAllocatableResourceMapping")]
public sealed partial record NodeAllocatableResourceMapping
{
    /// <summary>The value with nothing set.</summary>
    public static NodeAllocatableResourceMapping Empty { get; } = new();

    /// <summary>Capacity key.</summary>
    [Field(1, "capacityKey")] public string? CapacityKey { get; init; }
    /// <summary>Allocation multiplier.</summary>
    [Field(2, "allocationMultiplier")] public Quantity? AllocationMultiplier { get; init; }
}
