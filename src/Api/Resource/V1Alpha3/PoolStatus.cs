namespace Kubesharp.Api.Resource.V1Alpha3;

/// <summary>How many devices of a pool are free.</summary>
[Definition("io.k8s.api.resource.v1alpha3.PoolStatus")]
public sealed partial record PoolStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PoolStatus Empty { get; } = new();

    /// <summary>The driver's name.</summary>
    [Field(1, "driver"), Required] public string Driver { get; init; } = "";
    /// <summary>The pool's name.</summary>
    [Field(2, "poolName"), Required] public string PoolName { get; init; } = "";
    /// <summary>The pool's generation that this speaks of.</summary>
    [Field(9, "generation", Always = true), Required] public long Generation { get; init; }
    /// <summary>How many slices describe the pool.</summary>
    [Field(8, "resourceSliceCount")] public int? ResourceSliceCount { get; init; }
    /// <summary>How many devices it has.</summary>
    [Field(4, "totalDevices")] public int? TotalDevices { get; init; }
    /// <summary>How many of them claims have been given.</summary>
    [Field(5, "allocatedDevices")] public int? AllocatedDevices { get; init; }
    /// <summary>How many of them can still be given.</summary>
    [Field(6, "availableDevices")] public int? AvailableDevices { get; init; }
    /// <summary>How many of them cannot be given although no claim has them, because of taints say.</summary>
    [Field(7, "unavailableDevices")] public int? UnavailableDevices { get; init; }
    /// <summary>The node they are on. Absent: they are not on one node.</summary>
    [Field(3, "nodeName")] public string? NodeName { get; init; }
    /// <summary>Why the figures are missing: slices are missing or contradict each other.</summary>
    [Field(10, "validationError")] public string? ValidationError { get; init; }
}
