namespace Kubesharp.Api.Core;

/// <summary>The addresses of a load balancer.</summary>
[Definition("io.k8s.api.core.v1.LoadBalancerStatus")]
public sealed partial record LoadBalancerStatus
{
    /// <summary>The value with nothing set.</summary>
    public static LoadBalancerStatus Empty { get; } = new();

    /// <summary>One entry an address. Traffic to them reaches the Service.</summary>
    [Field(1, "ingress"), Atomic] public IReadOnlyList<LoadBalancerIngress> Ingress { get; init; } = [];
}
