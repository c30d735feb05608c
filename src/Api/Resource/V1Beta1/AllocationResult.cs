using Kubesharp.Api.Core;

namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>What a claim was given.</summary>
[Definition("io.k8s.api.resource.v1beta1.AllocationResult")]
public sealed partial record AllocationResult
{
    /// <summary>The value with nothing set.</summary>
    public static AllocationResult Empty { get; } = new();

    /// <summary>One entry for each device that was given.</summary>
    [Field(1, "devices")] public DeviceAllocationResult Devices { get; init; } = DeviceAllocationResult.Empty;
    /// <summary>The nodes from which they can be reached. Absent: all.</summary>
    [Field(3, "nodeSelector")] public NodeSelector? NodeSelector { get; init; }
    /// <summary>When it was given.</summary>
    [Field(5, "allocationTimestamp")] public Time? AllocationTimestamp { get; init; }
}
