using System.Net;
using System.Net.Sockets;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Network.Services;
using EndpointPort = Kubesharp.Api.Discovery.EndpointPort;

namespace Kubesharp.Network.Dns;

/// <summary>What DNS says of one Service, prepared so that an answer only copies bytes.</summary>
internal sealed class ServiceRecords
{
    private ServiceRecords(Service service)
    {
        Namespace = service.Metadata.Namespace;
        Name = service.Metadata.Name;
    }

    internal string Namespace { get; }
    internal string Name { get; }
    /// <summary>Set for an ExternalName: its target without the last dot, in lower case.</summary>
    internal string? CanonicalName { get; private init; }
    /// <summary>4 or 16 bytes each: the cluster addresses, or those of the endpoints of a headless Service.</summary>
    internal IReadOnlyList<byte[]> Addresses { get; private init; } = [];
    /// <summary>Addresses of endpoints by their host name.</summary>
    internal Dictionary<string, byte[][]> Hosts { get; private init; } = [];
    internal IReadOnlyList<ServicePortRecord> Ports { get; private init; } = [];
    internal bool IsHeadless { get; private init; }
    /// <summary>Host names by address, for reverse lookups; "" stands for the Service itself.</summary>
    internal IReadOnlyList<(IPAddress Address, string Host)> Reverse { get; private init; } = [];

    /// <summary>Null for slices without a Service.</summary>
    internal static ServiceRecords? For(ServiceEntry entry)
    {
        if (entry.Service is not { } service)
            return null;
        ServiceSpec spec = service.Spec;
        if (spec.Type == ServiceType.ExternalName)
            return new ServiceRecords(service) { CanonicalName = spec.ExternalName.TrimEnd('.').ToLowerInvariant() };

        bool headless = spec.ClusterIP == "None" || spec.ClusterIPs.Contains("None");
        List<Host> hosts = HostsOf(entry, spec.PublishNotReadyAddresses);
        List<IPAddress> own = headless ? [] : ClusterIPsOf(spec);
        return new ServiceRecords(service)
        {
            IsHeadless = headless,
            Addresses = [.. (headless ? hosts.Select(static host => host.Address).Distinct() : own)
                .Select(static address => address.GetAddressBytes())],
            Hosts = hosts.GroupBy(static host => host.Name, StringComparer.Ordinal).ToDictionary(
                static group => group.Key,
                static group => group.Select(static host => host.Address).Distinct()
                    .Select(static address => address.GetAddressBytes()).ToArray(),
                StringComparer.Ordinal),
            Ports = headless ? HeadlessPorts(hosts) : ClusterPorts(spec),
            Reverse = [.. own.Select(static address => (address, "")),
                .. hosts.Where(host => headless || host.IsNamed)
                    .Select(static host => (host.Address, host.Name)).Distinct()],
        };
    }

    private static List<IPAddress> ClusterIPsOf(ServiceSpec spec)
    {
        List<IPAddress> addresses = [];
        foreach (string text in spec.ClusterIPs.Count > 0 ? spec.ClusterIPs : [spec.ClusterIP])
        {
            if (IPAddress.TryParse(text, out IPAddress? address))
                addresses.Add(address);
        }
        return addresses;
    }

    private static List<Host> HostsOf(ServiceEntry entry, bool publishNotReady)
    {
        List<Host> hosts = [];
        foreach (EndpointSlice slice in entry.Slices.Values)
        {
            if (slice.AddressType is not ("IPv4" or "IPv6"))
                continue;
            foreach (Endpoint endpoint in slice.Endpoints)
            {
                if (!publishNotReady && endpoint.Conditions.Ready == false)
                    continue;
                foreach (string text in endpoint.Addresses)
                {
                    if (!IPAddress.TryParse(text, out IPAddress? address))
                        continue;
                    bool isNamed = !string.IsNullOrEmpty(endpoint.Hostname);
                    hosts.Add(new Host(HostName(endpoint, address), address, isNamed, slice.Ports));
                }
            }
        }
        return hosts;
    }

    // Endpoints without a host name are named after their address: 10-42-0-7.
    private static string HostName(Endpoint endpoint, IPAddress address) =>
        !string.IsNullOrEmpty(endpoint.Hostname)
            ? endpoint.Hostname.ToLowerInvariant()
            : address.ToString().Replace(address.AddressFamily == AddressFamily.InterNetwork ? '.' : ':', '-');

    private static IReadOnlyList<ServicePortRecord> ClusterPorts(ServiceSpec spec) =>
    [
        .. spec.Ports.Where(static port => port.Name.Length > 0)
            .Select(static port => new ServicePortRecord(port.Name, ProtocolOf(port.Protocol), (ushort)port.Port, "")),
    ];

    private static IReadOnlyList<ServicePortRecord> HeadlessPorts(List<Host> hosts) =>
    [
        .. hosts.SelectMany(static host => host.Ports
                .Where(static port => !string.IsNullOrEmpty(port.Name) && port.Port is not null)
                .Select(port => new ServicePortRecord(
                    port.Name!, ProtocolOf(port.Protocol), (ushort)port.Port!.Value, host.Name)))
            .Distinct(),
    ];

    private static string ProtocolOf(string? protocol) =>
        string.IsNullOrEmpty(protocol) ? "tcp" : protocol.ToLowerInvariant();

    private readonly record struct Host(
        string Name, IPAddress Address, bool IsNamed, IReadOnlyList<EndpointPort> Ports);
}
