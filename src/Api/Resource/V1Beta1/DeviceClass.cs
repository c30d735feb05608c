namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>A sort of device that claims can ask for by name.</summary>
[ApiResource("resource.k8s.io/v1beta1", "DeviceClass", "deviceclasses", Namespaced = false)]
[Definition("io.k8s.api.resource.v1beta1.DeviceClass")]
public sealed partial record DeviceClass : ApiObject
{
    /// <summary>What belongs to it.</summary>
    [Field(2, "spec", Always = true), Required] public DeviceClassSpec Spec { get; init; } = DeviceClassSpec.Empty;
}

/// <summary>What belongs to a DeviceClass.</summary>
[Definition("io.k8s.api.resource.v1beta1.DeviceClassSpec")]
public sealed partial record DeviceClassSpec
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceClassSpec Empty { get; } = new();

    /// <summary>Which devices: all of them must fit. At most 32.</summary>
    [Field(1, "selectors"), Atomic] public IReadOnlyList<DeviceSelector> Selectors { get; init; } = [];
    /// <summary>Settings for the drivers, put in front of the claim's. At most 32.</summary>
    [Field(2, "config"), Atomic] public IReadOnlyList<DeviceClassConfiguration> Config { get; init; } = [];
    /// <summary>Pods that ask for this extended resource get devices of the class.</summary>
    [Field(4, "extendedResourceName")] public string? ExtendedResourceName { get; init; }
}
