namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>A wish for devices, or alternatives in firstAvailable.</summary>
[Definition("io.k8s.api.resource.v1beta1.DeviceRequest")]
public sealed partial record DeviceRequest
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceRequest Empty { get; } = new();

    /// <summary>Its name, a DNS label, unique in the claim.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The DeviceClass. Needed without firstAvailable, forbidden with it.</summary>
    [Field(2, "deviceClassName", Always = true)] public string DeviceClassName { get; init; } = "";
    /// <summary>Which devices of the class: all of them must fit. At most 32.</summary>
    [Field(3, "selectors"), Atomic] public IReadOnlyList<DeviceSelector> Selectors { get; init; } = [];
    /// <summary>
    /// So many (ExactCount), or every one that fits (All). Defaults to ExactCount. One of: ExactCount, All.
    /// </summary>
    [Field(4, "allocationMode")] public string AllocationMode { get; init; } = "";
    /// <summary>How many. Only with ExactCount. Above 0. Defaults to 1.</summary>
    [Field(5, "count")] public long Count { get; init; }
    /// <summary>
    /// For watching over devices, though others may have them. Needs the label resource.kubernetes.io/admin-access on
    /// the namespace. Defaults to false.
    /// </summary>
    [Field(6, "adminAccess")] public bool? AdminAccess { get; init; }
    /// <summary>The first of these that can be had, in this order. At most 8.</summary>
    [Field(7, "firstAvailable"), Atomic] public IReadOnlyList<DeviceSubRequest> FirstAvailable { get; init; } = [];
    /// <summary>Taints that do not keep it from a device. At most 16.</summary>
    [Field(8, "tolerations"), Atomic] public IReadOnlyList<DeviceToleration> Tolerations { get; init; } = [];
    /// <summary>How much of a shared device it needs.</summary>
    [Field(9, "capacity")] public CapacityRequirements? Capacity { get; init; }
}
