using System.Net;
using Kubesharp.Linux.Interfaces;

namespace Kubesharp.Network.PodNetworks;

/// <summary>The interface that has the node's own address: what is in its subnet is a neighbour on that link.</summary>
internal sealed record NodeLink(int InterfaceIndex, IPAddress Address, IPNetwork Subnet, int Mtu)
{
    /// <summary>
    /// Null when no interface has the address, or only loopback: nothing is known of a link to others then. Inside the
    /// node's network namespace.
    /// </summary>
    public static NodeLink? Find(IPAddress? address)
    {
        if (address is null || IPAddress.IsLoopback(address)
            || InterfaceTable.Addresses().FirstOrDefault(one => one.Address.Equals(address)) is not { } found)
            return null;
        int mtu = InterfaceTable.Links().FirstOrDefault(link => link.Index == found.InterfaceIndex)?.Mtu ?? 1500;
        return new(found.InterfaceIndex, address, SubnetOf(address, found.PrefixLength), mtu);
    }

    internal static IPNetwork SubnetOf(IPAddress address, int prefixLength)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int bit = prefixLength; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new(new IPAddress(bytes), prefixLength);
    }
}
