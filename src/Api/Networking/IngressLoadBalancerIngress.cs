namespace Kubesharp.Api.Networking;

/// <summary>An ingress load balancer ingress.</summary>
[Definition("io.k8s.api.networking.v1.IngressLoadBalancerIngress")]
public sealed partial record IngressLoadBalancerIngress
{
    /// <summary>The value with nothing set.</summary>
    public static IngressLoadBalancerIngress Empty { get; } = new();

    /// <summary>Ip.</summary>
    [Field(1, "ip")] public string Ip { get; init; } = "";
    /// <summary>Hostname.</summary>
    [Field(2, "hostname")] public string Hostname { get; init; } = "";
    /// <summary>Ports.</summary>
    [Field(4, "ports"), Atomic] public IReadOnlyList<IngressPortStatus> Ports { get; init; } = [];
}
