using System.Net;
using System.Net.Sockets;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using EndpointPort = Kubesharp.Api.Discovery.EndpointPort;

namespace Kubesharp.Network.Services;

/// <summary>
/// What the proxy must do for one port of one Service: where it is reached, and where connections go.
/// </summary>
public sealed record ServicePortState
{
    private const int AffinitySecondsDefault = 10_800; // Three hours: the API's default.

    public required string Namespace { get; init; }
    public required string Name { get; init; }
    /// <summary>tcp, udp or sctp.</summary>
    public required string Protocol { get; init; }
    public required int Port { get; init; }
    /// <summary>0: none.</summary>
    public required int NodePort { get; init; }
    public required IReadOnlyList<string> ClusterIPs { get; init; }
    /// <summary>spec.externalIPs and the load balancer's addresses.</summary>
    public required IReadOnlyList<string> ExternalIPs { get; init; }
    /// <summary>Connections from inside the cluster stay on their node.</summary>
    public required bool InternalLocal { get; init; }
    /// <summary>Connections from outside stay on the node they came to, with their source address.</summary>
    public required bool ExternalLocal { get; init; }
    /// <summary>How long a client address stays with its endpoint; 0: no affinity.</summary>
    public required int AffinitySeconds { get; init; }
    /// <summary>The endpoints of the whole cluster that take new connections.</summary>
    public required IReadOnlyList<ServiceEndpoint> Endpoints { get; init; }
    /// <summary>Those of this node.</summary>
    public required IReadOnlyList<ServiceEndpoint> LocalEndpoints { get; init; }

    /// <summary>The ports of a Service; none when it is headless, an ExternalName, or gone.</summary>
    public static IReadOnlyList<ServicePortState> For(ServiceEntry entry, string nodeName)
    {
        if (entry.Service is not { } service || service.Spec.Type == ServiceType.ExternalName)
            return [];
        IReadOnlyList<string> clusterIPs = ClusterIPsOf(service.Spec);
        if (clusterIPs.Count == 0)
            return [];
        IReadOnlyList<string> externalIPs =
        [
            .. service.Spec.ExternalIPs.Where(IsIPv4),
            .. service.Status.LoadBalancer.Ingress
                .Where(static ingress => IsIPv4(ingress.Ip) && ingress.IpMode is null or LoadBalancerIPMode.VIP)
                .Select(static ingress => ingress.Ip),
        ];
        return [.. service.Spec.Ports.Select(
            port => For(service, port, clusterIPs, [.. externalIPs.Distinct()], entry, nodeName))];
    }

    private static ServicePortState For(
        Service service, ServicePort port, IReadOnlyList<string> clusterIPs, IReadOnlyList<string> externalIPs,
        ServiceEntry entry, string nodeName)
    {
        List<Candidate> candidates = CandidatesOf(entry, port, nodeName);
        return new ServicePortState
        {
            Namespace = service.Metadata.Namespace,
            Name = service.Metadata.Name,
            Protocol = ProtocolOf(port.Protocol).ToLowerInvariant(),
            Port = port.Port,
            NodePort = port.NodePort,
            ClusterIPs = clusterIPs,
            ExternalIPs = externalIPs,
            InternalLocal = service.Spec.InternalTrafficPolicy == ServiceInternalTrafficPolicy.Local,
            ExternalLocal = service.Spec.ExternalTrafficPolicy == ServiceExternalTrafficPolicy.Local,
            AffinitySeconds = service.Spec.SessionAffinity == ServiceAffinity.ClientIP
                ? service.Spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds ?? AffinitySecondsDefault
                : 0,
            Endpoints = Usable(candidates),
            LocalEndpoints = Usable(candidates.FindAll(static candidate => candidate.Endpoint.IsLocal)),
        };
    }

    // Ready endpoints take new connections. When there is none, those that still serve while they terminate do: a slow
    // answer beats none (KEP-1669).
    private static IReadOnlyList<ServiceEndpoint> Usable(List<Candidate> candidates)
    {
        IReadOnlyList<ServiceEndpoint> ready = Ordered(candidates.Where(static candidate => candidate.IsReady));
        return ready.Count > 0 ? ready : Ordered(
            candidates.Where(static candidate => candidate.ServesWhileTerminating));
    }

    private static IReadOnlyList<ServiceEndpoint> Ordered(IEnumerable<Candidate> candidates) =>
    [
        .. candidates.Select(static candidate => candidate.Endpoint).Distinct()
            .OrderBy(static endpoint => endpoint.Address, StringComparer.Ordinal)
            .ThenBy(static endpoint => endpoint.Port),
    ];

    private static List<Candidate> CandidatesOf(ServiceEntry entry, ServicePort servicePort, string nodeName)
    {
        List<Candidate> candidates = [];
        foreach (EndpointSlice slice in entry.Slices.Values)
        {
            if (slice.AddressType != "IPv4" || PortOf(slice, servicePort) is not { } port)
                continue;
            foreach (Endpoint endpoint in slice.Endpoints)
            {
                // All addresses of an endpoint are the same pod; like everybody, use the first.
                if (endpoint.Addresses.Count == 0 || !IsIPv4(endpoint.Addresses[0]))
                    continue;
                bool local = endpoint.NodeName is null || endpoint.NodeName == nodeName;
                bool ready = endpoint.Conditions.Ready ?? true;
                bool serving = endpoint.Conditions.Serving ?? ready;
                candidates.Add(new Candidate(
                    new ServiceEndpoint(endpoint.Addresses[0], port, local), ready,
                    serving && endpoint.Conditions.Terminating == true));
            }
        }
        return candidates;
    }

    // A slice's port belongs to the Service port of the same name; the number may differ from pod to pod, so each
    // combination of numbers has a slice of its own.
    private static int? PortOf(EndpointSlice slice, ServicePort servicePort)
    {
        foreach (EndpointPort port in slice.Ports)
        {
            if ((port.Name ?? "") == servicePort.Name && ProtocolOf(port.Protocol) == ProtocolOf(servicePort.Protocol))
                return port.Port;
        }
        return null;
    }

    private static string ProtocolOf(string? protocol) =>
        string.IsNullOrEmpty(protocol) ? Api.Core.Protocol.TCP : protocol;

    private static IReadOnlyList<string> ClusterIPsOf(ServiceSpec spec)
    {
        IReadOnlyList<string> given = spec.ClusterIPs.Count > 0 ? spec.ClusterIPs : [spec.ClusterIP];
        return [.. given.Where(IsIPv4)];
    }

    // Also keeps anything but an address out of the ruleset's text.
    private static bool IsIPv4(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork
        && address.ToString() == text;

    private readonly record struct Candidate(ServiceEndpoint Endpoint, bool IsReady, bool ServesWhileTerminating);
}
