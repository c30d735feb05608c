namespace Kubesharp.Api.Resource;

/// <summary>A network device data.</summary>
[Definition("io.k8s.api.resource.v1.NetworkDeviceData")]
public sealed partial record NetworkDeviceData
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkDeviceData Empty { get; } = new();

    /// <summary>Interface name.</summary>
    [Field(1, "interfaceName")] public string InterfaceName { get; init; } = "";
    /// <summary>Ips.</summary>
    [Field(2, "ips"), Atomic] public IReadOnlyList<string> Ips { get; init; } = [];
    /// <summary>Hardware address.</summary>
    [Field(3, "hardwareAddress")] public string HardwareAddress { get; init; } = "";
}
