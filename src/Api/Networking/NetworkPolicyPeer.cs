using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Networking;

/// <summary>The other side of a connection. Either ipBlock is set, or one or both of the selectors.</summary>
[Definition("io.k8s.api.networking.v1.NetworkPolicyPeer")]
public sealed partial record NetworkPolicyPeer
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkPolicyPeer Empty { get; } = new();

    /// <summary>These Pods, of the namespaces that namespaceSelector selects, or of the policy's own.</summary>
    [Field(1, "podSelector")] public LabelSelector? PodSelector { get; init; }
    /// <summary>
    /// The Pods of these namespaces, or those of them that podSelector selects. Empty: of all namespaces.
    /// </summary>
    [Field(2, "namespaceSelector")] public LabelSelector? NamespaceSelector { get; init; }
    /// <summary>These addresses.</summary>
    [Field(3, "ipBlock")] public IPBlock? IpBlock { get; init; }
}
