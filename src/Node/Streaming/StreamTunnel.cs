using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>
/// Hands an upgrade (SPDY or WebSocket) on to the runtime's streaming server and then passes bytes both ways.
/// </summary>
internal sealed class StreamTunnel
{
    private static readonly string[] Forwarded =
    [
        "X-Stream-Protocol-Version", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol",
    ];

    public async Task RunAsync(HttpContext context, string url, CancellationToken cancellationToken)
    {
        Uri target = new(url);
        string protocol = context.Request.Headers.Upgrade.ToString();
        IHttpUpgradeFeature? upgrade = context.Features.Get<IHttpUpgradeFeature>();
        if (upgrade is not { IsUpgradableRequest: true } || protocol.Length == 0)
        {
            await KubeletRoutes.RefuseAsync(
                context, StatusCodes.Status400BadRequest,
                "unable to upgrade: missing upgrade headers in request");
            return;
        }
        List<KeyValuePair<string, string>> headers = [];
        foreach (string name in Forwarded)
        {
            foreach (string? value in context.Request.Headers[name])
                headers.Add(new(name, value ?? ""));
        }
        using StreamUpgrade runtime = await StreamUpgrade.ConnectAsync(
            target, context.Request.Method, protocol, headers, cancellationToken);
        if (runtime.StatusCode != StatusCodes.Status101SwitchingProtocols)
        {
            await KubeletRoutes.RefuseAsync(
                context, runtime.StatusCode, await runtime.ReadBodyAsync(cancellationToken));
            return;
        }
        foreach ((string name, string value) in runtime.Headers)
        {
            if (!name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
                context.Response.Headers[name] = StringValues.Concat(context.Response.Headers[name], value);
        }
        await using Stream client = await upgrade.UpgradeAsync();
        await PumpAsync(client, runtime.Stream, cancellationToken);
    }

    /// <summary>Ends when the runtime has said all, or the caller is gone.</summary>
    public static async Task PumpAsync(Stream client, Stream runtime, CancellationToken cancellationToken)
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task up = CopyAsync(client, runtime, done.Token);
        Task down = CopyAsync(runtime, client, done.Token);
        await Task.WhenAny(up, down);
        // The other direction may still have bytes under way; they are read until the connection ends.
        if (up.IsCompleted)
            await Task.WhenAny(down, Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None));
        await done.CancelAsync();
        await Task.WhenAll(up, down);
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[32 * 1024];
        try
        {
            while (true)
            {
                int count = await from.ReadAsync(buffer, cancellationToken);
                if (count == 0)
                    return;
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                await to.FlushAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (
            exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone: that is how streams end.
        }
    }
}

/// <summary>A connection to the runtime's streaming server after its answer to an upgrade.</summary>
internal sealed class StreamUpgrade : IDisposable
{
    private const int HeadBytesMax = 32 * 1024;

    private StreamUpgrade(Stream stream, int statusCode, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        Stream = stream;
        StatusCode = statusCode;
        Headers = headers;
    }

    public Stream Stream { get; }
    public int StatusCode { get; }
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public static async Task<StreamUpgrade> ConnectAsync(
        Uri target, string method, string protocol, IReadOnlyList<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(target.Host), target.Port), cancellationToken);
            NetworkStream stream = new(socket, ownsSocket: true);
            StringBuilder head = new();
            head.Append(CultureInfo.InvariantCulture,
                $"{method} {target.PathAndQuery} HTTP/1.1\r\nHost: {target.Authority}\r\n")
                .Append(CultureInfo.InvariantCulture, $"Connection: Upgrade\r\nUpgrade: {protocol}\r\n");
            foreach ((string name, string value) in headers)
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            if (method != "GET")
                head.Append("Content-Length: 0\r\n");
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), cancellationToken);
            return await ReadHeadAsync(stream, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task<string> ReadBodyAsync(CancellationToken cancellationToken)
    {
        string? length = Headers.FirstOrDefault(
            static header => header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value;
        if (!int.TryParse(length, CultureInfo.InvariantCulture, out int count) || count > HeadBytesMax)
            return "";
        byte[] body = new byte[count];
        int read = await Stream.ReadAtLeastAsync(body, count, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(body, 0, read);
    }

    public void Dispose() => Stream.Dispose();

    // Byte by byte up to the empty line: what follows belongs to the protocol switched to.
    private static async Task<StreamUpgrade> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (head.Count < 4 || !(head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n'))
        {
            if (head.Count > HeadBytesMax || await stream.ReadAsync(one, cancellationToken) == 0)
                throw new IOException("the runtime's streaming server did not answer");
            head.Add(one[0]);
        }
        string[] lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        int code = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        List<KeyValuePair<string, string>> headers = [];
        foreach (string line in lines[1..])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }
        return new StreamUpgrade(stream, code, headers);
    }
}
