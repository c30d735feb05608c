namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>Settings for a driver, in a claim.</summary>
[Definition("io.k8s.api.resource.v1beta2.DeviceClaimConfiguration")]
public sealed partial record DeviceClaimConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceClaimConfiguration Empty { get; } = new();

    /// <summary>The requests that they are for; REQUEST/SUBREQUEST for one alternative. Empty: all.</summary>
    [Field(1, "requests"), Atomic] public IReadOnlyList<string> Requests { get; init; } = [];
    /// <summary>The settings.</summary>
    [Field(1, "opaque", Within = "2")] public OpaqueDeviceConfiguration? Opaque { get; init; }
}
