namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>A wish for devices. Exactly one of exactly and firstAvailable is set.</summary>
[Definition("io.k8s.api.resource.v1beta2.DeviceRequest")]
public sealed partial record DeviceRequest
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceRequest Empty { get; } = new();

    /// <summary>Its name, a DNS label, unique in the claim.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>These devices.</summary>
    [Field(2, "exactly")] public ExactDeviceRequest? Exactly { get; init; }
    /// <summary>The first of these that can be had, in this order. At most 8.</summary>
    [Field(3, "firstAvailable"), Atomic] public IReadOnlyList<DeviceSubRequest> FirstAvailable { get; init; } = [];
}
