using System.Buffers.Binary;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Http;

/// <summary>The same watch as table, as metadata, as protobuf, over a WebSocket, over HTTP/2.</summary>
public sealed class WatchFormsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private ServerFixture Server => shared.Server;

    [Fact]
    public async Task E022_ATableSaysItsColumnsOnce()
    {
        string maps = await shared.NamespaceAsync("tables");
        await shared.ConfigMapAsync(maps, "a");
        await shared.ConfigMapAsync(maps, "b");
        await using WatchStream watch = await WatchStream.OpenAsync(
            Server, $"{maps}?watch=1&allowWatchBookmarks=true", "application/json;as=Table;v=v1;g=meta.k8s.io");
        JsonElement first = (await watch.NextAsync()).GetProperty("object");
        Assert.Equal("Table", first.GetProperty("kind").GetString());
        Assert.NotEmpty(first.GetProperty("columnDefinitions").EnumerateArray());
        Assert.Equal("a", first.GetProperty("rows")[0].GetProperty("cells")[0].GetString());
        Assert.Equal("PartialObjectMetadata",
            first.GetProperty("rows")[0].GetProperty("object").GetProperty("kind").GetString());
        JsonElement second = (await watch.NextAsync()).GetProperty("object");
        Assert.Equal(JsonValueKind.Null, second.GetProperty("columnDefinitions").ValueKind);
        JsonElement bookmark = await watch.NextAsync();
        Assert.Equal("BOOKMARK", bookmark.GetProperty("type").GetString());
        Assert.Equal("Table", bookmark.GetProperty("object").GetProperty("kind").GetString());
        Assert.True(long.Parse(SharedServer.Revision(bookmark.GetProperty("object"))) > 1);
    }

    [Fact]
    public async Task E023_MetadataIsWatchedInJson()
    {
        string maps = await shared.NamespaceAsync("partial");
        await shared.PostAsync(maps, """{"metadata":{"name":"a"},"data":{"k":"v"}}""");
        await using WatchStream watch = await WatchStream.OpenAsync(
            Server, $"{maps}?watch=1&allowWatchBookmarks=true",
            "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json");
        JsonElement value = (await watch.NextAsync()).GetProperty("object");
        Assert.Equal(("PartialObjectMetadata", "meta.k8s.io/v1"),
            (value.GetProperty("kind").GetString(), value.GetProperty("apiVersion").GetString()));
        Assert.False(value.TryGetProperty("data", out _));
        JsonElement bookmark = (await watch.NextAsync()).GetProperty("object");
        Assert.Equal("PartialObjectMetadata", bookmark.GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("", "v1 ConfigMap")]
    [InlineData(";as=PartialObjectMetadata;v=v1;g=meta.k8s.io", "meta.k8s.io/v1 PartialObjectMetadata")]
    public async Task E051_ProtobufComesInFramesWithTheirLength(string projection, string expected)
    {
        string maps = await shared.NamespaceAsync($"frames{projection.Length}");
        await shared.PostAsync(maps, """{"metadata":{"name":"a"},"data":{"k":"v"}}""");
        using HttpResponseMessage response = await Server.RawAsync(
            HttpMethod.Get, $"{maps}?watch=1&allowWatchBookmarks=true",
            accept: $"application/vnd.kubernetes.protobuf{projection}");
        Assert.Equal("application/vnd.kubernetes.protobuf;stream=watch",
            response.Content.Headers.NonValidated["Content-Type"].ToString());
        await using Stream stream = await response.Content.ReadAsStreamAsync(ServerFixture.Token);
        foreach (string type in (string[])["ADDED", "BOOKMARK"])
        {
            ProtoFields told = new(await FrameAsync(stream));
            Assert.Equal(type, told.Text(1));
            byte[] message = ApiProto.OpenEnvelope(
                told.Message(2).Bytes(1), out string apiVersion, out string kind).ToArray();
            Assert.Equal(expected, $"{apiVersion} {kind}");
            if (projection.Length > 0 || type != "ADDED")
                continue;
            ConfigMap map = ApiProto.Read<ConfigMap>(message);
            Assert.Equal(("a", "v"), (map.Metadata.Name, map.Data["k"]));
        }
    }

    [Theory]
    [InlineData("application/yaml")] // A list has it, a stream does not.
    [InlineData("text/html")]
    public async Task E025_AWatchSaysWhichStreamsThereAre(string accept)
    {
        using HttpResponseMessage response =
            await Server.RawAsync(HttpMethod.Get, "/api/v1/configmaps?watch=1", accept: accept);
        Assert.Equal(406, (int)response.StatusCode);
        Assert.Contains("application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch",
            await response.Content.ReadAsStringAsync(ServerFixture.Token));
    }

    [Fact]
    public async Task E062_AWatchOverAWebSocketIsAMessageAnEvent()
    {
        string maps = await shared.NamespaceAsync("sockets");
        await shared.ConfigMapAsync(maps, "a");
        using ClientWebSocket socket =
            await ConnectAsync($"{maps}?watch=1&allowWatchBookmarks=true", "base64.binary.k8s.io");
        Assert.Equal("base64.binary.k8s.io", socket.SubProtocol);
        Assert.Equal("ADDED a", await EventAsync(socket));
        Assert.Equal("BOOKMARK end", await EventAsync(socket));
        // What a client says changes nothing.
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, ServerFixture.Token);
        await Server.SendAsync(HttpMethod.Delete, $"{maps}/a");
        Assert.Equal("DELETED a", await EventAsync(socket));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", ServerFixture.Token);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task E062_AWebSocketThatIsOverIsClosedCleanly()
    {
        string maps = await shared.NamespaceAsync("closing");
        using ClientWebSocket socket = await ConnectAsync($"{maps}?watch=1&timeoutSeconds=1", null);
        Assert.Null(await MessageAsync(socket));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task E063_ManyWatchesShareOneConnection()
    {
        const int watches = 300;
        string maps = await shared.NamespaceAsync("many");
        (_, JsonElement list) = await Server.GetAsync(maps);
        int connections = 0;
        using SocketsHttpHandler handler = new()
        {
            SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
            ConnectCallback = async (context, cancellationToken) =>
            {
                Interlocked.Increment(ref connections);
                System.Net.Sockets.Socket socket = new(
                    System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        using HttpClient client = new(handler)
        {
            BaseAddress = Server.Client.BaseAddress,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        string path = $"{maps}?watch=1&resourceVersion={SharedServer.Revision(list)}";
        List<(HttpResponseMessage Response, StreamReader Lines)> open = [];
        for (int i = 0; i < watches; i++)
        {
            HttpResponseMessage response =
                await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, ServerFixture.Token);
            Assert.Equal(HttpVersion.Version20, response.Version);
            open.Add((response, new(await response.Content.ReadAsStreamAsync(ServerFixture.Token))));
        }
        await shared.ConfigMapAsync(maps, "a");
        // Nobody reads the first one: the others must not wait for it.
        for (int i = watches - 1; i > 0; i--)
        {
            string line = (await open[i].Lines.ReadLineAsync(ServerFixture.Token))!;
            Assert.Equal("ADDED a", WatchStream.Text(JsonDocument.Parse(line).RootElement));
        }
        Assert.Equal(1, connections);
        foreach ((HttpResponseMessage response, StreamReader lines) in open)
        {
            lines.Dispose();
            response.Dispose();
        }
    }

    [Fact]
    public async Task E119_AStoppingServerIsNotReadyAndEndsItsWatchesCleanly()
    {
        ServerFixture server = await ServerFixture.StartAsync();
        try
        {
            const string maps = "/api/v1/namespaces/default/configmaps";
            await using WatchStream watch = await WatchStream.OpenAsync(server, $"{maps}?watch=1&resourceVersion=0");
            using ClientWebSocket socket = await ConnectAsync(server, $"{maps}?watch=1", null);
            await server.CreateConfigMapAsync("a");
            Assert.Equal(["ADDED a"], await watch.ReadAsync(1));
            Assert.NotNull(await MessageAsync(socket));
            await server.Server.BeginStopAsync();
            Assert.Empty(await watch.ReadAsync(1));
            Assert.Null(await MessageAsync(socket));
            Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
            // Requests are still answered, so that who is in the middle of something can finish it.
            using HttpResponseMessage live = await server.RawAsync(HttpMethod.Get, "/livez");
            Assert.Equal(200, (int)live.StatusCode);
            using HttpResponseMessage ready = await server.RawAsync(HttpMethod.Get, "/readyz");
            Assert.Equal(500, (int)ready.StatusCode);
            Assert.Contains("[-]shutdown failed", await ready.Content.ReadAsStringAsync(ServerFixture.Token));
            Assert.Equal(201, (await server.CreateConfigMapAsync("b")).Code);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private Task<ClientWebSocket> ConnectAsync(string path, string? protocol) => ConnectAsync(Server, path, protocol);

    private static async Task<ClientWebSocket> ConnectAsync(ServerFixture server, string path, string? protocol)
    {
        ClientWebSocket socket = new();
        socket.Options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        if (protocol is not null)
            socket.Options.AddSubProtocol(protocol);
        Uri address = new UriBuilder(new Uri(server.Client.BaseAddress!, path)) { Scheme = "wss" }.Uri;
        await socket.ConnectAsync(address, ServerFixture.Token);
        return socket;
    }

    /// <summary>The next message; null when the server has closed.</summary>
    private static async Task<string?> MessageAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        while (true)
        {
            WebSocketReceiveResult part = await socket.ReceiveAsync(
                new ArraySegment<byte>(buffer, length, buffer.Length - length), ServerFixture.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            length += part.Count;
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    private static async Task<string> EventAsync(ClientWebSocket socket) =>
        WatchStream.Text(JsonDocument.Parse((await MessageAsync(socket))!).RootElement);

    private static async Task<byte[]> FrameAsync(Stream stream)
    {
        byte[] head = new byte[4];
        await stream.ReadExactlyAsync(head, ServerFixture.Token);
        byte[] frame = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
        await stream.ReadExactlyAsync(frame, ServerFixture.Token);
        return frame;
    }
}
