namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>Settings for a driver, in a class.</summary>
[Definition("io.k8s.api.resource.v1beta1.DeviceClassConfiguration")]
public sealed partial record DeviceClassConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceClassConfiguration Empty { get; } = new();

    /// <summary>The settings.</summary>
    [Field(1, "opaque", Within = "1")] public OpaqueDeviceConfiguration? Opaque { get; init; }
}
