using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>One address for a changing set of Pods.</summary>
[ApiResource("v1", "Service", "services", ShortNames = ["svc"], Categories = ["all"],
    Subresources = ["proxy", "status"])]
[Definition("io.k8s.api.core.v1.Service")]
public sealed partial record Service : ApiObject
{
    /// <summary>What the Service should be.</summary>
    [Field(2, "spec")] public ServiceSpec Spec { get; init; } = ServiceSpec.Empty;
    /// <summary>What is observed of the Service.</summary>
    [Field(3, "status")] public ServiceStatus Status { get; init; } = ServiceStatus.Empty;
}

/// <summary>What is observed of a Service.</summary>
[Definition("io.k8s.api.core.v1.ServiceStatus")]
public sealed partial record ServiceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceStatus Empty { get; } = new();

    /// <summary>The addresses of its load balancer, where it has one.</summary>
    [Field(1, "loadBalancer")] public LoadBalancerStatus LoadBalancer { get; init; } = LoadBalancerStatus.Empty;
    /// <summary>What has been observed, one entry for each type.</summary>
    [Field(2, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

/// <summary>What a Service should be.</summary>
[Definition("io.k8s.api.core.v1.ServiceSpec")]
public sealed partial record ServiceSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceSpec Empty { get; } = new();

    /// <summary>Its ports. At least one, unless clusterIP is None.</summary>
    [Field(1, "ports"), MapList("port", "protocol"), PatchStrategy("merge", "port")]
    public IReadOnlyList<ServicePort> Ports { get; init; } = [];
    /// <summary>
    /// The Pods behind it, by labels with these values. Empty: somebody else makes its EndpointSlices. Has no effect
    /// with type ExternalName.
    /// </summary>
    [Field(2, "selector"), Atomic]
    public IReadOnlyDictionary<string, string> Selector { get; init; } = Maps.None<string>();
    /// <summary>
    /// Its address in the cluster, of the networks for Services. Empty: one is given; None: it has none, and DNS gives
    /// the addresses of the Pods. Cannot be changed, unless type becomes ExternalName.
    /// </summary>
    [Field(3, "clusterIP")] public string ClusterIP { get; init; } = "";
    /// <summary>Its addresses in the cluster, clusterIP first: at most one of IPv4 and one of IPv6.</summary>
    [Field(18, "clusterIPs"), Atomic] public IReadOnlyList<string> ClusterIPs { get; init; } = [];
    /// <summary>
    /// Who can reach it: the cluster (ClusterIP), also through a port of each node (NodePort), also through a load
    /// balancer (LoadBalancer); or it is only another name in DNS (ExternalName). Defaults to ClusterIP. One of:
    /// ClusterIP, NodePort, LoadBalancer, ExternalName.
    /// </summary>
    [Field(4, "type")] public string Type { get; init; } = "";
    /// <summary>Addresses that nodes accept traffic for it on, though nobody here brings it there.</summary>
    [Field(5, "externalIPs"), Atomic] public IReadOnlyList<string> ExternalIPs { get; init; } = [];
    /// <summary>Whether connections of a client go to the same Pod. Defaults to None. One of: ClientIP, None.</summary>
    [Field(7, "sessionAffinity")] public string SessionAffinity { get; init; } = "";
    /// <summary>Deprecated: the address that the load balancer should have, where the provider can do that.</summary>
    [Field(8, "loadBalancerIP")] public string LoadBalancerIP { get; init; } = "";
    /// <summary>Networks that may use the load balancer, where the provider can do that. Empty: all.</summary>
    [Field(9, "loadBalancerSourceRanges"), Atomic]
    public IReadOnlyList<string> LoadBalancerSourceRanges { get; init; } = [];
    /// <summary>The name that DNS answers with (CNAME). Needed with type ExternalName.</summary>
    [Field(10, "externalName")] public string ExternalName { get; init; } = "";
    /// <summary>
    /// Whether traffic from outside goes to Pods of any node, or only to those of the node it arrives at, which keeps
    /// the client's address. Defaults to Cluster. One of: Cluster, Local.
    /// </summary>
    [Field(11, "externalTrafficPolicy")] public string ExternalTrafficPolicy { get; init; } = "";
    /// <summary>
    /// The port of each node that says whether it has Pods of the Service. Only with type LoadBalancer and
    /// externalTrafficPolicy Local; one is given where it is 0. Cannot be changed.
    /// </summary>
    [Field(12, "healthCheckNodePort")] public int HealthCheckNodePort { get; init; }
    /// <summary>
    /// DNS and EndpointSlices show Pods as ready that are not. For StatefulSets whose Pods must find each other first.
    /// Defaults to false.
    /// </summary>
    [Field(13, "publishNotReadyAddresses")] public bool PublishNotReadyAddresses { get; init; }
    /// <summary>Settings of sessionAffinity.</summary>
    [Field(14, "sessionAffinityConfig")] public SessionAffinityConfig? SessionAffinityConfig { get; init; }
    /// <summary>
    /// IPv4, IPv6 or both, the first one first. Given by the cluster where it is empty. The first one cannot be
    /// changed. One of: IPv4, IPv6.
    /// </summary>
    [Field(19, "ipFamilies"), Atomic] public IReadOnlyList<string> IpFamilies { get; init; } = [];
    /// <summary>
    /// One family, two where the cluster has two, or two or nothing. Defaults to SingleStack. One of: SingleStack,
    /// PreferDualStack, RequireDualStack.
    /// </summary>
    [Field(17, "ipFamilyPolicy")] public string? IpFamilyPolicy { get; init; }
    /// <summary>
    /// Whether a load balancer also gets ports of the nodes; some need none. Only with type LoadBalancer. Defaults to
    /// true.
    /// </summary>
    [Field(20, "allocateLoadBalancerNodePorts")] public bool? AllocateLoadBalancerNodePorts { get; init; }
    /// <summary>
    /// Which load balancer is used: example.com/internal. Empty: the provider's default. Only with type LoadBalancer.
    /// Cannot be changed.
    /// </summary>
    [Field(21, "loadBalancerClass")] public string? LoadBalancerClass { get; init; }
    /// <summary>
    /// Whether traffic from within the cluster goes to Pods of any node, or only to those of the node it comes from.
    /// Defaults to Cluster. One of: Cluster, Local.
    /// </summary>
    [Field(22, "internalTrafficPolicy")] public string? InternalTrafficPolicy { get; init; }
    /// <summary>
    /// A wish where traffic goes first: to Pods of the same zone or node. One of: PreferClose, PreferSameZone,
    /// PreferSameNode.
    /// </summary>
    [Field(23, "trafficDistribution")] public string? TrafficDistribution { get; init; }
}
