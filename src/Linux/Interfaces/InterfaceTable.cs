using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Kubesharp.Linux.Native;
using Kubesharp.Linux.Netlink;

namespace Kubesharp.Linux.Interfaces;

/// <summary>
/// Interfaces, addresses and routes of the calling thread's network namespace, by rtnetlink(7). Blocking and quick:
/// run it through <see cref="Namespaces.NetworkNamespace"/>. Adding what exists and removing what does not are no
/// errors.
/// </summary>
public static class InterfaceTable
{
    private const ushort NewLink = 16;
    private const ushort DeleteLink = 17;
    private const ushort GetLink = 18;
    private const ushort NewAddress = 20;
    private const ushort DeleteAddress = 21;
    private const ushort GetAddress = 22;
    private const ushort NewRoute = 24;

    private const ushort LinkAddress = 1;
    private const ushort LinkName = 3;
    private const ushort LinkMtu = 4;
    private const ushort LinkInfo = 18;
    private const ushort LinkInfoKind = 1;
    private const ushort LinkInfoData = 2;
    private const ushort VxlanId = 1;
    private const ushort VxlanLocal = 4;
    private const ushort VxlanLearning = 7;
    private const ushort VxlanPort = 15;
    private const int LinkHeaderLength = 16;
    private const ushort AddressAddress = 1;
    private const ushort AddressLocal = 2;
    private const ushort RouteDestination = 1;
    private const ushort RouteInterface = 4;
    private const ushort RouteGateway = 5;

    private const uint FlagUp = 1;
    private const byte TableMain = 254;
    private const byte ProtocolBoot = 3;
    private const byte ScopeUniverse = 0;
    private const byte ScopeLink = 253;
    private const byte ScopeHost = 254;
    private const byte TypeUnicast = 1;

    /// <summary>Null when there is no such interface.</summary>
    public static int? IndexOf(string name) => Libc.InterfaceIndex(name) is var index and > 0 ? (int)index : null;

    /// <summary>All IPv4 and IPv6 addresses.</summary>
    public static IReadOnlyList<InterfaceAddress> Addresses()
    {
        List<InterfaceAddress> addresses = [];
        using NetlinkSocket socket = new(NetlinkSocket.Route);
        NetlinkMessage request = new NetlinkMessage(GetAddress, NetlinkMessage.Dump).Int32(0).Int32(0);
        socket.Dump("list addresses", request, (type, payload) =>
        {
            if (type != NewAddress || payload.Length < 8)
                return;
            ReadOnlySpan<byte> attributes = payload[8..];
            // IFA_ADDRESS is the peer on point-to-point links, where IFA_LOCAL is ours; IPv6 has only the former.
            ReadOnlySpan<byte> address = NetlinkAttributes.Find(attributes, AddressLocal);
            if (address.IsEmpty)
                address = NetlinkAttributes.Find(attributes, AddressAddress);
            if (address.Length is 4 or 16)
                addresses.Add(
                    new(BinaryPrimitives.ReadInt32LittleEndian(payload[4..]), new IPAddress(address), payload[1]));
        });
        return addresses;
    }

    /// <summary>All interfaces.</summary>
    public static IReadOnlyList<Link> Links()
    {
        List<Link> links = [];
        EachLink((index, attributes) =>
        {
            ReadOnlySpan<byte> name = NetlinkAttributes.Find(attributes, LinkName);
            ReadOnlySpan<byte> mtu = NetlinkAttributes.Find(attributes, LinkMtu);
            if (!name.IsEmpty && mtu.Length == 4)
                links.Add(new(index, Encoding.UTF8.GetString(name.TrimEnd((byte)0)), BitConverter.ToInt32(mtu)));
        });
        return links;
    }

    /// <summary>The VXLAN interface of a name; null when there is none.</summary>
    public static VxlanLink? Vxlan(string name)
    {
        VxlanLink? found = null;
        if (IndexOf(name) is not { } wanted)
            return null;
        EachLink((index, attributes) =>
        {
            ReadOnlySpan<byte> info = NetlinkAttributes.Find(attributes, LinkInfo);
            ReadOnlySpan<byte> kind = NetlinkAttributes.Find(info, LinkInfoKind).TrimEnd((byte)0);
            if (index != wanted || !kind.SequenceEqual("vxlan"u8))
                return;
            ReadOnlySpan<byte> data = NetlinkAttributes.Find(info, LinkInfoData);
            ReadOnlySpan<byte> local = NetlinkAttributes.Find(data, VxlanLocal);
            ReadOnlySpan<byte> port = NetlinkAttributes.Find(data, VxlanPort);
            found = new(
                name, BitConverter.ToInt32(NetlinkAttributes.Find(data, VxlanId)),
                local.Length == 4 ? new IPAddress(local) : IPAddress.Any, BinaryPrimitives.ReadUInt16BigEndian(port),
                new PhysicalAddress(NetlinkAttributes.Find(attributes, LinkAddress).ToArray()),
                BitConverter.ToInt32(NetlinkAttributes.Find(attributes, LinkMtu)));
        });
        return found;
    }

