using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Kubesharp.Linux.Namespaces;

namespace Kubesharp.Network;

/// <summary>
/// The network of one node of one cluster. Two clusters can share a machine when their bridge, table, ranges and DNS
/// address differ.
/// </summary>
public sealed record NetworkOptions
{
    public required string NodeName { get; init; }

    /// <summary>
    /// Where the CNI configuration and the address reservations lie: <c>DIR/cni/net.d</c>, <c>DIR/cni/ipam</c>.
    /// </summary>
    public required string DataDirectory { get; init; }

    /// <summary>
    /// The node's own address, by which the others reach it. Null, or on no interface: Pods of other nodes are not
    /// reached.
    /// </summary>
    public IPAddress? NodeAddress { get; init; }

    /// <summary>
    /// The addresses of all pods of the cluster, of which each node has a part: what leaves this range is masqueraded.
    /// </summary>
    public IPNetwork ClusterCidr { get; init; } = IPNetwork.Parse("10.42.0.0/16");

    public IPNetwork ServiceCidr { get; init; } = IPNetwork.Parse("10.43.0.0/16");

    /// <summary>Where the DNS server listens, on port 53. An address of <see cref="ServiceCidr"/>.</summary>
    public IPAddress ClusterDns { get; init; } = IPAddress.Parse("10.43.0.10");

    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>The bridge that pods hang on. At most 15 characters, as the kernel has it.</summary>
    public string Bridge { get; init; } = "kubesharp0";

    /// <summary>The VXLAN interface to nodes that are not on the same link. At most 15 characters.</summary>
    public string Tunnel { get; init; } = "kubesharp.1";

    /// <summary>The nftables table of this cluster, in the family ip.</summary>
    public string Table { get; init; } = "kubesharp";

    /// <summary>The name of the CNI network.</summary>
    public string CniName { get; init; } = "kubesharp";

    /// <summary>Where the CNI plugins bridge, host-local, portmap and loopback are. Debian's place.</summary>
    public string CniBinDirectory { get; init; } = "/usr/lib/cni";

    /// <summary>The packet mark for "masquerade on the way out". One bit, the one kube-proxy uses.</summary>
    public uint MasqueradeMark { get; init; } = 0x4000;

    /// <summary>Where names outside the cluster are asked for; null: the servers in /etc/resolv.conf.</summary>
    public IReadOnlyList<IPEndPoint>? Resolvers { get; init; }

    /// <summary>Off: the proxy treats <see cref="ClusterDns"/> like any other Service address.</summary>
    public bool DnsEnabled { get; init; } = true;

    /// <summary>The node's network namespace, which need not be that of this process.</summary>
    public NetworkNamespace NetworkNamespace { get; init; } = NetworkNamespace.Current;

    public string CniConfigurationDirectory => Path.Combine(DataDirectory, "cni", "net.d");

    /// <summary>The bridge's address: the first of a node's Pod network behind the network's own.</summary>
    public static IPAddress GatewayOf(IPNetwork pods) => AddressAt(pods, 1);

    /// <summary>Every violation, as sentences; empty when the options can work.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> violations = [];
        if (NodeName.Length == 0)
            violations.Add("nodeName is empty.");
        if (Bridge.Length is 0 or > 15 || Bridge.AsSpan().ContainsAny('/', ' ', '"'))
            violations.Add($"bridge \"{Bridge}\" is no interface name: 1 to 15 characters without blanks and slashes.");
        if (Table.Length == 0 || !char.IsAsciiLetter(Table[0])
            || !Table.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            violations.Add($"table \"{Table}\" is no nftables name: a letter, then letters, digits, dashes.");
        }
        if (ClusterCidr.BaseAddress.AddressFamily != AddressFamily.InterNetwork)
            violations.Add($"clusterCidr {ClusterCidr} is not of IPv4, the one family of the Pod network.");
        if (ClusterCidr.Contains(ServiceCidr.BaseAddress) || ServiceCidr.Contains(ClusterCidr.BaseAddress))
            violations.Add($"serviceCidr {ServiceCidr} and clusterCidr {ClusterCidr} overlap.");
        if (!ServiceCidr.Contains(ClusterDns))
            violations.Add($"clusterDns {ClusterDns} is not inside serviceCidr {ServiceCidr}.");
        return violations;
    }

    private static IPAddress AddressAt(IPNetwork network, uint offset)
    {
        byte[] bytes = network.BaseAddress.GetAddressBytes();
        uint address = BinaryPrimitives.ReadUInt32BigEndian(bytes) + offset;
        BinaryPrimitives.WriteUInt32BigEndian(bytes, address);
        return new IPAddress(bytes);
    }
}
