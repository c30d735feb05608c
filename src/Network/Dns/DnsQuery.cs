using System.Buffers.Binary;

namespace Kubesharp.Network.Dns;

/// <summary>
/// A query, read without copying: what the packet asks, and where its question ends. Every read is checked against the
/// packet's end, since anything can arrive.
/// </summary>
internal readonly ref struct DnsQuery
{
    internal const int HeaderLength = 12;
    /// <summary>The longest name as text (RFC 1035: 255 bytes on the wire).</summary>
    internal const int NameLengthMax = 255;
    private const int LabelLengthMax = 63;
    // Sizes under the classic limit mean the classic limit (RFC 6891, 6.2.3).
    internal const int ClassicUdpSize = 512;
    // What passes every path unfragmented, by the agreement of DNS Flag Day 2020.
    private const int UdpSizeMax = 1232;

    private DnsQuery(ReadOnlySpan<byte> packet, ReadOnlySpan<char> name, int questionEnd, DnsCode error)
    {
        Id = BinaryPrimitives.ReadUInt16BigEndian(packet);
        Flags = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        Name = name;
        Error = error;
        if (questionEnd > 0)
        {
            Question = packet[HeaderLength..questionEnd];
            Type = BinaryPrimitives.ReadUInt16BigEndian(packet[(questionEnd - 4)..]);
            Class = BinaryPrimitives.ReadUInt16BigEndian(packet[(questionEnd - 2)..]);
        }
        UdpSize = ClassicUdpSize;
    }

    internal ushort Id { get; }
    internal ushort Flags { get; }
    /// <summary>The asked name in lower case with dots between labels and none at the end.</summary>
    internal ReadOnlySpan<char> Name { get; }
    /// <summary>The question as it came, letter case and all: answers repeat it.</summary>
    internal ReadOnlySpan<byte> Question { get; }
    internal ushort Type { get; }
    internal ushort Class { get; }
    internal bool HasEdns { get; private init; }
    internal int UdpSize { get; private init; }
    /// <summary>Not NoError: the packet is answered with this code and nothing else.</summary>
    internal DnsCode Error { get; }

    /// <summary>Reads a packet. False when it deserves no answer at all: too short, or itself an answer.</summary>
    /// <param name="nameBuffer">Room for <see cref="NameLengthMax"/> characters; the query's name points into
    /// it.</param>
    internal static bool TryRead(ReadOnlySpan<byte> packet, Span<char> nameBuffer, out DnsQuery query)
    {
        query = default;
        if (packet.Length < HeaderLength || (packet[2] & 0x80) != 0)
            return false;
        int opcode = (packet[2] >> 3) & 15;
        if (opcode != 0)
        {
            query = new DnsQuery(packet, default, 0, DnsCode.NotImplemented);
            return true;
        }
        int position = HeaderLength;
        if (BinaryPrimitives.ReadUInt16BigEndian(packet[4..]) != 1
            || !TryReadName(packet, ref position, nameBuffer, out int length) || position + 4 > packet.Length)
        {
            query = new DnsQuery(packet, default, 0, DnsCode.FormatError);
            return true;
        }
        position += 4;
        query = WithEdns(packet, nameBuffer[..length], position);
        return true;
    }

    private static DnsQuery WithEdns(ReadOnlySpan<byte> packet, ReadOnlySpan<char> name, int questionEnd)
    {
        int skipped = BinaryPrimitives.ReadUInt16BigEndian(packet[6..])
            + BinaryPrimitives.ReadUInt16BigEndian(packet[8..]);
        int additional = BinaryPrimitives.ReadUInt16BigEndian(packet[10..]);
        int position = questionEnd;
        for (int i = 0; i < skipped + additional; i++)
        {
            if (!TrySkipName(packet, ref position) || position + 10 > packet.Length)
                return new DnsQuery(packet, name, questionEnd, DnsCode.FormatError);
            ReadOnlySpan<byte> record = packet[position..];
            position += 10 + BinaryPrimitives.ReadUInt16BigEndian(record[8..]);
            if (position > packet.Length)
                return new DnsQuery(packet, name, questionEnd, DnsCode.FormatError);
            if (i < skipped || BinaryPrimitives.ReadUInt16BigEndian(record) != DnsType.Opt)
                continue;
            int size = BinaryPrimitives.ReadUInt16BigEndian(record[2..]);
            return new DnsQuery(packet, name, questionEnd, record[5] == 0 ? DnsCode.NoError : DnsCode.BadVersion)
            {
                HasEdns = true,
                UdpSize = Math.Clamp(size, ClassicUdpSize, UdpSizeMax),
            };
        }
        return new DnsQuery(packet, name, questionEnd, DnsCode.NoError);
    }

    /// <summary>Reads a name, following pointers, as lower-case text.</summary>
    internal static bool TryReadName(ReadOnlySpan<byte> packet, ref int position, Span<char> buffer, out int length)
    {
        length = 0;
        int at = position;
        int end = -1;
        // A pointer must go back, so the chain ends; a bound on the length ends it sooner.
        int lowest = position;
        while (at < packet.Length)
        {
            int label = packet[at];
            if (label == 0)
            {
                position = end >= 0 ? end : at + 1;
                return true;
            }
            if ((label & 0xc0) == 0xc0)
            {
                if (at + 1 >= packet.Length)
                    return false;
                int target = ((label & 0x3f) << 8) | packet[at + 1];
                if (target >= lowest)
                    return false;
                if (end < 0)
                    end = at + 2;
                at = lowest = target;
                continue;
            }
            if (label > LabelLengthMax || at + 1 + label > packet.Length)
                return false;
            if (length + label + (length > 0 ? 1 : 0) > Math.Min(buffer.Length, NameLengthMax - 2))
                return false;
            if (length > 0)
                buffer[length++] = '.';
            foreach (byte value in packet.Slice(at + 1, label))
                buffer[length++] = LowerCase(value);
            at += label + 1;
        }
        return false;
    }

    // A dot inside a label must not look like one between labels: no name of ours has the character it becomes.
    private static char LowerCase(byte value) => value switch
    {
        >= (byte)'A' and <= (byte)'Z' => (char)(value | 0x20),
        (byte)'.' => '\uffff',
        _ => (char)value,
    };

    internal static bool TrySkipName(ReadOnlySpan<byte> packet, ref int position)
    {
        while (position < packet.Length)
        {
            int label = packet[position];
            if ((label & 0xc0) == 0xc0)
            {
                position += 2;
                return position <= packet.Length;
            }
            if (label > LabelLengthMax)
                return false;
            position += label + 1;
            if (label == 0)
                return true;
        }
        return false;
    }
}
