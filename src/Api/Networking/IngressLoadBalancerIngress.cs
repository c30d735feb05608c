namespace Kubesharp.Api.Networking;

/// <summary>One address that leads to an Ingress.</summary>
[Definition("io.k8s.api.networking.v1.IngressLoadBalancerIngress")]
public sealed partial record IngressLoadBalancerIngress
{
    /// <summary>The value with nothing set.</summary>
    public static IngressLoadBalancerIngress Empty { get; } = new();

    /// <summary>The address, where the load balancer has one.</summary>
    [Field(1, "ip")] public string Ip { get; init; } = "";
    /// <summary>The host name, where the load balancer goes by name.</summary>
    [Field(2, "hostname")] public string Hostname { get; init; } = "";
    /// <summary>The ports there, and which of them do not work.</summary>
    [Field(4, "ports"), Atomic] public IReadOnlyList<IngressPortStatus> Ports { get; init; } = [];
}
