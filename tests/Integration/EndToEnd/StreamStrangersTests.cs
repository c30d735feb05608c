using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Xunit;
using k8s;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>exec, attach, port-forward and logs with the clients that others wrote.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class StreamStrangersTests(StreamPods pods) : IClassFixture<StreamPods>
{
    private const string Interpreter = "/usr/bin/python3";

    private static string Folder { get; } = Path.Combine(NodeCluster.Root, "tests/Integration/Clients");
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private Dictionary<string, string> Environment => new() { ["KUBECONFIG"] = pods.Cluster.Kubeconfig };

    // E079, E082
    [Fact]
    public async Task Python()
    {
        await SpeakAsync();
        if ((await Commands.RunAsync(Interpreter, ["-c", "import kubernetes"])).ExitCode != 0)
            Assert.Skip("The Debian package python3-kubernetes is not installed.");
        CommandResult result = await Commands.RunAsync(
            Interpreter, [Path.Combine(Folder, "python_streams.py"), StreamPods.Namespace, StreamPods.Target],
            environment: Environment);
        Assert.Equal("python: all holds\n", result.Succeeded());
    }

    // E079, E082
    [Fact]
    public async Task JavaScript()
    {
        await SpeakAsync();
        string modules = Path.Combine(NodeCluster.Root, "artifacts/clients/javascript");
        if (!Directory.Exists(Path.Combine(modules, "node_modules/@kubernetes/client-node")))
            Assert.Skip($"{modules} has no @kubernetes/client-node; `dotnet make.cs test` installs it.");
        string script = Path.Combine(modules, "javascript_streams.mjs");
        File.Copy(Path.Combine(Folder, "javascript_streams.mjs"), script, overwrite: true);
        CommandResult result = await Commands.RunAsync(
            "node", [script, StreamPods.Namespace, StreamPods.Target], environment: Environment);
        Assert.Equal("javascript: all holds\n", result.Succeeded());
    }

    // E079, E082, E083
    [Fact]
    public async Task DotNet()
    {
        pods.Cluster.Require();
        using Kubernetes client = new(
            KubernetesClientConfiguration.BuildConfigFromConfigFile(pods.Cluster.Kubeconfig));
        string said = "";
        int code = await client.NamespacedPodExecAsync(
            StreamPods.Target, StreamPods.Namespace, "main", ["sh", "-c", "read x; echo got $x; exit 6"], tty: false,
            async (input, output, _) =>
            {
                await input.WriteAsync("one\n"u8.ToArray(), Token);
                using StreamReader reader = new(output, Encoding.UTF8);
                said = await reader.ReadToEndAsync(Token);
            }, Token);
        Assert.Equal((6, "got one\n"), (code, said));

        // The port-forward of this client is the older protocol, with the ports in the query.
        using WebSocket socket = await client.WebSocketNamespacedPodPortForwardAsync(
            StreamPods.Target, StreamPods.Namespace, [8080], "v4.channel.k8s.io", cancellationToken: Token);
        using StreamDemuxer demuxer = new(socket, StreamType.PortForward);
        demuxer.Start();
        await using Stream stream = demuxer.GetStream((byte?)0, (byte?)0);
        await stream.WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), Token);
        using StreamReader page = new(stream, Encoding.ASCII);
        StringBuilder answer = new();
        while (!answer.ToString().Contains("a page of the target", StringComparison.Ordinal)
            && await page.ReadLineAsync(Token) is { } line)
            answer.AppendLine(line);
        Assert.Contains("a page of the target", answer.ToString(), StringComparison.Ordinal);
    }

    private async Task SpeakAsync()
    {
        await pods.ApplyAsync(StreamPods.Pod("speaks", "echo one; echo two; sleep 3600"));
        await pods.Kubectl.UntilAsync(
            static text => text == "one\ntwo\n", "logs", "speaks", "-n", StreamPods.Namespace);
    }
}
