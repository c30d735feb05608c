using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Kubesharp.Api;
using Kubesharp.Network.Services;

namespace Kubesharp.Network.Dns;

/// <summary>
/// The cluster's DNS server: UDP and TCP on the cluster DNS address. Names of the cluster are answered from memory on
/// the
/// receiving loop; others wait for the host's resolvers in a bounded queue and never hold the former up.
/// </summary>
/// <remarks>
/// Invariant: <see cref="records"/> is replaced as a whole by the loop that follows the Services; every query is
/// answered
/// from one snapshot.
/// </remarks>
public sealed class DnsServer
{
    private const int Port = 53;
    private const int UdpLoops = 2;
    private const int UdpBytesMax = 4096;
    private const int TcpBytesMax = 65_535;
    // Each loop serves one connection at a time: this many connections at once, the others wait to be accepted.
    private const int TcpLoops = 32;
    private static readonly TimeSpan TcpIdleTimeout = TimeSpan.FromSeconds(5);
    // Queries that wait for the host's resolvers: in the hands of a loop, and in the queue. More are answered SERVFAIL.
    private const int ForwardLoops = 64;
    private const int ForwardQueueMax = 512;
    // The zone's snapshot follows the Services at most this often.
    private static readonly TimeSpan RefreshPause = TimeSpan.FromMilliseconds(20);

