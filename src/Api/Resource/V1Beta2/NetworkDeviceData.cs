namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>What a network device is.</summary>
[Definition("io.k8s.api.resource.v1beta2.NetworkDeviceData")]
public sealed partial record NetworkDeviceData
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkDeviceData Empty { get; } = new();

    /// <summary>The interface's name. At most 256 characters.</summary>
    [Field(1, "interfaceName")] public string InterfaceName { get; init; } = "";
    /// <summary>Its addresses with their networks: 192.0.2.5/24. At most 16.</summary>
    [Field(2, "ips"), Atomic] public IReadOnlyList<string> Ips { get; init; } = [];
    /// <summary>Its hardware address. At most 128 characters.</summary>
    [Field(3, "hardwareAddress")] public string HardwareAddress { get; init; } = "";
}
