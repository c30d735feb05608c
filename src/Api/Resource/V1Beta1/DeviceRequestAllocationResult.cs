namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>A device that a request was given.</summary>
[Definition("io.k8s.api.resource.v1beta1.DeviceRequestAllocationResult")]
public sealed partial record DeviceRequestAllocationResult
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceRequestAllocationResult Empty { get; } = new();

    /// <summary>The request; REQUEST/SUBREQUEST for one alternative.</summary>
    [Field(1, "request", Always = true), Required] public string Request { get; init; } = "";
    /// <summary>The driver's name.</summary>
    [Field(2, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>The device's pool.</summary>
    [Field(3, "pool", Always = true), Required] public string Pool { get; init; } = "";
    /// <summary>The device's name in the pool.</summary>
    [Field(4, "device", Always = true), Required] public string Device { get; init; } = "";
    /// <summary>Whether it was given for watching over it, though others may have it.</summary>
    [Field(5, "adminAccess")] public bool? AdminAccess { get; init; }
    /// <summary>The taints of the device that were tolerated.</summary>
    [Field(6, "tolerations"), Atomic] public IReadOnlyList<DeviceToleration> Tolerations { get; init; } = [];
    /// <summary>Conditions that must be True before the Pod is bound to the node.</summary>
    [Field(7, "bindingConditions"), Atomic] public IReadOnlyList<string> BindingConditions { get; init; } = [];
    /// <summary>Conditions of which one that is True makes the scheduler begin anew.</summary>
    [Field(8, "bindingFailureConditions"), Atomic]
    public IReadOnlyList<string> BindingFailureConditions { get; init; } = [];
    /// <summary>Which share of the device, where several claims share it.</summary>
    [Field(9, "shareID")] public string? ShareID { get; init; }
    /// <summary>How much of its capacity was given, by name.</summary>
    [Field(10, "consumedCapacity")]
    public IReadOnlyDictionary<string, Quantity> ConsumedCapacity { get; init; } = Maps.None<Quantity>();
}
