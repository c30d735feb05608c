namespace Kubesharp.Api.Core;

/// <summary>A load balancer ingress.</summary>
[Definition("io.k8s.api.core.v1.LoadBalancerIngress")]
public sealed partial record LoadBalancerIngress
{
    /// <summary>The value with nothing set.</summary>
    public static LoadBalancerIngress Empty { get; } = new();

    /// <summary>Ip.</summary>
    [Field(1, "ip")] public string Ip { get; init; } = "";
    /// <summary>Hostname.</summary>
    [Field(2, "hostname")] public string Hostname { get; init; } = "";
    /// <summary>Ip mode. One of: VIP, Proxy.</summary>
    [Field(3, "ipMode")] public string? IpMode { get; init; }
    /// <summary>Ports.</summary>
    [Field(4, "ports"), Atomic] public IReadOnlyList<PortStatus> Ports { get; init; } = [];
}
