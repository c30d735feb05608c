using System.Buffers.Binary;
using System.Net;
using Kubesharp.Linux.Netlink;

namespace Kubesharp.Linux.Conntrack;

/// <summary>
/// The kernel's table of tracked flows in the calling thread's network namespace, by ctnetlink. Blocking: run it
/// through
/// <see cref="Namespaces.NetworkNamespace"/>.
/// </summary>
public static class ConntrackTable
{
    private const ushort Get = (1 << 8) | 1; // NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET
    private const ushort Delete = (1 << 8) | 2;
    private const ushort TupleOriginal = 1;
    private const ushort TupleReply = 2;
    private const ushort Identifier = 12;
    private const int TupleAddresses = 1;
    private const int TupleProtocol = 2;
    private const int AddressSource = 1;
    private const int AddressDestination = 2;
    private const int ProtocolNumber = 1;
    private const int ProtocolSourcePort = 2;
    private const int ProtocolDestinationPort = 3;
    private const byte FamilyInternet = 2;

    /// <summary>Forgets every IPv4 flow that the predicate picks, so that its next packet is judged afresh.</summary>
    /// <returns>How many went.</returns>
    public static int DeleteWhere(Func<ConntrackEntry, bool> predicate)
    {
        using NetlinkSocket socket = new(NetlinkSocket.Netfilter);
        List<(byte[] Tuple, byte[] Id)> chosen = [];
        socket.Dump("list conntrack", Header(Get, NetlinkMessage.Dump), (_, payload) =>
        {
            ReadOnlySpan<byte> attributes = payload[4..]; // struct nfgenmsg
            if (Read(attributes) is { } entry && predicate(entry))
            {
                chosen.Add((NetlinkAttributes.Find(attributes, TupleOriginal).ToArray(),
                    NetlinkAttributes.Find(attributes, Identifier).ToArray()));
            }
        });
        int deleted = 0;
        foreach ((byte[] tuple, byte[] id) in chosen)
        {
            NetlinkMessage request = Header(Delete, NetlinkMessage.Acknowledge)
                .Attribute(TupleOriginal | NetlinkMessage.Nested, tuple);
            if (id.Length > 0)
                request.Attribute(Identifier, id);
            int error = socket.TryExecute("delete conntrack", request);
            if (error == 0)
                deleted++;
            else if (error != SystemCallException.NoEntry) // Expired between the dump and now.
                throw new SystemCallException("delete conntrack", error);
        }
        return deleted;
    }

    private static NetlinkMessage Header(ushort type, ushort flags) =>
        new NetlinkMessage(type, flags).Byte(FamilyInternet).Byte(0).Int16(0);

    private static ConntrackEntry? Read(ReadOnlySpan<byte> attributes)
    {
        ReadOnlySpan<byte> original = NetlinkAttributes.Find(attributes, TupleOriginal);
        ReadOnlySpan<byte> reply = NetlinkAttributes.Find(attributes, TupleReply);
        ReadOnlySpan<byte> originalAddresses = NetlinkAttributes.Find(original, TupleAddresses);
        ReadOnlySpan<byte> replyAddresses = NetlinkAttributes.Find(reply, TupleAddresses);
        ReadOnlySpan<byte> protocol = NetlinkAttributes.Find(
            NetlinkAttributes.Find(original, TupleProtocol), ProtocolNumber);
        ReadOnlySpan<byte> source = NetlinkAttributes.Find(originalAddresses, AddressSource);
        ReadOnlySpan<byte> destination = NetlinkAttributes.Find(originalAddresses, AddressDestination);
        ReadOnlySpan<byte> replySource = NetlinkAttributes.Find(replyAddresses, AddressSource);
        if (protocol.IsEmpty || source.Length != 4 || destination.Length != 4 || replySource.Length != 4)
            return null;
        return new ConntrackEntry(
            protocol[0], new IPAddress(source), new IPAddress(destination), Port(original, ProtocolDestinationPort),
            new IPAddress(replySource), Port(reply, ProtocolSourcePort));
    }

    private static int Port(ReadOnlySpan<byte> tuple, int which)
    {
        ReadOnlySpan<byte> port = NetlinkAttributes.Find(NetlinkAttributes.Find(tuple, TupleProtocol), which);
        return port.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(port) : 0;
    }
}
