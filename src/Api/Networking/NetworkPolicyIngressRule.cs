namespace Kubesharp.Api.Networking;

/// <summary>Traffic that may come in: from one of these peers to one of these ports.</summary>
[Definition("io.k8s.api.networking.v1.NetworkPolicyIngressRule")]
public sealed partial record NetworkPolicyIngressRule
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkPolicyIngressRule Empty { get; } = new();

    /// <summary>Ports that may be reached. Empty: all.</summary>
    [Field(1, "ports"), Atomic] public IReadOnlyList<NetworkPolicyPort> Ports { get; init; } = [];
    /// <summary>Who may come. Empty: everybody.</summary>
    [Field(2, "from"), Atomic] public IReadOnlyList<NetworkPolicyPeer> From { get; init; } = [];
}
