using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Networking;

/// <summary>
/// Says which traffic to and from Pods is let through. Pods that no policy selects are open; otherwise only what some
/// policy allows passes.
/// </summary>
[ApiResource("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", ShortNames = ["netpol"])]
[Definition("io.k8s.api.networking.v1.NetworkPolicy")]
public sealed partial record NetworkPolicy : ApiObject
{
    /// <summary>Which Pods, and which traffic.</summary>
    [Field(2, "spec")] public NetworkPolicySpec Spec { get; init; } = NetworkPolicySpec.Empty;
}

/// <summary>Which traffic of which Pods is let through.</summary>
[Definition("io.k8s.api.networking.v1.NetworkPolicySpec")]
public sealed partial record NetworkPolicySpec
{
    /// <summary>The value with nothing set.</summary>
    public static NetworkPolicySpec Empty { get; } = new();

    /// <summary>The Pods of the namespace that the policy is for. Empty: all of them.</summary>
    [Field(1, "podSelector", Always = true)] public LabelSelector PodSelector { get; init; } = LabelSelector.Empty;
    /// <summary>What may come in. Empty, with Ingress among policyTypes: nothing.</summary>
    [Field(2, "ingress"), Atomic] public IReadOnlyList<NetworkPolicyIngressRule> Ingress { get; init; } = [];
    /// <summary>What may go out. Empty, with Egress among policyTypes: nothing.</summary>
    [Field(3, "egress"), Atomic] public IReadOnlyList<NetworkPolicyEgressRule> Egress { get; init; } = [];
    /// <summary>
    /// Which directions the policy is about. Defaults to Ingress, and Egress where there are egress rules. One of:
    /// Ingress, Egress.
    /// </summary>
    [Field(4, "policyTypes"), Atomic] public IReadOnlyList<string> PolicyTypes { get; init; } = [];
}
