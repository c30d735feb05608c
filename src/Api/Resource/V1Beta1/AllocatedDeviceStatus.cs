using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>What a driver reports of a device of a claim.</summary>
[Definition("io.k8s.api.resource.v1beta1.AllocatedDeviceStatus")]
public sealed partial record AllocatedDeviceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static AllocatedDeviceStatus Empty { get; } = new();

    /// <summary>The driver's name.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>The device's pool.</summary>
    [Field(2, "pool", Always = true), Required] public string Pool { get; init; } = "";
    /// <summary>The device's name in the pool.</summary>
    [Field(3, "device", Always = true), Required] public string Device { get; init; } = "";
    /// <summary>Which share of the device, where several claims share it.</summary>
    [Field(7, "shareID")] public string? ShareID { get; init; }
    /// <summary>What has been observed of the device, one entry for each type. At most 8.</summary>
    [Field(4, "conditions", Always = true), MapList("type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
    /// <summary>What the driver wants to tell. At most 10 KiB.</summary>
    [Field(5, "data")] public RawJson? Data { get; init; }
    /// <summary>What it is, for a network device.</summary>
    [Field(6, "networkData")] public NetworkDeviceData? NetworkData { get; init; }
}
