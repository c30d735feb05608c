using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>
/// Logs, exec, attach and port-forward of a Pod that really runs, as an API server asks the kubelet for them.
/// </summary>
[Collection("node")]
public sealed class StreamingTests
{
    [Fact]
    public async Task Logs_and_streams_of_a_running_container()
    {
        TestCertificates certificates = TestCertificates.Create();
        await using NodeFixture node = await NodeFixture.StartAsync(options => options with
        {
            ServingCertificate = () => certificates.Serving, ClientAuthorities = [certificates.Authority],
        });
        node.Api.Put(PodTests.Run(
            "talk", "Always", "for i in 1 2 3 4; do echo line $i; done; httpd -p 8080 -h /etc; exec sleep 1000"));
        await node.WaitForPodAsync("talk", static pod => pod.Status.Phase == "Running");
        int port = await node.PortAsync();
        string at = $"127.0.0.1:{port}";

        using HttpClient stranger = new(Handler(null));
        using HttpResponseMessage refused = await stranger.GetAsync($"https://{at}/pods");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using HttpClient http = new(Handler(certificates));
        Assert.Contains("\"name\":\"talk\"", await http.GetStringAsync($"https://{at}/pods"), StringComparison.Ordinal);
        await node.WaitUntilAsync("the log", async () =>
            await http.GetStringAsync(
                $"https://{at}/containerLogs/default/talk/main") == "line 1\nline 2\nline 3\nline 4\n");
        Assert.Equal(
            "line 3\nline 4\n", await http.GetStringAsync($"https://{at}/containerLogs/default/talk/main?tailLines=2"));
        using HttpResponseMessage previous = await http.GetAsync(
            $"https://{at}/containerLogs/default/talk/main?previous=true");
        Assert.Equal(HttpStatusCode.BadRequest, previous.StatusCode);

        string exec = $"wss://{at}/exec/default/talk/main?input=1&output=1&error=1&command=sh&command=-c&command=";
        Dictionary<int, string> heard = await TalkAsync(
            certificates, exec
                + Uri.EscapeDataString("cat; echo sad >&2; exit 7"), "v5.channel.k8s.io", "hello", endInput: true);
        Assert.Equal("hello", heard[1]);
        Assert.Equal("sad\n", heard[2]);
        Assert.Contains("\"7\"", heard[3], StringComparison.Ordinal);

        heard = await TalkAsync(certificates, exec
            + Uri.EscapeDataString("read x; echo got $x"), "v4.channel.k8s.io", "one\n", endInput: false);
        Assert.Equal("got one\n", heard[1]);
        Assert.Contains("Success", heard[3], StringComparison.Ordinal);

        using WebSocket forward = await ForwardAsync(certificates, port);
        // A SPDY ping of ours comes back as it is: the tunnel reaches the runtime.
        byte[] ping = [0x80, 3, 0, 6, 0, 0, 0, 4, 0, 0, 0, 1];
        await forward.SendAsync(ping, WebSocketMessageType.Binary, true, CancellationToken.None);
        byte[] answer = new byte[64];
        int count = 0;
        while (count < ping.Length)
            count += (await forward.ReceiveAsync(answer.AsMemory(count), CancellationToken.None)).Count;
        Assert.Equal(ping, answer[..ping.Length]);
    }

    internal static SocketsHttpHandler Handler(TestCertificates? certificates) => new()
    {
        SslOptions = new()
        {
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            ClientCertificates = certificates is null ? null : [certificates.Client],
        },
    };

    private static async Task<ClientWebSocket> ConnectAsync(TestCertificates certificates, string url, string protocol)
    {
        ClientWebSocket socket = new();
        socket.Options.AddSubProtocol(protocol);
        socket.Options.ClientCertificates = [certificates.Client];
        socket.Options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        await socket.ConnectAsync(new Uri(url), CancellationToken.None);
        return socket;
    }

    // By hand: .NET's client takes no slash in the name of a protocol.
    private static async Task<WebSocket> ForwardAsync(TestCertificates certificates, int port)
    {
        TcpClient tcp = new();
        await tcp.ConnectAsync(IPAddress.Loopback, port);
        SslStream tls = new(tcp.GetStream(), false, static (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("127.0.0.1", [certificates.Client], checkCertificateRevocation: false);
        await tls.WriteAsync(Encoding.ASCII.GetBytes(
            "GET /portForward/default/talk HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io\r\n\r\n"));
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await tls.ReadAsync(one) == 1)
            head.Append((char)one[0]);
        Assert.StartsWith("HTTP/1.1 101", head.ToString(), StringComparison.Ordinal);
        Assert.Contains("SPDY/3.1+portforward.k8s.io", head.ToString(), StringComparison.Ordinal);
        return WebSocket.CreateFromStream(tls, new WebSocketCreationOptions { IsServer = false });
    }

    private static async Task<Dictionary<int, string>> TalkAsync(
        TestCertificates certificates, string url, string protocol, string input, bool endInput)
    {
        using CancellationTokenSource bound = new(TimeSpan.FromSeconds(30));
        using ClientWebSocket socket = await ConnectAsync(certificates, url, protocol);
        await socket.SendAsync(new byte[] { 0 }.Concat(Encoding.UTF8.GetBytes(input))
            .ToArray(), WebSocketMessageType.Binary, true, bound.Token);
        if (endInput)
            await socket.SendAsync(new byte[] { 255, 0 }, WebSocketMessageType.Binary, true, bound.Token);
        Dictionary<int, string> heard = [];
        byte[] buffer = new byte[65536];
        while (true)
        {
            ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer.AsMemory(), bound.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return heard;
            if (received.Count > 0)
                heard[buffer[0]] = heard.GetValueOrDefault(buffer[0], "")
                    + Encoding.UTF8.GetString(buffer, 1, received.Count - 1);
        }
    }
}
