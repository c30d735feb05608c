namespace Kubesharp.Api.Resource;

/// <summary>A device sub request.</summary>
[Definition("io.k8s.api.resource.v1.DeviceSubRequest")]
public sealed partial record DeviceSubRequest
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceSubRequest Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Device class name.</summary>
    [Field(2, "deviceClassName", Always = true), Required] public string DeviceClassName { get; init; } = "";
    /// <summary>Selectors.</summary>
    [Field(3, "selectors"), Atomic] public IReadOnlyList<DeviceSelector> Selectors { get; init; } = [];
    /// <summary>Allocation mode.</summary>
    [Field(4, "allocationMode")] public string AllocationMode { get; init; } = "";
    /// <summary>Count.</summary>
    [Field(5, "count")] public long Count { get; init; }
    /// <summary>Tolerations.</summary>
    [Field(6, "tolerations"), Atomic] public IReadOnlyList<DeviceToleration> Tolerations { get; init; } = [];
    /// <summary>Capacity.</summary>
    [Field(7, "capacity")] public CapacityRequirements? Capacity { get; init; }
}