    private readonly NetworkOptions options;
    private readonly ServiceTracker tracker;
    private readonly TimeProvider time;
    private readonly DnsZone zone;
    private readonly DnsForwarder forwarder;
    private readonly Channel<Pending> pending = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(ForwardQueueMax) { FullMode = BoundedChannelFullMode.Wait });
    private volatile DnsRecords records = DnsRecords.Empty;

    public DnsServer(NetworkOptions options, ServiceTracker tracker, TimeProvider time, Entropy entropy)
    {
        this.options = options;
        this.tracker = tracker;
        this.time = time;
        zone = new DnsZone(options);
        forwarder = new DnsForwarder(options, time, entropy);
    }

    /// <summary>
    /// Serves until cancelled. The address must be on an interface by now (<see cref="NetworkAgent.PrepareAsync"/>).
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Before the first list every name would be denied, and clients remember that.
        await tracker.Synced.WaitAsync(cancellationToken);
        Task nextChange = Refresh();
        IPEndPoint address = new(options.ClusterDns, Port);
        using Socket udp = await options.NetworkNamespace.OpenSocketAsync(
            address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(address);
        using Socket tcp = await options.NetworkNamespace.OpenSocketAsync(
            address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        tcp.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        tcp.Bind(address);
        tcp.Listen(128);

        // One loop that fails ends all of them, and the whole server starts again.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> loops = [FollowAsync(nextChange, stop.Token)];
        for (int i = 0; i < UdpLoops; i++)
            loops.Add(ServeUdpAsync(udp, stop.Token));
        for (int i = 0; i < TcpLoops; i++)
            loops.Add(ServeTcpAsync(tcp, stop.Token));
        for (int i = 0; i < ForwardLoops; i++)
            loops.Add(ForwardAsync(udp, stop.Token));
        await Task.WhenAny(loops);
        await stop.CancelAsync();
        await Task.WhenAll(loops);
    }

    private Task Refresh()
    {
        (ServiceMap map, Task nextChange) = tracker.Current;
        uint serial = (uint)time.GetUtcNow().ToUnixTimeSeconds();
        records = DnsRecords.For(map, records, options.ClusterDomain.TrimEnd('.').ToLowerInvariant(), serial);
        return nextChange;
    }

    private async Task FollowAsync(Task nextChange, CancellationToken cancellationToken)
    {
        while (true)
        {
            await nextChange.WaitAsync(cancellationToken);
            nextChange = Refresh();
            await Task.Delay(RefreshPause, time, cancellationToken);
        }
    }

    private async Task ServeUdpAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] packet = new byte[UdpBytesMax];
        byte[] answer = new byte[UdpBytesMax];
        SocketAddress client = new(AddressFamily.InterNetwork);
        while (true)
        {
            int count = await socket.ReceiveFromAsync(packet, SocketFlags.None, client, cancellationToken);
            (DnsOutcome outcome, int length, string? chase) = Answer(packet.AsSpan(0, count), answer, overTcp: false);
            if (outcome != DnsOutcome.Answered
                && !pending.Writer.TryWrite(new Pending(packet[..count], Copy(client), chase)))
            {
                length = Fail(packet.AsSpan(0, count), answer, DnsCode.ServerFailure);
            }
            if (length > 0)
                await SendAsync(socket, answer.AsMemory(0, length), client, cancellationToken);
        }
    }

    private async Task ForwardAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] answer = new byte[UdpBytesMax];
        while (true)
        {
            Pending query = await pending.Reader.ReadAsync(cancellationToken);
            int length = await ResolveAsync(query.Packet, query.Chase, answer, overTcp: false, cancellationToken);
            if (length > 0)
                await SendAsync(socket, answer.AsMemory(0, length), query.Client, cancellationToken);
        }
    }

    private async Task ServeTcpAsync(Socket listener, CancellationToken cancellationToken)
    {
        byte[] packet = new byte[TcpBytesMax];
        byte[] answer = new byte[2 + TcpBytesMax];
        while (true)
        {
            using Socket socket = await listener.AcceptAsync(cancellationToken);
            try
            {
                while (await ServeMessageAsync(socket, packet, answer, cancellationToken))
                {
                    // The next message of this connection.
                }
            }
            catch (SocketException)
            {
                // The client went away.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // It was idle for too long.
            }
        }
    }

    private async Task<bool> ServeMessageAsync(
        Socket socket, byte[] packet, byte[] answer, CancellationToken cancellationToken)
    {
        int count;
        using (CancellationTokenSource idle = new(TcpIdleTimeout, time))
        using (CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken))
        {
            if (!await DnsForwarder.TryReadAsync(socket, packet.AsMemory(0, 2), either.Token))
                return false;
            count = BinaryPrimitives.ReadUInt16BigEndian(packet);
            if (!await DnsForwarder.TryReadAsync(socket, packet.AsMemory(0, count), either.Token))
                return false;
        }
        Memory<byte> body = answer.AsMemory(2);
        (DnsOutcome outcome, int length, string? chase) = Answer(packet.AsSpan(0, count), body.Span, overTcp: true);
        if (outcome != DnsOutcome.Answered)
            length = await ResolveAsync(packet[..count], chase, body, overTcp: true, cancellationToken);
        if (length == 0)
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(answer, (ushort)length);
        ReadOnlyMemory<byte> rest = answer.AsMemory(0, 2 + length);
        while (!rest.IsEmpty)
            rest = rest[await socket.SendAsync(rest, cancellationToken)..];
        return true;
    }

    /// <summary>One query against the current snapshot. Length 0: no answer at all is due.</summary>
    internal (DnsOutcome Outcome, int Length, string? Chase) Answer(
        ReadOnlySpan<byte> packet, Span<byte> answer, bool overTcp)
    {
        Span<char> name = stackalloc char[DnsQuery.NameLengthMax];
        if (!DnsQuery.TryRead(packet, name, out DnsQuery query))
            return (DnsOutcome.Answered, 0, null);
        Span<byte> room = overTcp ? answer : answer[..Math.Min(answer.Length, query.UdpSize)];
        DnsOutcome outcome = zone.Answer(records, query, room, out int length, out string? chase);
        if (outcome == DnsOutcome.Forward && !forwarder.HasResolvers)
            return (DnsOutcome.Answered, Fail(packet, answer, DnsCode.Refused), null);
        return (outcome, length, chase);
    }

    private async Task<int> ResolveAsync(
        byte[] packet, string? chase, Memory<byte> answer, bool overTcp, CancellationToken cancellationToken)
    {
        if (chase is null)
        {
            int length = await forwarder.ForwardAsync(packet, answer, overTcp, cancellationToken);
            return length > 0 ? length : Fail(packet, answer.Span, DnsCode.ServerFailure);
        }
        byte[] upstream = new byte[overTcp ? TcpBytesMax : UdpBytesMax];
        int count = Question(packet, chase) is { } question
            ? await forwarder.ForwardAsync(question, upstream, overTcp, cancellationToken)
            : 0;
        return AnswerAlias(packet, chase, upstream.AsSpan(0, count), answer.Span, overTcp);
    }

    private static byte[]? Question(byte[] packet, string target)
    {
        Span<char> name = stackalloc char[DnsQuery.NameLengthMax];
        return DnsQuery.TryRead(packet, name, out DnsQuery query) ? DnsAlias.Question(query, target) : null;
    }

    private static int AnswerAlias(
        byte[] packet, string target, ReadOnlySpan<byte> upstream, Span<byte> answer, bool overTcp)
    {
        Span<char> name = stackalloc char[DnsQuery.NameLengthMax];
        return DnsQuery.TryRead(packet, name, out DnsQuery query)
            ? DnsAlias.Answer(query, target, upstream, overTcp ? answer : answer[..query.UdpSize])
            : 0;
    }

    private static int Fail(ReadOnlySpan<byte> packet, Span<byte> answer, DnsCode code)
    {
        Span<char> name = stackalloc char[DnsQuery.NameLengthMax];
        return DnsQuery.TryRead(packet, name, out DnsQuery query) ? new DnsResponse(query, answer).Finish(code) : 0;
    }

    private static async ValueTask SendAsync(
        Socket socket, ReadOnlyMemory<byte> answer, SocketAddress client, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendToAsync(answer, SocketFlags.None, client, cancellationToken);
        }
        catch (SocketException)
        {
            // The client's address cannot be reached any more, or a rule forbids it: the client asks again.
        }
    }

    private static SocketAddress Copy(SocketAddress address)
    {
        SocketAddress copy = new(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }

    private sealed record Pending(byte[] Packet, SocketAddress Client, string? Chase);
}
