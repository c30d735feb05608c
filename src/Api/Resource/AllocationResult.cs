using Kubesharp.Api.Core;

namespace Kubesharp.Api.Resource;

/// <summary>An allocation result.</summary>
[Definition("io.k8s.api.resource.v1.AllocationResult")]
public sealed partial record AllocationResult
{
    /// <summary>The value with nothing set.</summary>
    public static AllocationResult Empty { get; } = new();

    /// <summary>Devices.</summary>
    [Field(1, "devices")] public DeviceAllocationResult Devices { get; init; } = DeviceAllocationResult.Empty;
    /// <summary>Node selector.</summary>
    [Field(3, "nodeSelector")] public NodeSelector? NodeSelector { get; init; }
    /// <summary>Allocation timestamp.</summary>
    [Field(5, "allocationTimestamp")] public Time? AllocationTimestamp { get; init; }
}
