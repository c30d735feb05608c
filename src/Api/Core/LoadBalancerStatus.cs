namespace Kubesharp.Api.Core;

/// <summary>What is observed of a LoadBalancer.</summary>
[Definition("io.k8s.api.core.v1.LoadBalancerStatus")]
public sealed partial record LoadBalancerStatus
{
    /// <summary>The value with nothing set.</summary>
    public static LoadBalancerStatus Empty { get; } = new();

    /// <summary>Ingress.</summary>
    [Field(1, "ingress"), Atomic] public IReadOnlyList<LoadBalancerIngress> Ingress { get; init; } = [];
}