    /// <summary>Creates a VXLAN interface. Throws when there is an interface of that name.</summary>
    public static void CreateVxlan(VxlanLink link)
    {
        byte[] port = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(port, (ushort)link.Port);
        NetlinkMessage request = LinkMessage(NewLink, 0, 0, NetlinkMessage.Create | NetlinkMessage.Exclusive)
            .Attribute(LinkName, link.Name)
            .Attribute(LinkAddress, link.Hardware.GetAddressBytes())
            .Attribute(LinkMtu, (uint)link.Mtu)
            .Nest(LinkInfo, info => info.Attribute(LinkInfoKind, "vxlan").Nest(LinkInfoData, data => data
                .Attribute(VxlanId, (uint)link.Vni)
                .Attribute(VxlanLocal, link.Local.GetAddressBytes())
                .Attribute(VxlanLearning, [0])
                .Attribute(VxlanPort, port)));
        Execute($"create {link.Name}", request);
    }

    /// <summary>Creates a bridge unless an interface of that name exists.</summary>
    public static void CreateBridge(string name)
    {
        if (IndexOf(name) is not null)
            return;
        NetlinkMessage request = LinkMessage(NewLink, 0, 0, NetlinkMessage.Create | NetlinkMessage.Exclusive)
            .Attribute(LinkName, name)
            .Nest(LinkInfo, static info => info.Attribute(LinkInfoKind, "bridge"));
        Execute($"create bridge {name}", request, SystemCallException.Exists);
    }

    public static void SetUp(string name) =>
        Execute($"set {name} up", LinkMessage(NewLink, Require(name), FlagUp, 0));

    /// <summary>Deletes an interface, such as a bridge.</summary>
    public static void Delete(string name)
    {
        if (IndexOf(name) is { } index)
            Execute($"delete {name}", LinkMessage(DeleteLink, index, 0, 0), SystemCallException.NoDevice);
    }

    public static void AddAddress(string name, IPAddress address, int prefixLength) =>
        Execute($"add {address}/{prefixLength} to {name}",
            AddressMessage(
                NewAddress, Require(name), address, prefixLength, NetlinkMessage.Create | NetlinkMessage.Exclusive),
            SystemCallException.Exists);

    public static void RemoveAddress(string name, IPAddress address, int prefixLength)
    {
        if (IndexOf(name) is { } index)
        {
            Execute($"remove {address}/{prefixLength} from {name}",
                AddressMessage(DeleteAddress, index, address, prefixLength, 0),
                SystemCallException.AddressNotAvailable);
        }
    }

    /// <summary>
    /// A route of the main table: through a gateway, or straight out of an interface when that is null.
    /// </summary>
    public static void AddRoute(IPNetwork destination, IPAddress? gateway, string interfaceName)
    {
        NetlinkMessage request = new NetlinkMessage(NewRoute,
                NetlinkMessage.Acknowledge | NetlinkMessage.Create | NetlinkMessage.Exclusive)
            .Byte(Family(destination.BaseAddress)).Byte((byte)destination.PrefixLength).Byte(0).Byte(0)
            .Byte(TableMain).Byte(ProtocolBoot).Byte(gateway is null ? ScopeLink : ScopeUniverse).Byte(TypeUnicast)
            .Int32(0)
            .Attribute(RouteInterface, (uint)Require(interfaceName));
        if (destination.PrefixLength > 0)
            request.Attribute(RouteDestination, destination.BaseAddress.GetAddressBytes());
        if (gateway is not null)
            request.Attribute(RouteGateway, gateway.GetAddressBytes());
        Execute($"add route {destination}", request, SystemCallException.Exists);
    }

    private delegate void LinkReceiver(int index, ReadOnlySpan<byte> attributes);

    private static void EachLink(LinkReceiver receive)
    {
        using NetlinkSocket socket = new(NetlinkSocket.Route);
        NetlinkMessage request = new NetlinkMessage(GetLink, NetlinkMessage.Dump)
            .Byte(0).Byte(0).Int16(0).Int32(0).Int32(0).Int32(0);
        socket.Dump("list interfaces", request, (type, payload) =>
        {
            if (type == NewLink && payload.Length >= LinkHeaderLength)
                receive(BinaryPrimitives.ReadInt32LittleEndian(payload[4..]), payload[LinkHeaderLength..]);
        });
    }

    private static int Require(string name) =>
        IndexOf(name) ?? throw new SystemCallException($"interface {name}", SystemCallException.NoDevice);

    private static void Execute(string what, NetlinkMessage request, int? fine = null)
    {
        using NetlinkSocket socket = new(NetlinkSocket.Route);
        int error = socket.TryExecute(what, request);
        if (error != 0 && error != fine)
            throw new SystemCallException(what, error);
    }

    // struct ifinfomsg: family, pad, type, index, flags, change mask.
    private static NetlinkMessage LinkMessage(ushort type, int index, uint flags, int modes) =>
        new NetlinkMessage(type, (ushort)(NetlinkMessage.Acknowledge | modes))
            .Byte(0).Byte(0).Int16(0).Int32((uint)index).Int32(flags).Int32(flags);

    // struct ifaddrmsg: family, prefix length, flags, scope, index.
    private static NetlinkMessage AddressMessage(ushort type, int index, IPAddress address, int prefixLength, int modes)
    {
        byte[] bytes = address.GetAddressBytes();
        return new NetlinkMessage(type, (ushort)(NetlinkMessage.Acknowledge | modes))
            .Byte(Family(address)).Byte((byte)prefixLength).Byte(0)
            .Byte(IPAddress.IsLoopback(address) ? ScopeHost : ScopeUniverse)
            .Int32((uint)index)
            .Attribute(AddressLocal, bytes)
            .Attribute(AddressAddress, bytes);
    }

    private static byte Family(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? (byte)2 : (byte)10;
}
