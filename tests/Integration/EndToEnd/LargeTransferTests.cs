using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// A hundred megabytes arrive whole, in and out, by cp and by port-forward, over WebSocket and over SPDY.
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed class LargeTransferTests(StreamPods pods) : IClassFixture<StreamPods>
{
    private const int Bytes = 100 * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // E083
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CpBothWays(bool isOlder)
    {
        Kubectl kubectl = isOlder ? pods.Older : pods.Kubectl;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("kubesharp-cp-");
        try
        {
            (string file, string hash) = await MakeFileAsync(folder.FullName);
            string there = $"{StreamPods.Namespace}/{StreamPods.Target}:/tmp/copy-{isOlder}";
            await kubectl.RunAsync("cp", file, there);
            Assert.Equal(hash, await HashInPodAsync($"/tmp/copy-{isOlder}"));
            string back = Path.Combine(folder.FullName, "back");
            await kubectl.RunAsync("cp", there, back);
            Assert.Equal(hash, await HashOfAsync(back));

            // A folder with what folders have.
            string tree = Path.Combine(folder.FullName, "tree");
            Directory.CreateDirectory(Path.Combine(tree, "inner"));
            await File.WriteAllTextAsync(Path.Combine(tree, "inner/ünïcode name"), "text", Token);
            string treeThere = $"{StreamPods.Namespace}/{StreamPods.Target}:/tmp/tree-{isOlder}";
            await kubectl.RunAsync("cp", tree, treeThere);
            await kubectl.RunAsync("cp", treeThere, tree + "-back");
            Assert.Equal("text", await File.ReadAllTextAsync(tree + "-back/inner/ünïcode name", Token));
        }
        finally
        {
            folder.Delete(recursive: true);
            await pods.ShellAsync($"rm -rf /tmp/copy-{isOlder} /tmp/tree-{isOlder}");
        }
    }

    // E082
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PortForwardBothWays(bool isOlder)
    {
        Kubectl kubectl = isOlder ? pods.Older : pods.Kubectl;
        string hash = (await pods.ShellAsync($"""
            head -c {Bytes} /dev/urandom > /www/big; sha256sum < /www/big
            """)).Split(' ')[0];
        using PortForward forward = await PortForward.StartAsync(kubectl, $"pod/{StreamPods.Target}", 8080, 9000);
        using HttpClient http = new();
        await using (Stream body = await http.GetStreamAsync($"http://127.0.0.1:{forward.Ports[8080]}/big", Token))
            Assert.Equal(hash, Convert.ToHexStringLower(await SHA256.HashDataAsync(body, Token)));

        using Process listener = pods.Kubectl.Start(
            "exec", "-n", StreamPods.Namespace, StreamPods.Target, "--", "sh", "-c", 
            // Its own input stays open: else it would say at once that it has nothing to send.
            "tail -f /dev/null | nc -l -p 9000 | sha256sum");
        try
        {
            // 0x2328 is 9000, 0A: it listens.
            await pods.Kubectl.UntilAsync(static text => text.Contains("listens", StringComparison.Ordinal),
                "exec", "-n", StreamPods.Namespace, StreamPods.Target, "--", "sh", "-c",
                "cat /proc/net/tcp /proc/net/tcp6 | grep -q ':2328 .* 0A ' && echo listens");
            byte[] data = RandomNumberGenerator.GetBytes(Bytes);
            using TcpClient tcp = new();
            await tcp.ConnectAsync("127.0.0.1", forward.Ports[9000], Token);
            await tcp.GetStream().WriteAsync(data, Token);
            tcp.Client.Shutdown(SocketShutdown.Send);
            string? sum = await listener.StandardOutput.ReadLineAsync(Token);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(data)), sum?.Split(' ')[0]);
        }
        finally
        {
            if (!listener.HasExited)
                listener.Kill();
            await pods.ShellAsync("rm -f /www/big");
        }
    }

    private async Task<string> HashInPodAsync(string file) =>
        (await pods.ShellAsync($"sha256sum < {file}")).Split(' ')[0];

    private static async Task<(string File, string Hash)> MakeFileAsync(string folder)
    {
        string file = Path.Combine(folder, Bytes.ToString(CultureInfo.InvariantCulture));
        byte[] data = RandomNumberGenerator.GetBytes(Bytes);
        await File.WriteAllBytesAsync(file, data, Token);
        return (file, Convert.ToHexStringLower(SHA256.HashData(data)));
    }

    private static async Task<string> HashOfAsync(string file)
    {
        await using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, Token));
    }
}
