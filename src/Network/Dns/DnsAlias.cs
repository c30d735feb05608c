using System.Buffers.Binary;

namespace Kubesharp.Network.Dns;

/// <summary>
/// The answer for an ExternalName whose target lies outside: the stub resolvers of pods follow no aliases, so the
/// answer
/// holds the alias and what the host's resolver says of the target.
/// </summary>
internal static class DnsAlias
{
    private const int QuestionTail = 4;

    /// <summary>
    /// The question that asks for the target what the query asks for the alias. Null: the target is no name.
    /// </summary>
    internal static byte[]? Question(DnsQuery query, string target)
    {
        byte[] packet = new byte[DnsQuery.HeaderLength + DnsQuery.NameLengthMax + 1 + QuestionTail];
        packet[2] = 1; // Recursion desired.
        packet[5] = 1; // One question.
        if (!DnsResponse.TryWriteName(packet.AsSpan(DnsQuery.HeaderLength), target, out int length))
            return null;
        int end = DnsQuery.HeaderLength + length;
        if (end + QuestionTail > packet.Length)
            return null;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(end), query.Type);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(end + 2), 1);
        return packet[..(end + QuestionTail)];
    }

    /// <summary>
    /// Writes the alias, then the upstream answer's addresses and aliases; an unusable one gives a failure.
    /// </summary>
    internal static int Answer(DnsQuery query, string target, ReadOnlySpan<byte> upstream, Span<byte> buffer)
    {
        DnsResponse response = new(query, buffer);
        response.SetAuthoritative();
        response.AnswerName([], DnsType.Cname, DnsZone.Ttl, target);
        if (upstream.Length < DnsQuery.HeaderLength)
            return response.Finish(DnsCode.ServerFailure);
        DnsCode code = (DnsCode)(upstream[3] & 15);
        bool usable = TryCopy(ref response, upstream) || code != DnsCode.NoError;
        return response.Finish(usable ? code : DnsCode.ServerFailure);
    }

    private static bool TryCopy(ref DnsResponse response, ReadOnlySpan<byte> upstream)
    {
        int questions = BinaryPrimitives.ReadUInt16BigEndian(upstream[4..]);
        int answers = BinaryPrimitives.ReadUInt16BigEndian(upstream[6..]);
        int position = DnsQuery.HeaderLength;
        for (int i = 0; i < questions; i++)
        {
            if (!DnsQuery.TrySkipName(upstream, ref position))
                return false;
            position += QuestionTail;
        }
        Span<char> owner = stackalloc char[DnsQuery.NameLengthMax];
        Span<char> name = stackalloc char[DnsQuery.NameLengthMax];
        for (int i = 0; i < answers; i++)
        {
            if (!DnsQuery.TryReadName(upstream, ref position, owner, out int ownerLength)
                || position + 10 > upstream.Length)
                return false;
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(upstream[position..]);
            uint ttl = BinaryPrimitives.ReadUInt32BigEndian(upstream[(position + 4)..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(upstream[(position + 8)..]);
            position += 10;
            if (position + length > upstream.Length)
                return false;
            if (type is DnsType.A or DnsType.Aaaa or DnsType.Txt)
            {
                response.Answer(owner[..ownerLength], type, ttl, upstream.Slice(position, length));
            }
            else if (type == DnsType.Cname)
            {
                int at = position;
                if (!DnsQuery.TryReadName(upstream, ref at, name, out int nameLength))
                    return false;
                response.AnswerName(owner[..ownerLength], type, ttl, name[..nameLength]);
            }
            position += length;
        }
        return true;
    }
}
