namespace Kubesharp.Api.Core;

/// <summary>A port of a Service.</summary>
[Definition("io.k8s.api.core.v1.ServicePort")]
public sealed partial record ServicePort
{
    /// <summary>The value with nothing set.</summary>
    public static ServicePort Empty { get; } = new();

    /// <summary>Its name, a DNS label, unique in the Service. May be empty where there is one port.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>The transport that the port speaks. Defaults to TCP. One of: TCP, UDP, SCTP.</summary>
    [Field(2, "protocol"), DocumentedDefault("\"TCP\"")] public string Protocol { get; init; } = "";
    /// <summary>
    /// The protocol on top, as IANA or the vendor's domain names it: http, kubernetes.io/h2c, kubernetes.io/ws.
    /// </summary>
    [Field(6, "appProtocol")] public string? AppProtocol { get; init; }
    /// <summary>The number, from 1 to 65535.</summary>
    [Field(3, "port", Always = true), Required] public int Port { get; init; }
    /// <summary>
    /// The Pods' port: a number, or the name of a port, which may be another number in each Pod. Defaults to port.
    /// </summary>
    [Field(4, "targetPort")] public IntOrString TargetPort { get; init; }
    /// <summary>
    /// The port of each node that leads to it, with type NodePort or LoadBalancer. 0: one is given, of 30000 to 32767
    /// unless the server says otherwise.
    /// </summary>
    [Field(5, "nodePort")] public int NodePort { get; init; }
}
