namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>Which devices are wanted.</summary>
[Definition("io.k8s.api.resource.v1beta2.DeviceClaim")]
public sealed partial record DeviceClaim
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceClaim Empty { get; } = new();

    /// <summary>The devices, together. At most 32.</summary>
    [Field(1, "requests", Always = true), Atomic] public IReadOnlyList<DeviceRequest> Requests { get; init; } = [];
    /// <summary>What they must have in common. At most 32.</summary>
    [Field(2, "constraints"), Atomic] public IReadOnlyList<DeviceConstraint> Constraints { get; init; } = [];
    /// <summary>Settings for the drivers. At most 32.</summary>
    [Field(3, "config"), Atomic] public IReadOnlyList<DeviceClaimConfiguration> Config { get; init; } = [];
}
