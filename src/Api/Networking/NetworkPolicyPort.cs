namespace Kubesharp.Api.Networking;

/// <summary>A network policy port.</summary>
[Definition("io.k8s.api.networking.v1.NetworkPolicyPort")]
public sealed partial record NetworkPolicyPort
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkPolicyPort Empty { get; } = new();

    /// <summary>Protocol. One of: TCP, UDP, SCTP.</summary>
    [Field(1, "protocol")] public string? Protocol { get; init; }
    /// <summary>Port.</summary>
    [Field(2, "port")] public IntOrString? Port { get; init; }
    /// <summary>End port.</summary>
    [Field(3, "endPort")] public int? EndPort { get; init; }
}
