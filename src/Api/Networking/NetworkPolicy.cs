using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Networking;

/// <summary>A network policy.</summary>
[ApiResource("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", ShortNames = ["netpol"])]
[Definition("io.k8s.api.networking.v1.NetworkPolicy")]
public sealed partial record NetworkPolicy : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public NetworkPolicySpec Spec { get; init; } = NetworkPolicySpec.Empty;
}

/// <summary>What a NetworkPolicy should be.</summary>
[Definition("io.k8s.api.networking.v1.NetworkPolicySpec")]
public sealed partial record NetworkPolicySpec
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkPolicySpec Empty { get; } = new();

    /// <summary>Pod selector.</summary>
    [Field(1, "podSelector", Always = true)] public LabelSelector PodSelector { get; init; } = LabelSelector.Empty;
    /// <summary>Ingress.</summary>
    [Field(2, "ingress"), Atomic] public IReadOnlyList<NetworkPolicyIngressRule> Ingress { get; init; } = [];
    /// <summary>Egress.</summary>
    [Field(3, "egress"), Atomic] public IReadOnlyList<NetworkPolicyEgressRule> Egress { get; init; } = [];
    /// <summary>Policy types. One of: Ingress, Egress.</summary>
    [Field(4, "policyTypes"), Atomic] public IReadOnlyList<string> PolicyTypes { get; init; } = [];
}
