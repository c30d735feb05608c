using System.Buffers.Binary;
using System.Net;
using System.Text;
using Kubesharp.Network.Dns;

namespace Kubesharp.Tests.Network.Dns;

/// <summary>
/// A reader and writer of DNS messages that shares no code with the server's; it throws on what it cannot read.
/// </summary>
internal sealed class DnsPacket
{
    internal readonly record struct Record(string Owner, string Text, bool IsAuthority, bool IsAdditional);

    internal int Length { get; private init; }
    internal int Id { get; private init; }
    internal DnsCode Code { get; private set; }
    internal bool Authoritative { get; private init; }
    internal bool Truncated { get; private init; }
    internal string Question { get; private set; } = "";
    internal List<Record> Records { get; } = [];

    internal static byte[] Query(string name, string type, int id = 1, int udpSize = 0)
    {
        List<byte> bytes = [(byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(udpSize > 0 ? 1 : 0)];
        foreach (string label in name.Split('.'))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(label));
        }
        int number = type switch
        {
            "A" => 1, "NS" => 2, "CNAME" => 5, "SOA" => 6, "PTR" => 12,
            "MX" => 15, "TXT" => 16, "AAAA" => 28, "SRV" => 33,
            _ => throw new ArgumentException(type),
        };
        bytes.AddRange([0, (byte)(number >> 8), (byte)number, 0, 1]);
        if (udpSize > 0)
            bytes.AddRange([0, 0, 41, (byte)(udpSize >> 8), (byte)udpSize, 0, 0, 0, 0, 0, 0]);
        return [.. bytes];
    }

    internal static DnsPacket Read(ReadOnlySpan<byte> bytes)
    {
        int flags = Number(bytes, 2);
        DnsPacket packet = new()
        {
            Length = bytes.Length,
            Id = Number(bytes, 0),
            Code = (DnsCode)(flags & 15),
            Authoritative = (flags & 0x400) != 0,
            Truncated = (flags & 0x200) != 0,
        };
        int position = 12;
        for (int i = 0; i < Number(bytes, 4); i++)
        {
            packet.Question = Name(bytes, ref position);
            position += 4;
        }
        int answers = Number(bytes, 6);
        int authorities = Number(bytes, 8);
        int count = answers + authorities + Number(bytes, 10);
        for (int i = 0; i < count; i++)
        {
            string owner = Name(bytes, ref position);
            int type = Number(bytes, position);
            int length = Number(bytes, position + 8);
            if (type == 41)
                packet.Code = (DnsCode)((int)packet.Code | bytes[position + 4] << 4);
            else
            {
                string text = Text(bytes, type, position + 10, length);
                bool additional = i >= answers + authorities;
                packet.Records.Add(new(owner, text, i >= answers && !additional, additional));
            }
            position += 10 + length;
        }
        return position == bytes.Length ? packet : throw new InvalidDataException("bytes behind the last record");
    }

    private static string Text(ReadOnlySpan<byte> bytes, int type, int at, int length) => type switch
    {
        1 => "A " + new IPAddress(bytes.Slice(at, 4)),
        28 => "AAAA " + new IPAddress(bytes.Slice(at, 16)),
        2 => "NS " + Name(bytes, ref at),
        5 => "CNAME " + Name(bytes, ref at),
        6 => "SOA",
        12 => "PTR " + Name(bytes, ref at),
        16 => "TXT " + Encoding.ASCII.GetString(bytes.Slice(at + 1, length - 1)),
        33 => Service(bytes, at),
        _ => $"TYPE{type}",
    };

    private static string Service(ReadOnlySpan<byte> bytes, int at)
    {
        int name = at + 6;
        return $"SRV {Number(bytes, at)} {Number(bytes, at + 2)} {Number(bytes, at + 4)} {Name(bytes, ref name)}";
    }

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static string Name(ReadOnlySpan<byte> bytes, ref int position)
    {
        StringBuilder name = new();
        int at = position;
        bool jumped = false;
        while (bytes[at] != 0)
        {
            if (bytes[at] >= 0xc0)
            {
                if (!jumped)
                    position = at + 2;
                jumped = true;
                at = Number(bytes, at) & 0x3fff;
                continue;
            }
            name.Append(name.Length > 0 ? "." : "").Append(Encoding.Latin1.GetString(bytes.Slice(at + 1, bytes[at])));
            at += bytes[at] + 1;
        }
        if (!jumped)
            position = at + 1;
        return name.ToString();
    }
}
