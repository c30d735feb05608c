namespace Kubesharp.Api.Core;

/// <summary>One port behind a Service.</summary>
[Definition("io.k8s.api.core.v1.EndpointPort", Atomic = true)]
public sealed partial record EndpointPort
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointPort Empty { get; } = new();

    /// <summary>The name of the Service's port. May be empty only where there is one port.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>The number, from 1 to 65535.</summary>
    [Field(2, "port", Always = true), Required] public int Port { get; init; }
    /// <summary>The transport that the port speaks. Defaults to TCP. One of: TCP, UDP, SCTP.</summary>
    [Field(3, "protocol")] public string Protocol { get; init; } = "";
    /// <summary>The protocol on top, as IANA or the vendor's domain names it: http, kubernetes.io/h2c.</summary>
    [Field(4, "appProtocol")] public string? AppProtocol { get; init; }
}
