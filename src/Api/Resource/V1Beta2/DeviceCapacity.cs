namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>How much of something a device has.</summary>
[Definition("io.k8s.api.resource.v1beta2.DeviceCapacity")]
public sealed partial record DeviceCapacity
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceCapacity Empty { get; } = new();

    /// <summary>How much there is.</summary>
    [Field(1, "value", Always = true), Required] public Quantity Value { get; init; }
    /// <summary>How much of it a request may take. Only for devices that claims can share. Absent: anything.</summary>
    [Field(2, "requestPolicy")] public CapacityRequestPolicy? RequestPolicy { get; init; }
}
