namespace Kubesharp.Api.Resource;

/// <summary>A device allocation result.</summary>
[Definition("io.k8s.api.resource.v1.DeviceAllocationResult")]
public sealed partial record DeviceAllocationResult
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceAllocationResult Empty { get; } = new();

    /// <summary>Results.</summary>
    [Field(1, "results"), Atomic] public IReadOnlyList<DeviceRequestAllocationResult> Results { get; init; } = [];
    /// <summary>Config.</summary>
    [Field(2, "config"), Atomic] public IReadOnlyList<DeviceAllocationConfiguration> Config { get; init; } = [];
}
