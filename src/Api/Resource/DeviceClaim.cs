namespace Kubesharp.Api.Resource;

/// <summary>A device claim.</summary>
[Definition("io.k8s.api.resource.v1.DeviceClaim")]
public sealed partial record DeviceClaim
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceClaim Empty { get; } = new();

    /// <summary>Requests.</summary>
    [Field(1, "requests", Always = true), Atomic] public IReadOnlyList<DeviceRequest> Requests { get; init; } = [];
    /// <summary>Constraints.</summary>
    [Field(2, "constraints"), Atomic] public IReadOnlyList<DeviceConstraint> Constraints { get; init; } = [];
    /// <summary>Config.</summary>
    [Field(3, "config"), Atomic] public IReadOnlyList<DeviceClaimConfiguration> Config { get; init; } = [];
}
