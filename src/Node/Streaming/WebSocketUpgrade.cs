using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>The handshake of RFC 6455 on a request of ours.</summary>
internal static class WebSocketUpgrade
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    public static bool IsWebSocket(HttpContext context) =>
        context.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);

    public static bool Offers(HttpContext context, string protocol) =>
        IsWebSocket(context)
        && context.Request.Headers.SecWebSocketProtocol
            .SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.TrimEntries))
            .Contains(protocol);

    public static async Task<WebSocket> AcceptAsync(HttpContext context, string protocol)
    {
        string key = context.Request.Headers.SecWebSocketKey.ToString();
#pragma warning disable CA5350 // The protocol prescribes SHA-1; nothing is protected by it.
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = accept;
        context.Response.Headers.SecWebSocketProtocol = protocol;
        IHttpUpgradeFeature upgrade = context.Features.GetRequiredFeature<IHttpUpgradeFeature>();
        Stream stream = await upgrade.UpgradeAsync();
        // Not told of the protocol: .NET takes no slash in its name, and Kubernetes has one.
        return WebSocket.CreateFromStream(
            stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = KeepAlive });
    }
}
