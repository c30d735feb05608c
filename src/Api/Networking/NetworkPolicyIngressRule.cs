namespace Kubesharp.Api.Networking;

/// <summary>A network policy ingress rule.</summary>
[Definition("io.k8s.api.networking.v1.NetworkPolicyIngressRule")]
public sealed partial record NetworkPolicyIngressRule
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkPolicyIngressRule Empty { get; } = new();

    /// <summary>Ports.</summary>
    [Field(1, "ports"), Atomic] public IReadOnlyList<NetworkPolicyPort> Ports { get; init; } = [];
    /// <summary>From.</summary>
    [Field(2, "from"), Atomic] public IReadOnlyList<NetworkPolicyPeer> From { get; init; } = [];
}
