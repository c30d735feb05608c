using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Kubesharp.Api;

namespace Kubesharp.Network.Dns;

/// <summary>Asks the host's resolvers for names that are not the cluster's.</summary>
/// <remarks>No state between queries; safe from any thread when the entropy is.</remarks>
internal sealed class DnsForwarder(NetworkOptions options, TimeProvider time, Entropy entropy)
{
    /// <summary>A resolver that has not answered by then is passed over. Clients give up after five seconds.</summary>
    internal static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(2);
    // As many as the C library reads from resolv.conf.
    private const int ResolversMax = 3;
    private const int DnsPort = 53;

    private readonly IReadOnlyList<IPEndPoint> resolvers =
        [.. (options.Resolvers ?? ReadResolvers(options.ClusterDns)).Take(ResolversMax)];

    internal bool HasResolvers => resolvers.Count > 0;

    /// <summary>Sends the query to one resolver after the other until one gives a usable answer.</summary>
    /// <returns>The length of the answer in the buffer, under the query's own id; 0 when there was none.</returns>
    internal async Task<int> ForwardAsync(
        ReadOnlyMemory<byte> query, Memory<byte> answer, bool overTcp, CancellationToken cancellationToken)
    {
        int last = 0;
        foreach (IPEndPoint resolver in resolvers)
        {
            int length = await AttemptAsync(resolver, query, answer, overTcp, cancellationToken);
            if (length == 0)
                continue;
            answer.Span[0] = query.Span[0];
            answer.Span[1] = query.Span[1];
            last = length;
            DnsCode code = (DnsCode)(answer.Span[3] & 15);
            if (code is not (DnsCode.ServerFailure or DnsCode.Refused or DnsCode.NotImplemented))
                return length;
        }
        return last;
    }

    private async Task<int> AttemptAsync(
        IPEndPoint resolver, ReadOnlyMemory<byte> query, Memory<byte> answer, bool overTcp,
        CancellationToken cancellationToken)
    {
        // A fresh id and, with a fresh socket, a fresh port: what makes forged answers hard to place.
        ushort id = (ushort)entropy.Next(ushort.MaxValue + 1);
        byte[] message = new byte[query.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(message, (ushort)query.Length);
        query.CopyTo(message.AsMemory(2));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), id);

        using CancellationTokenSource timeout = new(AttemptTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token, cancellationToken);
        try
        {
            return overTcp
                ? await AskOverTcpAsync(resolver, message, id, answer, either.Token)
                : await AskOverUdpAsync(resolver, message.AsMemory(2), id, answer, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (SocketException)
        {
            return 0; // Unreachable or refused: as good as silent.
        }
    }

    private async Task<int> AskOverUdpAsync(
        IPEndPoint resolver, ReadOnlyMemory<byte> message, ushort id, Memory<byte> answer,
        CancellationToken cancellationToken)
    {
        using Socket socket = await options.NetworkNamespace.OpenSocketAsync(
            resolver.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(resolver, cancellationToken);
        await socket.SendAsync(message, cancellationToken);
        while (true)
        {
            int length = await socket.ReceiveAsync(answer, cancellationToken);
            if (IsAnswerTo(answer.Span[..length], message.Span, id))
                return length;
        }
    }

    private async Task<int> AskOverTcpAsync(
        IPEndPoint resolver, ReadOnlyMemory<byte> message, ushort id, Memory<byte> answer,
        CancellationToken cancellationToken)
    {
        using Socket socket = await options.NetworkNamespace.ConnectAsync(resolver, cancellationToken);
        await socket.SendAsync(message, cancellationToken);
        byte[] prefix = new byte[2];
        if (!await TryReadAsync(socket, prefix, cancellationToken))
            return 0;
        int length = BinaryPrimitives.ReadUInt16BigEndian(prefix);
        if (length > answer.Length || !await TryReadAsync(socket, answer[..length], cancellationToken))
            return 0;
        return IsAnswerTo(answer.Span[..length], message.Span[2..], id) ? length : 0;
    }

    /// <summary>Fills the buffer. False when the connection ends before.</summary>
    internal static async Task<bool> TryReadAsync(
        Socket socket, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int position = 0;
        while (position < buffer.Length)
        {
            int count = await socket.ReceiveAsync(buffer[position..], cancellationToken);
            if (count == 0)
                return false;
            position += count;
        }
        return true;
    }

    private static bool IsAnswerTo(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> query, ushort id)
    {
        if (answer.Length < DnsQuery.HeaderLength || (answer[2] & 0x80) == 0
            || BinaryPrimitives.ReadUInt16BigEndian(answer) != id)
            return false;
        int end = DnsQuery.HeaderLength;
        if (!DnsQuery.TrySkipName(query, ref end) || end + 4 > query.Length)
            return false;
        // Some servers leave the question out of an error.
        ReadOnlySpan<byte> question = query[DnsQuery.HeaderLength..(end + 4)];
        return BinaryPrimitives.ReadUInt16BigEndian(answer[4..]) == 0
            ? (answer[3] & 15) != 0
            : answer[DnsQuery.HeaderLength..].StartsWith(question);
    }

    private static IReadOnlyList<IPEndPoint> ReadResolvers(IPAddress own)
    {
        const string file = "/etc/resolv.conf";
        return File.Exists(file) ? ParseResolvers(File.ReadAllText(file), own) : [];
    }

    /// <summary>The name servers of a resolv.conf, without ourselves: that would be a circle.</summary>
    internal static IReadOnlyList<IPEndPoint> ParseResolvers(string text, IPAddress own)
    {
        List<IPEndPoint> found = [];
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words is ["nameserver", { } server, ..]
                && IPAddress.TryParse(server, out IPAddress? address) && !address.Equals(own))
            {
                found.Add(new IPEndPoint(address, DnsPort));
            }
        }
        return found;
    }
}
