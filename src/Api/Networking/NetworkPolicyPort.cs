namespace Kubesharp.Api.Networking;

/// <summary>A port or a range of ports.</summary>
[Definition("io.k8s.api.networking.v1.NetworkPolicyPort")]
public sealed partial record NetworkPolicyPort
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkPolicyPort Empty { get; } = new();

    /// <summary>The transport that the port speaks. Defaults to TCP. One of: TCP, UDP, SCTP.</summary>
    [Field(1, "protocol")] public string? Protocol { get; init; }
    /// <summary>The number, or the name of a port of the Pod. Absent: all ports of the protocol.</summary>
    [Field(2, "port")] public IntOrString? Port { get; init; }
    /// <summary>With port as a number: the last port of a range.</summary>
    [Field(3, "endPort")] public int? EndPort { get; init; }
}
