namespace Kubesharp.Api.Discovery;

/// <summary>One port of all endpoints of a slice.</summary>
[Definition("io.k8s.api.discovery.v1.EndpointPort", Atomic = true)]
public sealed partial record EndpointPort
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointPort Empty { get; } = new();

    /// <summary>The name of the Service's port. Unique in the slice. Defaults to the empty text.</summary>
    [Field(1, "name")] public string? Name { get; init; }
    /// <summary>The transport that the port speaks. Defaults to TCP. One of: TCP, UDP, SCTP.</summary>
    [Field(2, "protocol")] public string? Protocol { get; init; }
    /// <summary>The number. Absent: what that means is up to the reader.</summary>
    [Field(3, "port")] public int? Port { get; init; }
    /// <summary>The protocol on top, as IANA or the vendor's domain names it: http, kubernetes.io/h2c.</summary>
    [Field(4, "appProtocol")] public string? AppProtocol { get; init; }
}
