using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Http;

/// <summary>What an HTTP/2 client is told before a server that stops closes the connection.</summary>
public sealed class GoAwayTests
{
    private const int FrameHeadBytes = 9;
    private const byte Settings = 4;
    private const byte GoAway = 7;

    [Fact] // E063
    public async Task E063_AStoppingServerSendsGoAwayBeforeItCloses()
    {
        ServerFixture server = await ServerFixture.StartAsync();
        try
        {
            using TcpClient tcp = new();
            await tcp.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, ServerFixture.Token);
            await using SslStream tls = new(tcp.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost", ApplicationProtocols = [SslApplicationProtocol.Http2],
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            }, ServerFixture.Token);
            Assert.Equal(SslApplicationProtocol.Http2, tls.NegotiatedApplicationProtocol);
            // The preface of RFC 9113, 3.4, and settings with nothing in them.
            await tls.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), ServerFixture.Token);
            await tls.WriteAsync(new byte[] { 0, 0, 0, Settings, 0, 0, 0, 0, 0 }, ServerFixture.Token);
            Assert.Equal(Settings, (await FrameAsync(tls))?.Type);

            Task stopping = server.Front.StopAsync(ServerFixture.Token);
            byte[]? payload = null;
            while (await FrameAsync(tls) is { } frame)
            {
                if (frame.Type == GoAway)
                    payload ??= frame.Payload;
            }
            await stopping;
            // The last stream that will be served, then the reason: none.
            Assert.Equal([0, 0, 0, 0], payload?[4..8]);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    // Null when the connection has ended.
    private static async Task<(byte Type, byte[] Payload)?> FrameAsync(SslStream stream)
    {
        byte[] head = new byte[FrameHeadBytes];
        int read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ServerFixture.Token);
        if (read < head.Length)
            return null;
        byte[] payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        await stream.ReadExactlyAsync(payload, ServerFixture.Token);
        return (head[3], payload);
    }
}
