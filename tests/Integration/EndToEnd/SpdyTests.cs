using System.Diagnostics;
using System.Net.Sockets;
using Kubesharp.Kubelet.Streaming;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// exec, attach and port-forward over SPDY/3.1, as kubectl up to 1.28 asks for them and newer ones where a WebSocket is
/// refused: a kubectl of 1.20, and the handshake by hand.
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed class SpdyTests(StreamPods pods) : IClassFixture<StreamPods>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // E080, E083
    [Fact]
    public async Task ExecCarriesInputOutputAndExitCode()
    {
        Kubectl older = pods.Older;
        string input = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number}\n"));
        CommandResult echo = await older.TryWithInputAsync(
            input, "exec", "-i", "-n", StreamPods.Namespace, StreamPods.Target, "--", "cat");
        Assert.Equal(input, echo.Succeeded());

        CommandResult failed = await older.TryAsync(
            "exec", "-n", StreamPods.Namespace, StreamPods.Target, "--", "sh", "-c", "echo out; echo oops >&2; exit 7");
        Assert.Equal(7, failed.ExitCode);
        Assert.Equal("out\n", failed.Output);
        Assert.Contains("oops", failed.Error, StringComparison.Ordinal);
        Assert.Contains("terminated with exit code 7", failed.Error, StringComparison.Ordinal);

        CommandResult nobody = await older.TryAsync(
            "exec", "-n", StreamPods.Namespace, StreamPods.Target, "-c", "nobody", "--", "true");
        Assert.Contains("container nobody is not valid for pod target", nobody.Failed(), StringComparison.Ordinal);
    }

    // E079, E080
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ATerminalIsAsLargeAsTheCallersAndFollowsIt(bool isOlder)
    {
        Kubectl kubectl = isOlder ? pods.Older : pods.Kubectl;
        using Process session = kubectl.StartInTerminal($"""
            stty rows 33 cols 101; tty
            kubectl exec -it -n {StreamPods.Namespace} {StreamPods.Target} -- sh -c '
              tty; until [ "$(stty size 2>/dev/null)" = "33 101" ]; do sleep 0.1; done; echo first
              until [ "$(stty size 2>/dev/null)" = "40 120" ]; do sleep 0.1; done; echo second'
            """);
        try
        {
            string terminal = (await session.StandardOutput.ReadLineAsync(Token))!.Trim();
            Assert.StartsWith("/dev/pts/", terminal, StringComparison.Ordinal);
            Assert.StartsWith(
                "/dev/pts/", await session.StandardOutput.ReadLineAsync(Token), StringComparison.Ordinal);
            Assert.Equal("first", (await session.StandardOutput.ReadLineAsync(Token))?.Trim());
            (await Commands.RunAsync("stty", ["-F", terminal, "rows", "40", "cols", "120"])).Succeeded();
            Assert.Equal("second", (await session.StandardOutput.ReadLineAsync(Token))?.Trim());
            await session.WaitForExitAsync(Token);
            Assert.Equal(0, session.ExitCode);
        }
        finally
        {
            if (!session.HasExited)
                session.Kill(entireProcessTree: true);
        }
    }

    // E080, E085
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AttachCarriesInputToTheContainerAndItsOutputBack(bool isOlder)
    {
        Kubectl kubectl = isOlder ? pods.Older : pods.Kubectl;
        string name = isOlder ? "listener-older" : "listener";
        await pods.ApplyAsync(StreamPods.Pod(
            name, "while read line; do echo got $line; done; echo the end", "stdin: true\nstdinOnce: true"));
        await kubectl.RunAsync(
            "wait", "--for=condition=Ready", $"pod/{name}", "-n", StreamPods.Namespace, "--timeout=60s");
        CommandResult attached = await kubectl.TryWithInputAsync(
            "one\ntwo\n", "attach", "-i", "-n", StreamPods.Namespace, name);
        Assert.Equal("got one\ngot two\nthe end\n", attached.Succeeded());
        await pods.Kubectl.UntilAsync(static phase => phase == "Succeeded",
            "get", "pod", name, "-n", StreamPods.Namespace, "-o", "jsonpath={.status.phase}");
    }

    // E082
    [Fact]
    public async Task AConnectionThatIsRefusedLeavesTheOthersOfTheSession()
    {
        using PortForward forward = await PortForward.StartAsync(pods.Older, $"pod/{StreamPods.Target}", 8080, 1);
        using HttpClient http = new();
        string page = $"http://127.0.0.1:{forward.Ports[8080]}/";
        Assert.Equal("a page of the target\n", await http.GetStringAsync(page, Token));
        using (TcpClient nobody = new())
        {
            await nobody.ConnectAsync("127.0.0.1", forward.Ports[1], Token);
            Assert.Equal(0, await nobody.GetStream().ReadAsync(new byte[1], Token)); // Nobody listens on port 1.
        }
        Assert.True(forward.IsRunning);
        string[] pages = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => http.GetStringAsync($"{page}?{number}", Token)));
        Assert.All(pages, static text => Assert.Equal("a page of the target\n", text));
    }

    // E080
    [Theory]
    [InlineData("v4.channel.k8s.io", "v4.channel.k8s.io, v3.channel.k8s.io, v2.channel.k8s.io, channel.k8s.io")]
    [InlineData("v3.channel.k8s.io", "v3.channel.k8s.io, v2.channel.k8s.io")]
    [InlineData("v2.channel.k8s.io", "v9.channel.k8s.io, v2.channel.k8s.io")]
    [InlineData("channel.k8s.io", "channel.k8s.io")]
    public async Task TheFirstProtocolThatBothKnowIsSpoken(string spoken, string offered)
    {
        pods.Cluster.Require();
        await using ApiConnection connection = await ApiConnection.UpgradeAsync(
            pods.Cluster.Kubeconfig, "POST", ExecPath("echo hello; exit 3"), "SPDY/3.1",
            [.. offered.Split(", ").Select(static one => ("X-Stream-Protocol-Version", one))]);
        Assert.Equal(101, connection.Code);
        Assert.Equal("SPDY/3.1", connection.Header("Upgrade"));
        Assert.Equal(spoken, connection.Header("X-Stream-Protocol-Version"));
        using SpdyClient spdy = new(connection.Stream);
        uint error = await spdy.OpenAsync("error", Token);
        uint output = await spdy.OpenAsync("stdout", Token);
        Dictionary<uint, string> said = await connection.ReadAllAsync(spdy, [error, output]);
        Assert.Equal("hello\n", said[output]);
        // The fourth version tells the code as a Status, those before it in words, and the first resets the stream.
        Assert.Contains(spoken switch
        {
            "v4.channel.k8s.io" => "\"reason\":\"ExitCode\",\"message\":\"3\"",
            "channel.k8s.io" => "",
            _ => "exit code 3",
        }, said[error], StringComparison.Ordinal);
    }

    // E080
    [Fact]
    public async Task AProtocolThatNobodyKnowsIsRefused()
    {
        pods.Cluster.Require();
        await using ApiConnection connection = await ApiConnection.UpgradeAsync(
            pods.Cluster.Kubeconfig, "POST", ExecPath("true"), "SPDY/3.1",
            [("X-Stream-Protocol-Version", "v9.channel.k8s.io")]);
        Assert.Equal(403, connection.Code);
    }

    private static string ExecPath(string script) =>
        $"/api/v1/namespaces/{StreamPods.Namespace}/pods/{StreamPods.Target}/exec?stdout=true&container=main"
        + $"&command=sh&command=-c&command={Uri.EscapeDataString(script)}";
}
