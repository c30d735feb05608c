using System.Net;
using Kubesharp.Linux.Conntrack;
using Kubesharp.Network.Services;

namespace Kubesharp.Network.Proxy.Nftables;

/// <summary>
/// Which tracked UDP flows must be forgotten: those that go to a Service but not to one of its endpoints. A TCP
/// connection ends by itself; a UDP sender that never pauses would stay with a dead endpoint for ever.
/// </summary>
internal sealed class StaleFlows
{
    private const int Udp = 17;

    private readonly Dictionary<(IPAddress Address, int Port), HashSet<IPAddress>> services = [];
    private readonly Dictionary<int, HashSet<IPAddress>> nodePorts = [];

    internal StaleFlows(IEnumerable<ServicePortState> changed)
    {
        foreach (ServicePortState port in changed)
        {
            if (port.Protocol != "udp")
                continue;
            HashSet<IPAddress> endpoints = [.. port.Endpoints.Concat(port.LocalEndpoints)
                .Select(static endpoint => IPAddress.Parse(endpoint.Address))];
            foreach (string address in port.ClusterIPs.Concat(port.ExternalIPs))
                services[(IPAddress.Parse(address), port.Port)] = endpoints;
            if (port.NodePort > 0)
                nodePorts[port.NodePort] = endpoints;
        }
    }

    /// <summary>True when no UDP port changed: then the table need not be read.</summary>
    internal bool IsEmpty => services.Count == 0 && nodePorts.Count == 0;

    internal bool Contains(ConntrackEntry entry)
    {
        if (entry.Protocol != Udp)
            return false;
        if (services.TryGetValue((entry.OriginalDestination, entry.OriginalPort), out HashSet<IPAddress>? endpoints))
            return !endpoints.Contains(entry.ReplySource);
        // Untranslated flows to such a port may be other people's.
        return nodePorts.TryGetValue(entry.OriginalPort, out endpoints)
            && !entry.ReplySource.Equals(entry.OriginalDestination) && !endpoints.Contains(entry.ReplySource);
    }
}
