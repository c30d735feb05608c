namespace Kubesharp.Api.Resource;

/// <summary>A device class.</summary>
[ApiResource("resource.k8s.io/v1", "DeviceClass", "deviceclasses", Namespaced = false)]
[Definition("io.k8s.api.resource.v1.DeviceClass")]
public sealed partial record DeviceClass : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required] public DeviceClassSpec Spec { get; init; } = DeviceClassSpec.Empty;
}

/// <summary>What a DeviceClass should be.</summary>
[Definition("io.k8s.api.resource.v1.DeviceClassSpec")]
public sealed partial record DeviceClassSpec
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceClassSpec Empty { get; } = new();

    /// <summary>Selectors.</summary>
    [Field(1, "selectors"), Atomic] public IReadOnlyList<DeviceSelector> Selectors { get; init; } = [];
    /// <summary>Config.</summary>
    [Field(2, "config"), Atomic] public IReadOnlyList<DeviceClassConfiguration> Config { get; init; } = [];
    /// <summary>Extended resource name.</summary>
    [Field(4, "extendedResourceName")] public string? ExtendedResourceName { get; init; }
}
