namespace Kubesharp.Api.Core;

/// <summary>One address of a load balancer.</summary>
[Definition("io.k8s.api.core.v1.LoadBalancerIngress")]
public sealed partial record LoadBalancerIngress
{
    /// <summary>The value with nothing set.</summary>
    public static LoadBalancerIngress Empty { get; } = new();

    /// <summary>The address, where it goes by address.</summary>
    [Field(1, "ip")] public string Ip { get; init; } = "";
    /// <summary>The host name, where it goes by name.</summary>
    [Field(2, "hostname")] public string Hostname { get; init; } = "";
    /// <summary>
    /// Whether connections arrive with that address as their destination (VIP), so that nodes may handle it themselves,
    /// or come from the load balancer (Proxy). Only with ip. Defaults to VIP. One of: VIP, Proxy.
    /// </summary>
    [Field(3, "ipMode")] public string? IpMode { get; init; }
    /// <summary>The ports there, and which of them do not work.</summary>
    [Field(4, "ports"), Atomic] public IReadOnlyList<PortStatus> Ports { get; init; } = [];
}
