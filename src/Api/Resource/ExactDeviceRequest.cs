namespace Kubesharp.Api.Resource;

/// <summary>An exact device request.</summary>
[Definition("io.k8s.api.resource.v1.ExactDeviceRequest")]
public sealed partial record ExactDeviceRequest
{
    /// <summary>The value with nothing set.</summary>
    public static ExactDeviceRequest Empty { get; } = new();

    /// <summary>Device class name.</summary>
    [Field(1, "deviceClassName", Always = true), Required] public string DeviceClassName { get; init; } = "";
    /// <summary>Selectors.</summary>
    [Field(2, "selectors"), Atomic] public IReadOnlyList<DeviceSelector> Selectors { get; init; } = [];
    /// <summary>Allocation mode.</summary>
    [Field(3, "allocationMode")] public string AllocationMode { get; init; } = "";
    /// <summary>Count.</summary>
    [Field(4, "count")] public long Count { get; init; }
    /// <summary>Admin access.</summary>
    [Field(5, "adminAccess")] public bool? AdminAccess { get; init; }
    /// <summary>Tolerations.</summary>
    [Field(6, "tolerations"), Atomic] public IReadOnlyList<DeviceToleration> Tolerations { get; init; } = [];
    /// <summary>Capacity.</summary>
    [Field(7, "capacity")] public CapacityRequirements? Capacity { get; init; }
}
