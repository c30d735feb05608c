using System.Buffers.Binary;

namespace Kubesharp.Network.Dns;

/// <summary>
/// Writes an answer into a given buffer. A record that does not fit is left out as a whole and the answer is marked
/// truncated; the records before it stay, for resolvers that make do with them.
/// </summary>
internal ref struct DnsResponse
{
    private const ushort ClassInternet = 1;
    private const int OptLength = 11;
    private const ushort PointerToQuestion = 0xc00c;

    private readonly Span<byte> buffer;
    private readonly int limit;
    private readonly ushort queryFlags;
    private readonly bool edns;
    private int position;
    private ushort answers;
    private ushort authorities;
    private ushort additionals;
    private bool truncated;
    private bool authoritative;

    /// <param name="buffer">Where the answer goes; its length is the most the transport can carry.</param>
    internal DnsResponse(DnsQuery query, Span<byte> buffer)
    {
        this.buffer = buffer;
        edns = query.HasEdns;
        limit = buffer.Length - (edns ? OptLength : 0);
        queryFlags = query.Flags;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, query.Id);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[4..], query.Question.IsEmpty ? (ushort)0 : (ushort)1);
        query.Question.CopyTo(buffer[DnsQuery.HeaderLength..]);
        position = DnsQuery.HeaderLength + query.Question.Length;
    }

    internal void SetAuthoritative() => authoritative = true;

    internal readonly bool IsTruncated => truncated;

    internal readonly int AnswerCount => answers;

    /// <summary>An answer with raw data. An empty owner is the asked name.</summary>
    internal bool Answer(scoped ReadOnlySpan<char> owner, ushort type, uint ttl, scoped ReadOnlySpan<byte> data)
    {
        int start = position;
        if (!WriteRecord(owner, type, ttl) || !WriteData(data))
            return Truncate(start);
        answers++;
        return true;
    }

    /// <summary>An answer whose data is a name: CNAME, PTR, NS.</summary>
    internal bool AnswerName(scoped ReadOnlySpan<char> owner, ushort type, uint ttl, scoped ReadOnlySpan<char> name)
    {
        int start = position;
        if (!WriteRecord(owner, type, ttl) || !WriteNameData([], name))
            return Truncate(start);
        answers++;
        return true;
    }

    internal bool AnswerService(uint ttl, ushort weight, ushort port, scoped ReadOnlySpan<char> target)
    {
        int start = position;
        Span<byte> head = stackalloc byte[6];
        head.Clear(); // Priority 0.
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], weight);
        BinaryPrimitives.WriteUInt16BigEndian(head[4..], port);
        if (!WriteRecord([], DnsType.Srv, ttl) || !WriteNameData(head, target))
            return Truncate(start);
        answers++;
        return true;
    }

    /// <summary>The zone's SOA: an answer when asked for, otherwise what says how long "no" holds (RFC 2308).</summary>
    internal bool StartOfAuthority(
        bool asAnswer, scoped ReadOnlySpan<char> owner, scoped ReadOnlySpan<char> zone, uint serial, uint ttl)
    {
        int start = position;
        if (!WriteRecord(asAnswer ? [] : owner, DnsType.Soa, ttl) || !WriteAuthorityData(zone, serial, ttl))
            return Truncate(start);
        if (asAnswer)
            answers++;
        else
            authorities++;
        return true;
    }

    /// <summary>An address that the client will ask for next. Left out silently when it does not fit.</summary>
    internal void Additional(scoped ReadOnlySpan<char> owner, ushort type, uint ttl, scoped ReadOnlySpan<byte> data)
    {
        int start = position;
        if (WriteRecord(owner, type, ttl) && WriteData(data))
            additionals++;
        else
            position = start;
    }

    /// <summary>Completes header and EDNS record.</summary>
    /// <returns>The answer's length.</returns>
    internal int Finish(DnsCode code)
    {
        int flags = 0x8000 | (queryFlags & 0x7800) | (queryFlags & 0x0110) | 0x0080 | ((int)code & 15);
        if (authoritative)
            flags |= 0x0400;
        if (truncated)
            flags |= 0x0200;
        if (edns)
        {
            Span<byte> opt = buffer.Slice(position, OptLength);
            opt.Clear();
            BinaryPrimitives.WriteUInt16BigEndian(opt[1..], DnsType.Opt);
            BinaryPrimitives.WriteUInt16BigEndian(opt[3..], 1232);
            opt[5] = (byte)((int)code >> 4);
            position += OptLength;
            additionals++;
        }
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)flags);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[6..], answers);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[8..], authorities);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[10..], additionals);
        return position;
    }

    /// <summary>Writes a name of ASCII letters as labels. False when it does not fit or is none.</summary>
    internal static bool TryWriteName(Span<byte> target, scoped ReadOnlySpan<char> name, out int length)
    {
        length = 0;
        while (!name.IsEmpty)
        {
            int dot = name.IndexOf('.');
            ReadOnlySpan<char> label = dot < 0 ? name : name[..dot];
            if (label.Length is 0 or > 63 || length + label.Length + 1 > target.Length)
                return false;
            target[length++] = (byte)label.Length;
            foreach (char character in label)
                target[length++] = (byte)character;
            name = dot < 0 ? default : name[(dot + 1)..];
        }
        if (length >= Math.Min(target.Length, 255))
            return false;
        target[length++] = 0;
        return true;
    }

    // Until it is finished, a failed record leaves bytes that the next one overwrites.
    private bool Truncate(int start)
    {
        position = start;
        truncated = true;
        return false;
    }

    private bool WriteRecord(scoped ReadOnlySpan<char> owner, ushort type, uint ttl)
    {
        if (owner.IsEmpty)
        {
            if (position + 2 > limit)
                return false;
            BinaryPrimitives.WriteUInt16BigEndian(buffer[position..], PointerToQuestion);
            position += 2;
        }
        else
        {
            if (!TryWriteName(buffer[position..limit], owner, out int length))
                return false;
            position += length;
        }
        if (position + 8 > limit)
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[position..], type);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(position + 2)..], ClassInternet);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[(position + 4)..], ttl);
        position += 8;
        return true;
    }

    private bool WriteData(scoped ReadOnlySpan<byte> data)
    {
        if (position + 2 + data.Length > limit)
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[position..], (ushort)data.Length);
        data.CopyTo(buffer[(position + 2)..]);
        position += 2 + data.Length;
        return true;
    }

    private bool WriteNameData(scoped ReadOnlySpan<byte> head, scoped ReadOnlySpan<char> name)
    {
        int start = position + 2 + head.Length;
        if (start > limit || !TryWriteName(buffer[start..limit], name, out int length))
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[position..], (ushort)(head.Length + length));
        head.CopyTo(buffer[(position + 2)..]);
        position = start + length;
        return true;
    }

    private bool WriteAuthorityData(scoped ReadOnlySpan<char> zone, uint serial, uint ttl)
    {
        int start = position + 2;
        int at = start;
        Span<char> scratch = stackalloc char[DnsQuery.NameLengthMax + 16];
        for (int i = 0; i < 2; i++)
        {
            ReadOnlySpan<char> prefix = i == 0 ? "ns.dns." : "hostmaster.";
            Span<char> name = scratch[..(prefix.Length + zone.Length)];
            prefix.CopyTo(name);
            zone.CopyTo(name[prefix.Length..]);
            if (at > limit || !TryWriteName(buffer[at..limit], name, out int length))
                return false;
            at += length;
        }
        if (at + 20 > limit)
            return false;
        ReadOnlySpan<uint> numbers = [serial, 7200, 1800, 86400, ttl];
        foreach (uint number in numbers)
        {
            BinaryPrimitives.WriteUInt32BigEndian(buffer[at..], number);
            at += 4;
        }
        BinaryPrimitives.WriteUInt16BigEndian(buffer[position..], (ushort)(at - start));
        position = at;
        return true;
    }
}
