using System.Net;
using Kubesharp.Linux.Netlink;

namespace Kubesharp.Linux.Interfaces;

/// <summary>
/// IPv4 routes through gateways, in the main table of the calling thread's network namespace, by rtnetlink(7). Blocking
/// and quick, as <see cref="InterfaceTable"/>. A protocol number tells one program's routes from everybody else's.
/// </summary>
public static class RouteTable
{
    private const ushort NewRoute = 24;
    private const ushort DeleteRoute = 25;
    private const ushort GetRoute = 26;

    private const ushort Destination = 1;
    private const ushort Interface = 4;
    private const ushort Gateway = 5;

    private const byte FamilyIPv4 = 2;
    private const byte TableMain = 254;
    private const byte TypeUnicast = 1;
    private const uint FlagOnLink = 4;

    /// <summary>All routes that carry a protocol number and have a gateway.</summary>
    public static IReadOnlyList<Route> List(byte protocol)
    {
        List<Route> routes = [];
        using NetlinkSocket socket = new(NetlinkSocket.Route);
        NetlinkMessage request = Header(new NetlinkMessage(GetRoute, NetlinkMessage.Dump), 0, 0, 0);
        socket.Dump("list routes", request, (type, payload) =>
        {
            // struct rtmsg: family, destination length, source length, tos, table, protocol, scope, type, flags.
            if (type != NewRoute || payload.Length < 12 || payload[0] != FamilyIPv4 || payload[4] != TableMain
                || payload[5] != protocol)
                return;
            ReadOnlySpan<byte> attributes = payload[12..];
            ReadOnlySpan<byte> destination = NetlinkAttributes.Find(attributes, Destination);
            ReadOnlySpan<byte> gateway = NetlinkAttributes.Find(attributes, Gateway);
            ReadOnlySpan<byte> link = NetlinkAttributes.Find(attributes, Interface);
            if (destination.Length != 4 || gateway.Length != 4 || link.Length != 4)
                return;
            routes.Add(new(
                new IPNetwork(new IPAddress(destination), payload[1]), new IPAddress(gateway),
                BitConverter.ToInt32(link), (BitConverter.ToUInt32(payload[8..]) & FlagOnLink) != 0));
        });
        return routes;
    }

    /// <summary>Adds a route, in place of another to the same network.</summary>
    public static void Replace(Route route, byte protocol) => Execute(
        $"set route {route.Destination}",
        Of(route, protocol, NewRoute, NetlinkMessage.Create | NetlinkMessage.Replace), fine: []);

    /// <summary>Removes a route; that it is gone already is no error.</summary>
    public static void Remove(Route route, byte protocol) => Execute(
        $"remove route {route.Destination}", Of(route, protocol, DeleteRoute, 0),
        fine: [SystemCallException.NoProcess, SystemCallException.NoDevice]);

    private static NetlinkMessage Of(Route route, byte protocol, ushort type, int modes)
    {
        NetlinkMessage request = Header(
            new NetlinkMessage(type, (ushort)(NetlinkMessage.Acknowledge | modes)),
            (byte)route.Destination.PrefixLength, protocol, route.OnLink ? FlagOnLink : 0);
        return request
            .Attribute(Destination, route.Destination.BaseAddress.GetAddressBytes())
            .Attribute(Gateway, route.Gateway.GetAddressBytes())
            .Attribute(Interface, (uint)route.InterfaceIndex);
    }

    private static NetlinkMessage Header(NetlinkMessage message, byte length, byte protocol, uint flags) =>
        message.Byte(FamilyIPv4).Byte(length).Byte(0).Byte(0).Byte(TableMain).Byte(protocol).Byte(0).Byte(TypeUnicast)
            .Int32(flags);

    private static void Execute(string what, NetlinkMessage request, ReadOnlySpan<int> fine)
    {
        using NetlinkSocket socket = new(NetlinkSocket.Route);
        int error = socket.TryExecute(what, request);
        if (error != 0 && !fine.Contains(error))
            throw new SystemCallException(what, error);
    }
}
