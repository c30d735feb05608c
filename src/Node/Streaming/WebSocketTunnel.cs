using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>Port-forward of newer clients: the bytes of a SPDY connection inside binary messages (KEP-4006).</summary>
internal static class WebSocketTunnel
{
    public const string Protocol = "SPDY/3.1+portforward.k8s.io";

    public static async Task RunAsync(HttpContext context, string url, CancellationToken cancellationToken)
    {
        using StreamUpgrade runtime = await StreamUpgrade.ConnectAsync(
            new Uri(url), "POST", "SPDY/3.1", [new("X-Stream-Protocol-Version", "portforward.k8s.io")],
                cancellationToken);
        if (runtime.StatusCode != StatusCodes.Status101SwitchingProtocols)
        {
            await KubeletRoutes.RefuseAsync(
                context, runtime.StatusCode, await runtime.ReadBodyAsync(cancellationToken));
            return;
        }
        using WebSocket socket = await WebSocketUpgrade.AcceptAsync(context, Protocol);
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task up = UpAsync(socket, runtime.Stream, done.Token);
        Task down = DownAsync(runtime.Stream, socket, done.Token);
        await Task.WhenAny(up, down);
        await done.CancelAsync();
        runtime.Dispose();
        await Task.WhenAll(up, down);
    }

    private static async Task UpAsync(WebSocket socket, Stream runtime, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[32 * 1024];
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                    return;
                await runtime.WriteAsync(buffer.AsMemory(0, received.Count), cancellationToken);
            }
        }
        catch (Exception exception) when (WebSocketBridge.IsEnd(exception))
        {
            // One end is gone.
        }
    }

    private static async Task DownAsync(Stream runtime, WebSocket socket, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[32 * 1024];
        try
        {
            while (true)
            {
                int count = await runtime.ReadAsync(buffer, cancellationToken);
                if (count == 0)
                    break;
                await socket.SendAsync(buffer.AsMemory(0, count), WebSocketMessageType.Binary, true, cancellationToken);
            }
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
        }
        catch (Exception exception) when (WebSocketBridge.IsEnd(exception))
        {
            // One end is gone.
        }
    }
}
