namespace Kubesharp.Api.Resource;

/// <summary>A device configuration.</summary>
[Definition("io.k8s.api.resource.v1.DeviceConfiguration")]
public sealed partial record DeviceConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceConfiguration Empty { get; } = new();

    /// <summary>Opaque.</summary>
    [Field(1, "opaque")] public OpaqueDeviceConfiguration? Opaque { get; init; }
}
