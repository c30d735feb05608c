using System.Net;
using System.Net.NetworkInformation;
using Kubesharp.Linux.Interfaces;

namespace Kubesharp.Network.PodNetworks;

/// <summary>
/// How Pods of other nodes are reached from here: over the link that both nodes are on, or through the tunnel. Pure.
/// </summary>
internal sealed record RoutePlan
{
    /// <summary>
    /// What IPv4, UDP, VXLAN and the inner Ethernet header take of a packet, in bytes (RFC 7348).
    /// </summary>
    public const int TunnelOverhead = 50;

    private const int Vni = 1;
    // The port that IANA gave to VXLAN.
    private const int Port = 4789;

    public static RoutePlan Nothing { get; } = new();

    /// <summary>Pod networks whose node is a neighbour, by network, and that node's address.</summary>
    public IReadOnlyDictionary<IPNetwork, IPAddress> Direct { get; init; } = new Dictionary<IPNetwork, IPAddress>();

    /// <summary>The others, and the address of the node behind the tunnel.</summary>
    public IReadOnlyDictionary<IPNetwork, IPAddress> Tunnelled { get; init; } = new Dictionary<IPNetwork, IPAddress>();

    /// <summary>This node's end of the tunnel; null when nobody is behind one.</summary>
    public VxlanLink? Tunnel { get; init; }

    /// <summary>
    /// The address of a node's end of the tunnel: the first of its Pod network, which no Pod gets.
    /// </summary>
    public static IPAddress EndOf(IPNetwork pods) => pods.BaseAddress;

    /// <summary>
    /// The hardware address of a node's end of the tunnel. It follows from its Pod network, so that nodes need not tell
    /// each other: 0a for "locally administered", 6b, and the four bytes of the address.
    /// </summary>
    public static PhysicalAddress HardwareOf(IPNetwork pods) => new([0x0a, 0x6b, .. EndOf(pods).GetAddressBytes()]);

    /// <param name="cluster">The network of all Pods: no route leaves it, whatever a Node says.</param>
    public static RoutePlan For(
        IPNetwork own, NodeLink link, IEnumerable<PeerNode> peers, IPNetwork cluster, string tunnelName)
    {
        Dictionary<IPNetwork, IPAddress> direct = [], tunnelled = [];
        // By name, so that of two nodes that claim one network the same wins on each look.
        foreach (PeerNode peer in peers.OrderBy(static peer => peer.Name, StringComparer.Ordinal))
        {
            if (peer is not { Address: { } address, Pods: { } pods } || pods.Equals(own) || address.Equals(link.Address)
                || !cluster.Contains(pods.BaseAddress) || pods.PrefixLength < cluster.PrefixLength)
                continue;
            (link.Subnet.Contains(address) ? direct : tunnelled).TryAdd(pods, address);
        }
        return new()
        {
            Direct = direct,
            Tunnelled = tunnelled,
            Tunnel = tunnelled.Count == 0
                ? null
                : new(tunnelName, Vni, link.Address, Port, HardwareOf(own), link.Mtu - TunnelOverhead),
        };
    }
}
