using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// Every subprotocol that exec and port-forward have had over WebSocket, spoken by hand with the API server: clients of
/// each age are still about.
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed class WebSocketProtocolTests(StreamPods pods) : IClassFixture<StreamPods>
{
    private const string Base = $"/api/v1/namespaces/{StreamPods.Namespace}/pods/{StreamPods.Target}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // E079
    [Theory]
    [InlineData("v5.channel.k8s.io", "v5.channel.k8s.io", "ExitCode")]
    [InlineData("v5.channel.k8s.io", "v4.channel.k8s.io, v5.channel.k8s.io", "ExitCode")]
    [InlineData("v4.channel.k8s.io", "v4.channel.k8s.io", "ExitCode")]
    // The second and the third version are SPDY's alone.
    [InlineData("channel.k8s.io", "v3.channel.k8s.io, v2.channel.k8s.io, channel.k8s.io", "exit code 3")]
    [InlineData("channel.k8s.io", "channel.k8s.io", "exit code 3")]
    public async Task ChannelsOfEachVersion(string spoken, string offered, string outcome)
    {
        pods.Cluster.Require();
        await using ApiConnection connection = await ApiConnection.WebSocketAsync(
            pods.Cluster.Kubeconfig, Exec("read x; echo got $x; echo sad >&2; exit 3", "&stdin=true"), offered);
        using WebSocket socket = connection.AsWebSocket();
        Assert.Equal(spoken, connection.Header("Sec-WebSocket-Protocol"));
        await SendAsync(socket, 0, "one\n"u8);
        Dictionary<byte, string> heard = await HearAsync(socket);
        Assert.Equal("got one\n", heard[1]);
        Assert.Equal("sad\n", heard[2]);
        Assert.Contains(outcome, heard[3], StringComparison.Ordinal);
    }

    // E079
    [Theory]
    [InlineData("v4.base64.channel.k8s.io", "ExitCode")]
    [InlineData("base64.channel.k8s.io", "exit code 3")]
    public async Task ChannelsInBase64ForWhoCanOnlySayText(string protocol, string outcome)
    {
        pods.Cluster.Require();
        await using ApiConnection connection = await ApiConnection.WebSocketAsync(
            pods.Cluster.Kubeconfig, Exec("read x; echo got $x; exit 3", "&stdin=true"), protocol);
        using WebSocket socket = connection.AsWebSocket();
        Assert.Equal(protocol, connection.Header("Sec-WebSocket-Protocol"));
        await socket.SendAsync(
            Encoding.ASCII.GetBytes("0" + Convert.ToBase64String("one\n"u8)), WebSocketMessageType.Text, true, Token);
        // The channel is a digit, and what follows is base64.
        Dictionary<byte, string> heard = await HearAsync(socket,
            static bytes => Encoding.UTF8.GetString(Convert.FromBase64String(Encoding.ASCII.GetString(bytes))));
        Assert.Equal("got one\n", heard[(byte)'1']);
        Assert.Contains(outcome, heard[(byte)'3'], StringComparison.Ordinal);
    }

    // E079, E083
    [Fact]
    public async Task TheEndOfInputReachesTheCommandAndASizeItsTerminal()
    {
        pods.Cluster.Require();
        await using (ApiConnection connection = await ApiConnection.WebSocketAsync(
            pods.Cluster.Kubeconfig, Exec("cat; echo over", "&stdin=true"), "v5.channel.k8s.io"))
        {
            using WebSocket socket = connection.AsWebSocket();
            await SendAsync(socket, 0, "all I have"u8);
            await SendAsync(socket, 255, [0]);
            Dictionary<byte, string> heard = await HearAsync(socket);
            Assert.Equal("all I haveover\n", heard[1]);
            Assert.Contains("\"status\":\"Success\"", heard[3], StringComparison.Ordinal);
        }
        foreach (string protocol in (string[])["v5.channel.k8s.io", "v4.channel.k8s.io"])
        {
            await using ApiConnection connection = await ApiConnection.WebSocketAsync(
                pods.Cluster.Kubeconfig,
                Exec(
                    "until [ \"$(stty size 2>/dev/null)\" = '33 101' ]; do sleep 0.1; done; echo so large",
                    "&stdin=true&tty=true"),
                protocol);
            using WebSocket socket = connection.AsWebSocket();
            await SendAsync(socket, 4, """{"Width":101,"Height":33}"""u8);
            Dictionary<byte, string> heard = await HearAsync(socket);
            Assert.Equal("so large\r\n", heard[1]);
        }
    }

    // E079, E083
    [Fact]
    public async Task WhatIsSentAtOnceArrivesWhole()
    {
        pods.Cluster.Require();
        byte[] data = System.Security.Cryptography.RandomNumberGenerator.GetBytes(1024 * 1024);
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(data));
        for (int attempt = 0; attempt < 5; attempt++)
        {
            await using ApiConnection connection = await ApiConnection.WebSocketAsync(
                pods.Cluster.Kubeconfig, Exec("sha256sum", "&stdin=true"), "v5.channel.k8s.io");
            using WebSocket socket = connection.AsWebSocket();
            await SendAsync(socket, 0, data);
            await SendAsync(socket, 255, [0]);
            Dictionary<byte, string> heard = await HearAsync(socket);
            Assert.Equal($"{hash}  -\n", heard[1]);
        }
    }

    // E079
    [Theory]
    [InlineData("v5.channel.k8s.io")]
    [InlineData("v4.channel.k8s.io")]
    public async Task APingIsAnswered(string protocol)
    {
        pods.Cluster.Require();
        await using ApiConnection connection = await ApiConnection.WebSocketAsync(
            pods.Cluster.Kubeconfig, Exec("read x", "&stdin=true"), protocol);
        Assert.Equal(101, connection.Code);
        // A masked ping of five bytes; the mask is zero.
        await connection.Stream.WriteAsync(new byte[] { 0x89, 0x85, 0, 0, 0, 0, 1, 2, 3, 4, 5 }, Token);
        byte[] head = new byte[2];
        byte[] payload = new byte[125];
        while (true)
        {
            await connection.Stream.ReadExactlyAsync(head, Token);
            int length = head[1] & 0x7F; // Before it there may be empty frames that open the channels.
            await connection.Stream.ReadExactlyAsync(payload.AsMemory(0, length), Token);
            if ((head[0] & 0x0F) != 0x0A)
                continue;
            Assert.Equal([1, 2, 3, 4, 5], payload[..length]);
            return;
        }
    }

    // E082
    [Fact]
    public async Task PortsByNumberInTheQuery()
    {
        pods.Cluster.Require();
        await using ApiConnection connection = await ApiConnection.WebSocketAsync(
            pods.Cluster.Kubeconfig, $"{Base}/portforward?ports=8080&ports=1", "v4.channel.k8s.io");
        using WebSocket socket = connection.AsWebSocket();
        await SendAsync(socket, 0, "GET / HTTP/1.0\r\n\r\n"u8);
        // Each port has two channels, data and errors, and each of them begins with the port, low byte first.
        Dictionary<byte, byte[]> heard = await HearBytesAsync(socket, static heard =>
            heard.GetValueOrDefault((byte)0, []) is { Length: > 2 } page
            && Encoding.ASCII.GetString(page).EndsWith("a page of the target\n", StringComparison.Ordinal));
        foreach ((byte channel, int port) in ((byte, int)[])[(0, 8080), (1, 8080), (2, 1), (3, 1)])
            Assert.Equal(port, BinaryPrimitives.ReadUInt16LittleEndian(heard[channel]));
    }

    // E082
    [Fact]
    public async Task APortThatIsNoneIsRefused()
    {
        pods.Cluster.Require();
        await using ApiConnection connection = await ApiConnection.WebSocketAsync(
            pods.Cluster.Kubeconfig, $"{Base}/portforward?ports=web", "v4.channel.k8s.io");
        Assert.Equal(400, connection.Code);
    }

    private static string Exec(string script, string more) =>
        $"{Base}/exec?stdout=true&stderr=true&container=main&command=sh&command=-c"
        + $"&command={Uri.EscapeDataString(script)}{more}";

    private static Task SendAsync(WebSocket socket, byte channel, ReadOnlySpan<byte> bytes) =>
        socket.SendAsync(new ArraySegment<byte>([channel, .. bytes]), WebSocketMessageType.Binary, true, Token);

    private static async Task<Dictionary<byte, string>> HearAsync(
        WebSocket socket, Func<byte[], string>? decode = null)
    {
        Dictionary<byte, List<byte[]>> messages = [];
        await foreach (byte[] message in MessagesAsync(socket))
        {
            if (!messages.TryGetValue(message[0], out List<byte[]>? of))
                messages[message[0]] = of = [];
            of.Add(message[1..]);
        }
        return messages.ToDictionary(
            static pair => pair.Key, pair => string.Concat(pair.Value.Select(decode ?? Encoding.UTF8.GetString)));
    }

    private static async Task<Dictionary<byte, byte[]>> HearBytesAsync(
        WebSocket socket, Func<Dictionary<byte, byte[]>, bool> isEnough)
    {
        Dictionary<byte, byte[]> heard = [];
        await foreach (byte[] message in MessagesAsync(socket))
        {
            heard[message[0]] = [.. heard.GetValueOrDefault(message[0], []), .. message[1..]];
            if (isEnough(heard))
                break;
        }
        return heard;
    }

    private static async IAsyncEnumerable<byte[]> MessagesAsync(WebSocket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        int count = 0;
        while (true)
        {
            ValueWebSocketReceiveResult received;
            try
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(count), Token);
            }
            catch (WebSocketException)
            {
                yield break; // The oldest servers end the connection without a word.
            }
            if (received.MessageType == WebSocketMessageType.Close)
                yield break;
            count += received.Count;
            if (!received.EndOfMessage)
                continue;
            if (count > 0)
                yield return buffer[..count];
            count = 0;
        }
    }
}
