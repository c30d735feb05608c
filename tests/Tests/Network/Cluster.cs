using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Network;
using Kubesharp.Network.Services;
using EndpointPort = Kubesharp.Api.Discovery.EndpointPort;

namespace Kubesharp.Tests.Network;

/// <summary>Services and slices as short as the tests' tables want them.</summary>
internal static class Cluster
{
    internal static NetworkOptions Options { get; } = new()
    {
        NodeName = "n0",
        DataDirectory = "/var/lib/test",
        Resolvers = [],
    };

    internal static Service Service(string name, string clusterIP, params ServicePort[] ports) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = name },
        Spec = new ServiceSpec
        {
            Type = ServiceType.ClusterIP,
            ClusterIP = clusterIP,
            ClusterIPs = [clusterIP],
            Ports = ports,
        },
    };

    internal static ServicePort Port(int port, string name = "", string protocol = "TCP", int nodePort = 0) =>
        new() { Name = name, Port = port, Protocol = protocol, NodePort = nodePort };

    internal static EndpointSlice Slice(string service, string portName, int port, params Endpoint[] endpoints) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = "default",
            Name = $"{service}-{portName}{port}",
            Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = service },
        },
        AddressType = "IPv4",
        Ports = [new EndpointPort { Name = portName, Port = port, Protocol = "TCP" }],
        Endpoints = endpoints,
    };

    internal static Endpoint Ready(string address, string node = "n0", string? hostname = null) => new()
    {
        Addresses = [address],
        NodeName = node,
        Hostname = hostname,
        Conditions = new EndpointConditions { Ready = true, Serving = true, Terminating = false },
    };

    internal static Endpoint NotReady(string address) => new()
    {
        Addresses = [address],
        NodeName = "n0",
        Conditions = new EndpointConditions { Ready = false, Serving = false, Terminating = false },
    };

    internal static Endpoint Terminating(string address, bool serving = true) => new()
    {
        Addresses = [address],
        NodeName = "n0",
        Conditions = new EndpointConditions { Ready = false, Serving = serving, Terminating = true },
    };

    internal static ServiceMap Map(Service service, params EndpointSlice[] slices) =>
        slices.Aggregate(ServiceMap.Empty.With(null, service), static (map, slice) => map.With(null, slice));

    internal static ServiceMap And(this ServiceMap map, Service service, params EndpointSlice[] slices) =>
        slices.Aggregate(map.With(null, service), static (all, slice) => all.With(null, slice));

    internal static IReadOnlyList<ServicePortState> States(ServiceMap map) =>
    [
        .. map.Entries.OrderBy(static pair => pair.Key)
            .SelectMany(static pair => ServicePortState.For(pair.Value, "n0")),
    ];
}
