namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>One alternative of a request.</summary>
[Definition("io.k8s.api.resource.v1beta2.DeviceSubRequest")]
public sealed partial record DeviceSubRequest
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceSubRequest Empty { get; } = new();

    /// <summary>Its name, a DNS label, unique in the request.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The DeviceClass. Needed.</summary>
    [Field(2, "deviceClassName", Always = true), Required] public string DeviceClassName { get; init; } = "";
    /// <summary>Which devices of the class: all of them must fit. At most 32.</summary>
    [Field(3, "selectors"), Atomic] public IReadOnlyList<DeviceSelector> Selectors { get; init; } = [];
    /// <summary>
    /// So many (ExactCount), or every one that fits (All). Defaults to ExactCount. One of: ExactCount, All.
    /// </summary>
    [Field(4, "allocationMode")] public string AllocationMode { get; init; } = "";
    /// <summary>How many. Only with ExactCount. Above 0. Defaults to 1.</summary>
    [Field(5, "count")] public long Count { get; init; }
    /// <summary>Taints that do not keep it from a device. At most 16.</summary>
    [Field(6, "tolerations"), Atomic] public IReadOnlyList<DeviceToleration> Tolerations { get; init; } = [];
    /// <summary>How much of a shared device it needs.</summary>
    [Field(7, "capacity")] public CapacityRequirements? Capacity { get; init; }
}
