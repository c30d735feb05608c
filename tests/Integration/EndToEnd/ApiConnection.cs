using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Kubelet.Streaming;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// A connection to the API server, as the administrator of a kubeconfig, that has asked for another protocol: the
/// handshake by hand, so that the test sees its headers and may offer what no library offers.
/// </summary>
internal sealed class ApiConnection : IAsyncDisposable
{
    private readonly List<(string Name, string Value)> headers = [];

    private ApiConnection(SslStream stream) => Stream = stream;

    public SslStream Stream { get; }
    public int Code { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public string Header(string name) => string.Join(
        ',', headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(static header => header.Value));

    public static async Task<ApiConnection> UpgradeAsync(
        string kubeconfig, string method, string path, string protocol, params (string Name, string Value)[] headers)
    {
        Kubeconfig file = Kubeconfig.TryRead(kubeconfig)!;
        Uri server = new(file.Server);
        using X509Certificate2 certificate = file.Client.ToCertificate();
        TcpClient tcp = new();
        await tcp.ConnectAsync(server.Host, server.Port, Token);
        SslStream tls = new(tcp.GetStream(), false, static (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(server.Host, [certificate], checkCertificateRevocation: false);
        StringBuilder head = new($"{method} {path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\n"
            + $"Upgrade: {protocol}\r\n");
        foreach ((string name, string value) in headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (method != "GET")
            head.Append("Content-Length: 0\r\n");
        await tls.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), Token);
        ApiConnection connection = new(tls);
        await connection.ReadHeadAsync();
        return connection;
    }

    /// <summary>Asks for a WebSocket that speaks one of the protocols.</summary>
    public static Task<ApiConnection> WebSocketAsync(string kubeconfig, string path, string protocols) => UpgradeAsync(
        kubeconfig, "GET", path, "websocket", ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Protocol", protocols));

    /// <summary>The connection as a WebSocket; the handshake must have succeeded.</summary>
    public WebSocket AsWebSocket()
    {
        Assert.Equal(101, Code);
        return WebSocket.CreateFromStream(Stream, new WebSocketCreationOptions { IsServer = false });
    }

    /// <summary>What each of some SPDY streams said until all of them had ended.</summary>
    public async Task<Dictionary<uint, string>> ReadAllAsync(SpdyClient spdy, params uint[] streams)
    {
        HashSet<uint> open = [.. streams];
        Dictionary<uint, string> said = streams.ToDictionary(static stream => stream, static _ => "");
        while (open.Count > 0 && await spdy.ReadAsync(Token) is { } data)
        {
            if (said.TryGetValue(data.StreamId, out string? before))
                said[data.StreamId] = before + Encoding.UTF8.GetString(data.Bytes.Span);
            if (data.IsLast)
                open.Remove(data.StreamId);
        }
        return said;
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private async Task ReadHeadAsync()
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)
            && await Stream.ReadAsync(one, Token) == 1)
            head.Append((char)one[0]);
        string[] lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Code = int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        headers.AddRange(lines.Skip(1).Select(static line => line.Split(": ", 2))
            .Select(static parts => (parts[0], parts.Length > 1 ? parts[1] : "")));
    }
}
