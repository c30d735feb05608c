namespace Kubesharp.Api.Core;

/// <summary>An endpoint port.</summary>
[Definition("io.k8s.api.core.v1.EndpointPort", Atomic = true)]
public sealed partial record EndpointPort
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointPort Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>Port.</summary>
    [Field(2, "port", Always = true), Required] public int Port { get; init; }
    /// <summary>Protocol. One of: TCP, UDP, SCTP.</summary>
    [Field(3, "protocol")] public string Protocol { get; init; } = "";
    /// <summary>App protocol.</summary>
    [Field(4, "appProtocol")] public string? AppProtocol { get; init; }
}
