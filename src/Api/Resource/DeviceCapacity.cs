namespace Kubesharp.Api.Resource;

/// <summary>A device capacity.</summary>
[Definition("io.k8s.api.resource.v1.DeviceCapacity")]
public sealed partial record DeviceCapacity
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceCapacity Empty { get; } = new();

    /// <summary>Value.</summary>
    [Field(1, "value", Always = true), Required] public Quantity Value { get; init; }
    /// <summary>Request policy.</summary>
    [Field(2, "requestPolicy")] public CapacityRequestPolicy? RequestPolicy { get; init; }
}
