namespace Kubesharp.Api.Resource;

/// <summary>A device claim configuration.</summary>
[Definition("io.k8s.api.resource.v1.DeviceClaimConfiguration")]
public sealed partial record DeviceClaimConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceClaimConfiguration Empty { get; } = new();

    /// <summary>Requests.</summary>
    [Field(1, "requests"), Atomic] public IReadOnlyList<string> Requests { get; init; } = [];
    /// <summary>Opaque.</summary>
    [Field(1, "opaque", Within = "2")] public OpaqueDeviceConfiguration? Opaque { get; init; }
}
