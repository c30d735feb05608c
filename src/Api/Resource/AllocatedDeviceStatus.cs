using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Resource;

/// <summary>What is observed of a AllocatedDevice.</summary>
[Definition("io.k8s.api.resource.v1.AllocatedDeviceStatus")]
public sealed partial record AllocatedDeviceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static AllocatedDeviceStatus Empty { get; } = new();

    /// <summary>Driver.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>Pool.</summary>
    [Field(2, "pool", Always = true), Required] public string Pool { get; init; } = "";
    /// <summary>Device.</summary>
    [Field(3, "device", Always = true), Required] public string Device { get; init; } = "";
    /// <summary>Share ID.</summary>
    [Field(7, "shareID")] public string? ShareID { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(4, "conditions", Always = true), MapList("type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
    /// <summary>Data.</summary>
    [Field(5, "data")] public RawJson? Data { get; init; }
    /// <summary>Network data.</summary>
    [Field(6, "networkData")] public NetworkDeviceData? NetworkData { get; init; }
}
