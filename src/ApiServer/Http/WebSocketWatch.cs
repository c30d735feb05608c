using System.Buffers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Kubesharp.Api;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;
using Kubesharp.ApiServer.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kubesharp.ApiServer.Http;

/// <summary>
/// A watch as messages of a WebSocket, for clients that cannot read an endless body (browsers, Java): one event a
/// message, text for JSON, binary for protobuf. Whatever the client sends is ignored but for its close.
/// </summary>
internal sealed class WebSocketWatch(ApiServer server)
{
    // RFC 6455, section 1.3: proves that the server has understood the handshake.
    private const string HandshakeKey = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const string BearerPrefix = "base64url.bearer.authorization.k8s.io.";
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(30);

    /// <summary>Whether the client asks for a WebSocket, and not for another protocol.</summary>
    public static bool IsRequested(HttpContext context) =>
        (context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest ?? false)
        && context.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);

    public async Task WriteAsync(
        HttpContext context, ServerRequest request, WatchReply watch, Negotiated negotiated,
        CancellationToken cancellationToken)
    {
        string key = context.Request.Headers.SecWebSocketKey.ToString();
        if (context.Request.Headers.SecWebSocketVersion != "13" || key.Length == 0)
        {
            context.Response.StatusCode = 400;
            context.Response.Headers.SecWebSocketVersion = "13";
            context.Response.ContentType = Negotiation.Json;
            ArrayBufferWriter<byte> refusal = new();
            ApiJson.Write(StatusErrors.BadRequest("a WebSocket needs version 13 and a key"), refusal);
            await context.Response.BodyWriter.WriteAsync(refusal.WrittenMemory, cancellationToken);
            return;
        }
        IHeaderDictionary headers = context.Response.Headers;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = AcceptOf(key);
        if (ProtocolOf(context.Request) is { } protocol)
            headers.SecWebSocketProtocol = protocol;
        await using Stream stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        using WebSocket socket = WebSocket.CreateFromStream(
            stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = PingPeriod });
        await SendAsync(socket, request, watch, negotiated, cancellationToken);
    }

    private async Task SendAsync(
        WebSocket socket, ServerRequest request, WatchReply watch, Negotiated negotiated,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, server.Stopping);
        WebSocketMessageType type = negotiated.Encoding == Encoding.Protobuf
            ? WebSocketMessageType.Binary
            : WebSocketMessageType.Text;
        WatchEventWriter writer = new(
            watch.Definition, negotiated, TableWriter.ForWatch(watch.Definition, negotiated, request, server.Time),
            framed: false);
        // A receive or a send that is cancelled breaks the socket, and then it cannot be closed cleanly any more: both
        // end with the request, and the receive once the close has been sent.
        using CancellationTokenSource listening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task receiving = ReceiveAsync(socket, end, listening.Token);
        ArrayBufferWriter<byte> message = new(4096);
        try
        {
            await foreach (WatchItem item in watch.Events.WithCancellation(end.Token))
            {
                message.ResetWrittenCount();
                writer.Write(message, item);
                await socket.SendAsync(message.WrittenMemory, type, endOfMessage: true, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The client has closed, or the server stops: the stream ends like one whose time is over.
        }
        catch (WebSocketException)
        {
            // The connection is gone.
        }
        await CloseAsync(socket, cancellationToken);
        await Loop.CancelAsync(listening);
        await receiving;
    }

    private static async Task CloseAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (WebSocketException)
        {
            // It had gone before it could be told.
        }
    }

    private static async Task ReceiveAsync(
        WebSocket socket, CancellationTokenSource end, CancellationToken cancellationToken)
    {
        byte[] ignored = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(ignored, cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
                // Nothing that a client says changes a watch.
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // Gone without a word, or the watch is over.
        }
        await Loop.CancelAsync(end);
    }

    private static string AcceptOf(string key) => Convert.ToBase64String(
        SHA1.HashData(System.Text.Encoding.ASCII.GetBytes(key + HandshakeKey)));

    // Of the protocols that the client offers one is confirmed; the one that carries its token is not one.
    private static string? ProtocolOf(HttpRequest request)
    {
        foreach (string offered in request.Headers.SecWebSocketProtocol.ToString().Split(','))
        {
            string protocol = offered.Trim();
            if (protocol.Length > 0 && !protocol.StartsWith(BearerPrefix, StringComparison.Ordinal))
                return protocol;
        }
        return null;
    }
}
