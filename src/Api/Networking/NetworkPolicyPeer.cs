using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Networking;

/// <summary>A network policy peer.</summary>
[Definition("io.k8s.api.networking.v1.NetworkPolicyPeer")]
public sealed partial record NetworkPolicyPeer
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkPolicyPeer Empty { get; } = new();

    /// <summary>Pod selector.</summary>
    [Field(1, "podSelector")] public LabelSelector? PodSelector { get; init; }
    /// <summary>Namespace selector.</summary>
    [Field(2, "namespaceSelector")] public LabelSelector? NamespaceSelector { get; init; }
    /// <summary>Ip block.</summary>
    [Field(3, "ipBlock")] public IPBlock? IpBlock { get; init; }
}
