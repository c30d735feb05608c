namespace Kubesharp.Api.Networking;

/// <summary>A network policy egress rule.</summary>
[Definition("io.k8s.api.networking.v1.NetworkPolicyEgressRule")]
public sealed partial record NetworkPolicyEgressRule
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkPolicyEgressRule Empty { get; } = new();

    /// <summary>Ports.</summary>
    [Field(1, "ports"), Atomic] public IReadOnlyList<NetworkPolicyPort> Ports { get; init; } = [];
    /// <summary>To.</summary>
    [Field(2, "to"), Atomic] public IReadOnlyList<NetworkPolicyPeer> To { get; init; } = [];
}
