namespace Kubesharp.Api.Resource;

/// <summary>Settings for a driver. Exactly one field is set.</summary>
[Definition("io.k8s.api.resource.v1.DeviceConfiguration")]
public sealed partial record DeviceConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceConfiguration Empty { get; } = new();

    /// <summary>Settings that the driver alone understands.</summary>
    [Field(1, "opaque")] public OpaqueDeviceConfiguration? Opaque { get; init; }
}
