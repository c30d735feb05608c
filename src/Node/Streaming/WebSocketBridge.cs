using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>
/// exec and attach of newer clients (<c>v5.channel.k8s.io</c>): messages that begin with a channel number, and one that
/// closes a channel, so that a command sees the end of its input. Bridged to the runtime's SPDY streams.
/// </summary>
internal static class WebSocketBridge
{
    public const string ProtocolV5 = "v5.channel.k8s.io";
    private const byte Stdin = 0;
    private const byte Stdout = 1;
    private const byte Stderr = 2;
    private const byte Error = 3;
    private const byte Resize = 4;
    private const byte CloseSignal = 255;
    // How long a caller may take to answer the close.
    private static readonly TimeSpan CloseWait = TimeSpan.FromSeconds(2);

    /// <param name="missed">What was written before anybody listened; sent at the end if nothing else was.</param>
    public static async Task RunAsync(
        HttpContext context, string url, StreamOptions options,
        Func<CancellationToken, Task<ReadOnlyMemory<byte>>>? missed, CancellationToken cancellationToken)
    {
        using StreamUpgrade runtime = await StreamUpgrade.ConnectAsync(
            new Uri(url), "POST", "SPDY/3.1", [new("X-Stream-Protocol-Version", "v4.channel.k8s.io")],
                cancellationToken);
        if (runtime.StatusCode != StatusCodes.Status101SwitchingProtocols)
        {
            await RefuseAsync(
                context, $"unable to upgrade connection: {await runtime.ReadBodyAsync(cancellationToken)}");
            return;
        }
        using SpdyClient spdy = new(runtime.Stream);
        Dictionary<uint, byte> channels = [];
        Dictionary<byte, uint> streams = [];
        async Task OpenAsync(byte channel, string type)
        {
            uint id = await spdy.OpenAsync(type, cancellationToken);
            channels[id] = channel;
            streams[channel] = id;
        }
        await OpenAsync(Error, "error");
        if (options.Stdin)
            await OpenAsync(Stdin, "stdin");
        if (options.Stdout)
            await OpenAsync(Stdout, "stdout");
        if (options.Stderr && !options.Tty)
            await OpenAsync(Stderr, "stderr");
        if (options.Tty)
            await OpenAsync(Resize, "resize");

        using WebSocket socket = await WebSocketUpgrade.AcceptAsync(context, ProtocolV5);
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task up = UpAsync(socket, spdy, streams, done.Token);
        Task down = DownAsync(spdy, socket, channels, missed, done.Token);
        await Task.WhenAny(up, down);
        // A caller that left ends the command's streams; a runtime that is done lets the caller answer the close.
        if (down.IsCompleted)
            await Task.WhenAny(up, Task.Delay(CloseWait, CancellationToken.None));
        await done.CancelAsync();
        runtime.Dispose();
        await Task.WhenAll(up, down);
    }

    /// <summary>
    /// Takes the connection only to say, as a Status on the channel of errors, why nothing comes of it.
    /// </summary>
    public static async Task RefuseAsync(HttpContext context, string why)
    {
        string message = $"Internal error occurred: {why}";
        Status status = new()
        {
            StatusValue = "Failure", Code = StatusCodes.Status500InternalServerError, Reason = "InternalError",
            Message = message, Details = new() { Causes = [new() { Message = why }] },
        };
        ArrayBufferWriter<byte> json = new();
        ApiJson.Write(status, json);
        using WebSocket socket = await WebSocketUpgrade.AcceptAsync(context, ProtocolV5);
        try
        {
            await SendAsync(socket, Error, json.WrittenMemory, context.RequestAborted);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", context.RequestAborted);
            await WaitForCloseAsync(socket, context.RequestAborted);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // The caller is gone.
        }
    }

    // What was on its way when this side closed is read, so that the connection ends in order.
    private static async Task WaitForCloseAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        using CancellationTokenSource bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(CloseWait);
        byte[] buffer = new byte[1024];
        while ((await socket.ReceiveAsync(buffer.AsMemory(), bound.Token)).MessageType != WebSocketMessageType.Close)
        {
        }
    }

    internal static bool IsEnd(Exception exception) => exception is IOException or WebSocketException
        or OperationCanceledException or ObjectDisposedException or SocketException or InvalidOperationException;

    private static async Task UpAsync(
        WebSocket socket, SpdyClient spdy, Dictionary<byte, uint> streams, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[32 * 1024];
        try
        {
            await spdy.AnsweredAsync(cancellationToken);
            byte channel = 0;
            bool isStart = true;
            while (true)
            {
                ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                    return;
                ReadOnlyMemory<byte> bytes = buffer.AsMemory(0, received.Count);
                if (isStart && bytes.Length > 0)
                {
                    channel = bytes.Span[0];
                    bytes = bytes[1..];
                }
                isStart = received.EndOfMessage;
                if (channel == CloseSignal)
                {
                    if (bytes.Length > 0 && streams.TryGetValue(bytes.Span[0], out uint closed))
                        await spdy.WriteAsync(closed, default, isLast: true, cancellationToken);
                }
                else if (channel is Stdin or Resize && bytes.Length > 0 && streams.TryGetValue(channel, out uint id))
                {
                    await spdy.WriteAsync(id, bytes, isLast: false, cancellationToken);
                }
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // One end is gone.
        }
    }

    private static async Task DownAsync(
        SpdyClient spdy, WebSocket socket, Dictionary<uint, byte> channels,
        Func<CancellationToken, Task<ReadOnlyMemory<byte>>>? missed, CancellationToken cancellationToken)
    {
        try
        {
            bool isSilent = true;
            // All output and the outcome have ended: the runtime may keep the connection, but there is no more to say.
            HashSet<byte> open = [.. channels.Values.Where(static channel => channel is Stdout or Stderr or Error)];
            while (open.Count > 0 && await spdy.ReadAsync(cancellationToken) is { } data)
            {
                if (!channels.TryGetValue(data.StreamId, out byte channel))
                    continue;
                if (data.Bytes.Length > 0)
                {
                    isSilent &= channel == Error;
                    await SendAsync(socket, channel, data.Bytes, cancellationToken);
                }
                if (data.IsLast)
                    open.Remove(channel);
            }
            if (isSilent && missed is not null && await missed(cancellationToken) is { Length: > 0 } text)
                await SendAsync(socket, Stdout, text, cancellationToken);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // One end is gone.
        }
    }

    private static async Task SendAsync(
        WebSocket socket, byte channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        byte[] message = new byte[bytes.Length + 1];
        message[0] = channel;
        bytes.CopyTo(message.AsMemory(1));
        await socket.SendAsync(message.AsMemory(), WebSocketMessageType.Binary, true, cancellationToken);
    }
}
