using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubesharp.Api;
using Kubesharp.ApiServer.Certificates;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Streaming;

/// <summary>The way from a client through the API server to a server that stands where a kubelet would.</summary>
public sealed class StreamProxyTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact(DisplayName = "An upgrade is joined byte for byte, in both directions")]
    public async Task Upgrade()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        using TcpListener kubelet = new(IPAddress.Loopback, 0);
        kubelet.Start();
        await CreateNodeAndPodAsync(server, ((IPEndPoint)kubelet.LocalEndpoint).Port);
        Task<string> answering = AnswerAsync(
            kubelet, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: SPDY/3.1\r\nConnection: Upgrade\r\n"
            + "X-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\nhello ", echo: true);

        await using SslStream client = await ConnectAsync(server);
        await client.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {Pods}/p/exec?command=sh&stdin=true&stdout=true&container=c HTTP/1.1\r\n"
                + "Host: x\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nContent-Length: 0\r\n"
                + "Impersonate-User: u\r\nImpersonate-Extra-Scopes: s\r\nX-Remote-User: u\r\nX-Remote-Uid: u\r\n"
                + "X-Remote-Extra-Scopes: s\r\nX-Other: kept\r\n\r\n"),
            ServerFixture.Token);
        string head = await ReadUntilAsync(client, "hello ");
        Assert.StartsWith("HTTP/1.1 101", head);
        Assert.Contains("X-Stream-Protocol-Version: v4.channel.k8s.io", head);
        await client.WriteAsync("echo me"u8.ToArray(), ServerFixture.Token);
        Assert.Equal("echo me", await ReadUntilAsync(client, "echo me"));
        client.Close();
        string received = await answering;
        Assert.StartsWith("POST /exec/default/p/c?command=sh&input=1&output=1 HTTP/1.1", received);
        // Who the client says to be is the server's to judge, and is not passed on.
        Assert.Contains("X-Other: kept", received);
        Assert.DoesNotContain("Impersonate-", received);
        Assert.DoesNotContain("X-Remote-", received);
    }

    [Fact(DisplayName = "E078: logs arrive as the kubelet sends them")]
    public async Task Logs()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        using TcpListener kubelet = new(IPAddress.Loopback, 0);
        kubelet.Start();
        await CreateNodeAndPodAsync(server, ((IPEndPoint)kubelet.LocalEndpoint).Port);
        Task<string> answering = AnswerAsync(
            kubelet, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "4\r\none\n\r\n4\r\ntwo\n\r\n0\r\n\r\n", echo: false);
        using HttpResponseMessage response = await server.RawAsync(HttpMethod.Get, $"{Pods}/p/log?tailLines=2");
        Assert.Equal("one\ntwo\n", await response.Content.ReadAsStringAsync(ServerFixture.Token));
        Assert.StartsWith("GET /containerLogs/default/p/c?tailLines=2 HTTP/1.1", await answering);
    }

    [Fact(DisplayName = "A kubelet that is not there gives an error, not a hang")]
    public async Task NoKubelet()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Dispose();
        await CreateNodeAndPodAsync(server, port);
        (int code, System.Text.Json.JsonElement status) = await server.GetAsync($"{Pods}/p/log");
        Assert.Equal(500, code);
        Assert.Contains("error dialing backend", status.GetProperty("message").GetString());
    }

    [Fact(DisplayName = "E027: what is behind the server and fails is 500, what is not there yet is 503")]
    public async Task FailuresBehindTheServer()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Dispose();
        await CreateNodeAndPodAsync(server, port);
        (int code, System.Text.Json.JsonElement status) = await server.GetAsync($"{Pods}/p/log");
        Assert.Equal((500, "InternalError"), (code, status.GetProperty("reason").GetString()));
        Assert.StartsWith("Internal error occurred: ", status.GetProperty("message").GetString());
        (code, _) = await server.SendAsync(
            HttpMethod.Post, "/api/v1/namespaces/default/services",
            """{"metadata":{"name":"s"},"spec":{"ports":[{"port":80}]}}""");
        Assert.Equal(201, code);
        (code, status) = await server.GetAsync("/api/v1/namespaces/default/services/s/proxy/");
        Assert.Equal((503, "ServiceUnavailable"), (code, status.GetProperty("reason").GetString()));
        Assert.Equal(
            "no endpoints available for service \"s\"", status.GetProperty("message").GetString());
    }

    [Theory(DisplayName = "E084: what cannot be asked for is refused before anybody is called")]
    [InlineData("p/proxy", 400, "address not allowed")]
    [InlineData("p/proxy/", 400, "address not allowed")]
    [InlineData("p/exec?command=sh&stdout=true", 400, "Upgrade request required")]
    [InlineData("p/attach?stdout=true", 400, "Upgrade request required")]
    [InlineData("p/portforward?ports=80", 400, "Upgrade request required")]
    [InlineData("p/portforward?ports=web", 400, "unable to parse \"web\" as a port")]
    [InlineData("p/exec?container=x&command=sh&stdout=true", 400, "container x is not valid for pod p")]
    [InlineData("p/log?tailLines=-1", 422, "must be greater than or equal to 0")]
    [InlineData("q/log", 404, "pods \"q\" not found")]
    public async Task Refusals(string path, int code, string message)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await CreateNodeAndPodAsync(server, 1);
        (int got, System.Text.Json.JsonElement status) = await server.GetAsync($"{Pods}/{path}");
        Assert.Equal(code, got);
        Assert.Contains(message, status.GetProperty("message").GetString());
    }

    [Fact(DisplayName = "E078: a kubelet's refusal of a log becomes a Status, and one of another kind is passed on")]
    public async Task KubeletRefuses()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        using TcpListener kubelet = new(IPAddress.Loopback, 0);
        kubelet.Start();
        await CreateNodeAndPodAsync(server, ((IPEndPoint)kubelet.LocalEndpoint).Port);
        foreach ((string answer, int code, string reason, string message) in
            ((string, int, string, string)[])
            [
                ("400 Bad Request", 400, "BadRequest", "why not"),
                ("404 Not Found", 404, "NotFound", "the server could not find the requested resource ( pods/log p)"),
                ("500 Internal Server Error", 500, "InternalError", "Internal error occurred: why not"),
            ])
        {
            Task<string> answering = AnswerAsync(
                kubelet, $"HTTP/1.1 {answer}\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\nwhy not",
                echo: false);
            (int got, System.Text.Json.JsonElement status) = await server.GetAsync($"{Pods}/p/log");
            await answering;
            Assert.Equal((code, reason, message), (got, status.GetProperty("reason").GetString(),
                status.GetProperty("message").GetString()));
        }
        Task<string> refusing = AnswerAsync(
            kubelet,
            "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\nwhy not",
            echo: false);
        using HttpResponseMessage raw = await server.RawAsync(HttpMethod.Get, "/api/v1/nodes/n/proxy/stats/summary");
        Assert.Equal("why not", await raw.Content.ReadAsStringAsync(ServerFixture.Token));
        Assert.StartsWith("GET /stats/summary HTTP/1.1", await refusing);
    }

    private static async Task CreateNodeAndPodAsync(ServerFixture server, int port)
    {
        await server.SendAsync(HttpMethod.Post, "/api/v1/nodes", """{"metadata":{"name":"n"}}""");
        (int code, _) = await server.SendAsync(
            HttpMethod.Patch, "/api/v1/nodes/n/status",
            "{\"status\":{\"addresses\":[{\"type\":\"InternalIP\",\"address\":\"127.0.0.1\"}],"
            + $"\"daemonEndpoints\":{{\"kubeletEndpoint\":{{\"Port\":{port}}}}}}}}}", "application/merge-patch+json");
        Assert.Equal(200, code);
        (code, _) = await server.SendAsync(
            HttpMethod.Post, Pods,
            """{"metadata":{"name":"p"},"spec":{"nodeName":"n","containers":[{"name":"c","image":"i"}]}}""");
        Assert.Equal(201, code);
    }

    // Reads a request's head, answers with fixed text, and then sends back what comes. Returns the head.
    private static async Task<string> AnswerAsync(TcpListener listener, string answer, bool echo)
    {
        using TcpClient connection = await listener.AcceptTcpClientAsync(ServerFixture.Token);
        CertificateAuthority authority = CertificateAuthority.Create("test", TimeProvider.System, Entropy.System);
        using X509Certificate2 certificate = authority.IssueKubeletServing("n", ["127.0.0.1"]).ToCertificate();
        await using SslStream stream = new(connection.GetStream());
        await stream.AuthenticateAsServerAsync(certificate);
        string head = await ReadUntilAsync(stream, "\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), ServerFixture.Token);
        byte[] buffer = new byte[1024];
        int read;
        while (echo && (read = await stream.ReadAsync(buffer, ServerFixture.Token)) > 0)
            await stream.WriteAsync(buffer.AsMemory(0, read), ServerFixture.Token);
        return head;
    }

    private static async Task<SslStream> ConnectAsync(ServerFixture server)
    {
        TcpClient connection = new();
        await connection.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, ServerFixture.Token);
        SslStream stream = new(connection.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            },
            ServerFixture.Token);
        return stream;
    }

    private static async Task<string> ReadUntilAsync(Stream stream, string end)
    {
        StringBuilder text = new();
        byte[] one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, ServerFixture.Token) == 0)
                break;
            text.Append((char)one[0]);
        }
        return text.ToString();
    }
}
