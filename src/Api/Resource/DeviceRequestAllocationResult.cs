namespace Kubesharp.Api.Resource;

/// <summary>A device request allocation result.</summary>
[Definition("io.k8s.api.resource.v1.DeviceRequestAllocationResult")]
public sealed partial record DeviceRequestAllocationResult
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceRequestAllocationResult Empty { get; } = new();

    /// <summary>Request.</summary>
    [Field(1, "request", Always = true), Required] public string Request { get; init; } = "";
    /// <summary>Driver.</summary>
    [Field(2, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>Pool.</summary>
    [Field(3, "pool", Always = true), Required] public string Pool { get; init; } = "";
    /// <summary>Device.</summary>
    [Field(4, "device", Always = true), Required] public string Device { get; init; } = "";
    /// <summary>Admin access.</summary>
    [Field(5, "adminAccess")] public bool? AdminAccess { get; init; }
    /// <summary>Tolerations.</summary>
    [Field(6, "tolerations"), Atomic] public IReadOnlyList<DeviceToleration> Tolerations { get; init; } = [];
    /// <summary>Binding conditions.</summary>
    [Field(7, "bindingConditions"), Atomic] public IReadOnlyList<string> BindingConditions { get; init; } = [];
    /// <summary>Binding failure conditions.</summary>
    [Field(8, "bindingFailureConditions"), Atomic]
    public IReadOnlyList<string> BindingFailureConditions { get; init; } = [];
    /// <summary>Share ID.</summary>
    [Field(9, "shareID")] public string? ShareID { get; init; }
    /// <summary>Consumed capacity.</summary>
    [Field(10, "consumedCapacity")]
    public IReadOnlyDictionary<string, Quantity> ConsumedCapacity { get; init; } = Maps.None<Quantity>();
}
