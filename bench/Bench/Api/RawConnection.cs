using System.Buffers.Text;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.Bench.Api;

/// <summary>
/// HTTP/1.1 over TLS with prebuilt requests: a client so cheap that the server is what is measured, and the same for
/// both sides of a ratio. Has one caller at a time.
/// </summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly Socket socket;
    private readonly SslStream stream;
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);

    private RawConnection(Socket socket, SslStream stream)
    {
        this.socket = socket;
        this.stream = stream;
    }

    /// <summary>What of the last answer's body came in its first read: enough to find a continue token.</summary>
    public ReadOnlyMemory<byte> BodyStart { get; private set; }

    public static async Task<RawConnection> OpenAsync(int port, X509Certificate2? certificate)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        SslStream stream = new(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            ClientCertificates = certificate is null ? null : [certificate],
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        });
        return new(socket, stream);
    }

    /// <summary>Sends a request, reads the answer to its end and returns its code and the length of its body.</summary>
    public async ValueTask<(int Code, long Bytes)> SendAsync(ReadOnlyMemory<byte> request)
    {
        await stream.WriteAsync(request);
        (int code, long length, int start, int filled) = await ReadHeadAsync();
        BodyStart = buffer.AsMemory(start, filled - start);
        long missing = length - (filled - start);
        if (missing <= 0)
            return (code, length);
        // The start of the body stays where it is when the rest fits behind it.
        int free = filled;
        while (missing > 0)
        {
            if (free == buffer.Length)
                free = 0;
            int count = await stream.ReadAsync(buffer.AsMemory(free));
            if (count == 0)
                throw new EndOfStreamException("the server closed the connection inside an answer");
            missing -= count;
            if (length < buffer.Length / 2)
            {
                free += count;
                BodyStart = buffer.AsMemory(start, free - start);
            }
        }
        return (code, length);
    }

    /// <summary>As <see cref="SendAsync"/>, and the body.</summary>
    public async Task<byte[]> BodyOfAsync(ReadOnlyMemory<byte> request, int expected)
    {
        await stream.WriteAsync(request);
        (int code, long length, int start, int filled) = await ReadHeadAsync();
        byte[] body = new byte[length];
        buffer.AsSpan(start, filled - start).CopyTo(body);
        await stream.ReadExactlyAsync(body.AsMemory(filled - start));
        return code == expected
            ? body
            : throw new InvalidOperationException(
                $"answered {code} instead of {expected}: {System.Text.Encoding.UTF8.GetString(body)}");
    }

    /// <summary>Starts a stream; returns once its head is there.</summary>
    public async Task StartStreamAsync(ReadOnlyMemory<byte> request)
    {
        await stream.WriteAsync(request);
        (int code, _, int start, int filled) = await ReadHeadAsync();
        if (code != 200)
        {
            throw new InvalidOperationException(
                $"a watch answered {code}: {System.Text.Encoding.UTF8.GetString(buffer.AsSpan(start..filled))}");
        }
    }

    /// <summary>Reads a started stream until so many events, which end in <c>}\n</c>, have come.</summary>
    public async Task ReadEventsAsync(int events)
    {
        bool brace = false;
        while (events > 0)
        {
            int count = await stream.ReadAsync(buffer);
            if (count == 0)
                throw new EndOfStreamException("the server ended a watch");
            events -= CountEvents(buffer.AsSpan(0, count), ref brace);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        socket.Dispose();
    }

    // The frames of a chunked body put "\r\n" after an event, never "}\n" of their own.
    private static int CountEvents(ReadOnlySpan<byte> bytes, ref bool brace)
    {
        int count = brace && bytes[0] == '\n' ? 1 : 0;
        brace = bytes[^1] == '}';
        for (int at; (at = bytes.IndexOf("}\n"u8)) >= 0; bytes = bytes[(at + 2)..])
            count++;
        return count;
    }

    private async ValueTask<(int Code, long Length, int Start, int Filled)> ReadHeadAsync()
    {
        int filled = 0;
        while (true)
        {
            int count = await stream.ReadAsync(buffer.AsMemory(filled));
            if (count == 0)
                throw new EndOfStreamException("the server closed the connection");
            filled += count;
            int end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                (int code, long length) = ParseHead(buffer.AsSpan(0, end + 2));
                return (code, length, end + 4, filled);
            }
        }
    }

    private static (int Code, long Length) ParseHead(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> name = "Content-Length: "u8;
        Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int code, out _);
        int at = head.IndexOf(name);
        long length = 0;
        if (at >= 0)
            Utf8Parser.TryParse(head[(at + name.Length)..], out length, out _);
        return (code, length);
    }
}
