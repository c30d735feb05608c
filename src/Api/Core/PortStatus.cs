namespace Kubesharp.Api.Core;

/// <summary>The state of one port of a load balancer.</summary>
[Definition("io.k8s.api.core.v1.PortStatus")]
public sealed partial record PortStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PortStatus Empty { get; } = new();

    /// <summary>The port's number.</summary>
    [Field(1, "port", Always = true), Required] public int Port { get; init; }
    /// <summary>The transport that the port speaks. One of: TCP, UDP, SCTP.</summary>
    [Field(2, "protocol", Always = true), Required] public string Protocol { get; init; } = "";
    /// <summary>
    /// What is wrong, in CamelCase, with a domain in front where it is not built in. Absent: nothing.
    /// </summary>
    [Field(3, "error")] public string? Error { get; init; }
}
