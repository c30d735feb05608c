namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>Devices that are wanted.</summary>
[Definition("io.k8s.api.resource.v1beta2.ExactDeviceRequest")]
public sealed partial record ExactDeviceRequest
{
    /// <summary>The value with nothing set.</summary>
    public static ExactDeviceRequest Empty { get; } = new();

    /// <summary>The DeviceClass. Needed.</summary>
    [Field(1, "deviceClassName", Always = true), Required] public string DeviceClassName { get; init; } = "";
    /// <summary>Which devices of the class: all of them must fit. At most 32.</summary>
    [Field(2, "selectors"), Atomic] public IReadOnlyList<DeviceSelector> Selectors { get; init; } = [];
    /// <summary>
    /// So many (ExactCount), or every one that fits (All). Defaults to ExactCount. One of: ExactCount, All.
    /// </summary>
    [Field(3, "allocationMode")] public string AllocationMode { get; init; } = "";
    /// <summary>How many. Only with ExactCount. Above 0. Defaults to 1.</summary>
    [Field(4, "count")] public long Count { get; init; }
    /// <summary>
    /// For watching over devices, though others may have them. Needs the label resource.kubernetes.io/admin-access on
    /// the namespace. Defaults to false.
    /// </summary>
    [Field(5, "adminAccess")] public bool? AdminAccess { get; init; }
    /// <summary>Taints that do not keep it from a device. At most 16.</summary>
    [Field(6, "tolerations"), Atomic] public IReadOnlyList<DeviceToleration> Tolerations { get; init; } = [];
    /// <summary>How much of a shared device it needs.</summary>
    [Field(7, "capacity")] public CapacityRequirements? Capacity { get; init; }
}
