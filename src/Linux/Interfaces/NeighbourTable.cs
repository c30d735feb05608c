using System.Net;
using System.Net.NetworkInformation;
using Kubesharp.Linux.Netlink;

namespace Kubesharp.Linux.Interfaces;

/// <summary>
/// Permanent neighbours of one interface, by rtnetlink(7): the ARP table and the forwarding table of a tunnel, which
/// differ in their family only. Blocking and quick, as <see cref="InterfaceTable"/>.
/// </summary>
public sealed class NeighbourTable
{
    private const ushort NewNeighbour = 28;
    private const ushort DeleteNeighbour = 29;
    private const ushort GetNeighbour = 30;

    private const ushort Destination = 1;
    private const ushort HardwareAddress = 2;

    private const ushort StatePermanent = 0x80;
    private const byte FlagSelf = 2;

    private readonly byte family;
    private readonly byte flags;

    private NeighbourTable(byte family, byte flags) => (this.family, this.flags) = (family, flags);

    /// <summary>Which hardware address an IPv4 address has.</summary>
    public static NeighbourTable Arp { get; } = new(2, 0);

    /// <summary>Behind which far end of a VXLAN interface a hardware address lives.</summary>
    public static NeighbourTable Forwarding { get; } = new(7, FlagSelf);

    /// <summary>The permanent entries of an interface.</summary>
    public IReadOnlyList<Neighbour> List(int interfaceIndex)
    {
        List<Neighbour> found = [];
        using NetlinkSocket socket = new(NetlinkSocket.Route);
        NetlinkMessage request = Header(new NetlinkMessage(GetNeighbour, NetlinkMessage.Dump), 0, 0);
        socket.Dump("list neighbours", request, (type, payload) =>
        {
            // struct ndmsg: family, padding of three, interface, state, flags, type.
            if (type != NewNeighbour || payload.Length < 12 || payload[0] != family
                || BitConverter.ToInt32(payload[4..]) != interfaceIndex
                || (BitConverter.ToUInt16(payload[8..]) & StatePermanent) == 0)
                return;
            ReadOnlySpan<byte> address = NetlinkAttributes.Find(payload[12..], Destination);
            ReadOnlySpan<byte> hardware = NetlinkAttributes.Find(payload[12..], HardwareAddress);
            if (address.Length == 4 && hardware.Length == 6)
                found.Add(new(new IPAddress(address), new PhysicalAddress(hardware.ToArray())));
        });
        return found;
    }

    /// <summary>Adds an entry, in place of another for the same key.</summary>
    public void Replace(int interfaceIndex, Neighbour neighbour) => Execute(
        $"set neighbour {neighbour.Address}",
        Of(NewNeighbour, interfaceIndex, neighbour, NetlinkMessage.Create | NetlinkMessage.Replace), fine: 0);

    /// <summary>Removes an entry; that it is gone already is no error.</summary>
    public void Remove(int interfaceIndex, Neighbour neighbour) => Execute(
        $"remove neighbour {neighbour.Address}", Of(DeleteNeighbour, interfaceIndex, neighbour, 0),
        SystemCallException.NoEntry);

    private NetlinkMessage Of(ushort type, int interfaceIndex, Neighbour neighbour, int modes) =>
        Header(
            new NetlinkMessage(type, (ushort)(NetlinkMessage.Acknowledge | modes)), interfaceIndex, StatePermanent)
            .Attribute(Destination, neighbour.Address.GetAddressBytes())
            .Attribute(HardwareAddress, neighbour.Hardware.GetAddressBytes());

    private NetlinkMessage Header(NetlinkMessage message, int interfaceIndex, ushort state) =>
        message.Byte(family).Byte(0).Int16(0).Int32((uint)interfaceIndex).Int16(state).Byte(flags).Byte(0);

    private static void Execute(string what, NetlinkMessage request, int fine)
    {
        using NetlinkSocket socket = new(NetlinkSocket.Route);
        int error = socket.TryExecute(what, request);
        if (error != 0 && error != fine)
            throw new SystemCallException(what, error);
    }
}
