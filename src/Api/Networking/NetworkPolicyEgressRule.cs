namespace Kubesharp.Api.Networking;

/// <summary>Traffic that may go out: to one of these peers on one of these ports.</summary>
[Definition("io.k8s.api.networking.v1.NetworkPolicyEgressRule")]
public sealed partial record NetworkPolicyEgressRule
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkPolicyEgressRule Empty { get; } = new();

    /// <summary>Ports that may be reached. Empty: all.</summary>
    [Field(1, "ports"), Atomic] public IReadOnlyList<NetworkPolicyPort> Ports { get; init; } = [];
    /// <summary>Who may be reached. Empty: everybody.</summary>
    [Field(2, "to"), Atomic] public IReadOnlyList<NetworkPolicyPeer> To { get; init; } = [];
}
