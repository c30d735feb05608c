using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>One address for a changing set of Pods.</summary>
[ApiResource("v1", "Service", "services", ShortNames = ["svc"], Categories = ["all"],
    Subresources = ["proxy", "status"])]
[Definition("io.k8s.api.core.v1.Service")]
public sealed partial record Service : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public ServiceSpec Spec { get; init; } = ServiceSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public ServiceStatus Status { get; init; } = ServiceStatus.Empty;
}

/// <summary>What is observed of a Service.</summary>
[Definition("io.k8s.api.core.v1.ServiceStatus")]
public sealed partial record ServiceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceStatus Empty { get; } = new();

    /// <summary>Load balancer.</summary>
    [Field(1, "loadBalancer")] public LoadBalancerStatus LoadBalancer { get; init; } = LoadBalancerStatus.Empty;
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(2, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

/// <summary>What a Service should be.</summary>
[Definition("io.k8s.api.core.v1.ServiceSpec")]
public sealed partial record ServiceSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceSpec Empty { get; } = new();

    /// <summary>Ports. A list keyed by port and protocol.</summary>
    [Field(1, "ports"), MapList("port", "protocol"), PatchStrategy("merge", "port")]
    public IReadOnlyList<ServicePort> Ports { get; init; } = [];
    /// <summary>Which objects count.</summary>
    [Field(2, "selector"), Atomic]
    public IReadOnlyDictionary<string, string> Selector { get; init; } = Maps.None<string>();
    /// <summary>Cluster IP.</summary>
    [Field(3, "clusterIP")] public string ClusterIP { get; init; } = "";
    /// <summary>Cluster i ps.</summary>
    [Field(18, "clusterIPs"), Atomic] public IReadOnlyList<string> ClusterIPs { get; init; } = [];
    /// <summary>Type. One of: ClusterIP, NodePort, LoadBalancer, ExternalName.</summary>
    [Field(4, "type")] public string Type { get; init; } = "";
    /// <summary>External i ps.</summary>
    [Field(5, "externalIPs"), Atomic] public IReadOnlyList<string> ExternalIPs { get; init; } = [];
    /// <summary>Session affinity. One of: ClientIP, None.</summary>
    [Field(7, "sessionAffinity")] public string SessionAffinity { get; init; } = "";
    /// <summary>Load balancer IP.</summary>
    [Field(8, "loadBalancerIP")] public string LoadBalancerIP { get; init; } = "";
    /// <summary>Load balancer source ranges.</summary>
    [Field(9, "loadBalancerSourceRanges"), Atomic]
    public IReadOnlyList<string> LoadBalancerSourceRanges { get; init; } = [];
    /// <summary>External name.</summary>
    [Field(10, "externalName")] public string ExternalName { get; init; } = "";
    /// <summary>External traffic policy. One of: Cluster, Local.</summary>
    [Field(11, "externalTrafficPolicy")] public string ExternalTrafficPolicy { get; init; } = "";
    /// <summary>Health check node port.</summary>
    [Field(12, "healthCheckNodePort")] public int HealthCheckNodePort { get; init; }
    /// <summary>Publish not ready addresses.</summary>
    [Field(13, "publishNotReadyAddresses")] public bool PublishNotReadyAddresses { get; init; }
    /// <summary>Session affinity config.</summary>
    [Field(14, "sessionAffinityConfig")] public SessionAffinityConfig? SessionAffinityConfig { get; init; }
    /// <summary>Ip families. One of: IPv4, IPv6.</summary>
    [Field(19, "ipFamilies"), Atomic] public IReadOnlyList<string> IpFamilies { get; init; } = [];
    /// <summary>Ip family policy. One of: SingleStack, PreferDualStack, RequireDualStack.</summary>
    [Field(17, "ipFamilyPolicy")] public string? IpFamilyPolicy { get; init; }
    /// <summary>Allocate load balancer node ports.</summary>
    [Field(20, "allocateLoadBalancerNodePorts")] public bool? AllocateLoadBalancerNodePorts { get; init; }
    /// <summary>Load balancer class.</summary>
    [Field(21, "loadBalancerClass")] public string? LoadBalancerClass { get; init; }
    /// <summary>Internal traffic policy. One of: Cluster, Local.</summary>
    [Field(22, "internalTrafficPolicy")] public string? InternalTrafficPolicy { get; init; }
    /// <summary>Traffic distribution.</summary>
    [Field(23, "trafficDistribution")] public string? TrafficDistribution { get; init; }
}
