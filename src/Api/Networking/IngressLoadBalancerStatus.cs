namespace Kubesharp.Api.Networking;

/// <summary>The addresses that lead to an Ingress.</summary>
[Definition("io.k8s.api.networking.v1.IngressLoadBalancerStatus")]
public sealed partial record IngressLoadBalancerStatus
{
    /// <summary>The value with nothing set.</summary>
    public static IngressLoadBalancerStatus Empty { get; } = new();

    /// <summary>One entry an address.</summary>
    [Field(1, "ingress"), Atomic] public IReadOnlyList<IngressLoadBalancerIngress> Ingress { get; init; } = [];
}
