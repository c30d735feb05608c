using System.Diagnostics;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>E085: kubectl debug in its three forms, run, attach and wait.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class DebugTests(StreamPods pods) : IClassFixture<StreamPods>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // E085
    [Fact]
    public async Task AnEphemeralContainerSeesTheProcessesOfItsTarget()
    {
        CommandResult debug = await pods.Kubectl.TryInTerminalAsync("",
            $"debug -it {StreamPods.Target} -n {StreamPods.Namespace} --image={StreamPods.Image} --target=main "
            + "--container=helper --profile=general -- sh -c 'sleep 1; ps; wget -qO- http://127.0.0.1:8080/'");
        string said = debug.Succeeded();
        Assert.Contains("httpd -p 8080", said, StringComparison.Ordinal);
        Assert.Contains("a page of the target", said, StringComparison.Ordinal);
        Assert.Equal("helper", await pods.Kubectl.UntilAsync(static text => text == "helper",
            "get", "pod", StreamPods.Target, "-n", StreamPods.Namespace, "-o",
            "jsonpath={.status.ephemeralContainerStatuses[?(@.state.terminated)].name}"));
        Assert.Contains("httpd", await pods.Kubectl.RunAsync(
            "logs", StreamPods.Target, "-n", StreamPods.Namespace, "-c", "helper"), StringComparison.Ordinal);
    }

    // E085
    [Fact]
    public async Task ACopyOfAPodRunsAnotherCommand()
    {
        await pods.Kubectl.RunAsync(
            "debug", StreamPods.Target, "-n", StreamPods.Namespace, "--copy-to=copy", "--container=main",
            "--share-processes", "--profile=general", "--", "sh", "-c", "echo I am a copy; sleep 3600");
        await pods.Kubectl.UntilAsync(static text => text == "I am a copy\n",
            "logs", "copy", "-n", StreamPods.Namespace, "-c", "main");
        Assert.Equal("true", await pods.Kubectl.RunAsync(
            "get", "pod", "copy", "-n", StreamPods.Namespace, "-o", "jsonpath={.spec.shareProcessNamespace}"));
    }

    // E085
    [Fact]
    public async Task APodOnTheNodeSeesTheNode()
    {
        string node = await pods.Kubectl.RunAsync("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}");
        string said = (await pods.Kubectl.TryInTerminalAsync("",
            $"debug node/{node} -it -n {StreamPods.Namespace} --image={StreamPods.Image} --profile=general "
            + "-- sh -c 'sleep 1; cat /host/etc/hostname; ls /host/proc/1/comm'")).Succeeded();
        Assert.Contains(File.ReadAllText("/etc/hostname").Trim(), said, StringComparison.Ordinal);
        Assert.Contains("/host/proc/1/comm", said, StringComparison.Ordinal);
    }

    // E085
    [Fact]
    public async Task RunTellsHowItsCommandEnded()
    {
        CommandResult ran = await pods.Kubectl.TryWithInputAsync("one\ntwo\n",
            "run", "counts", "-i", "--rm", "--restart=Never", "-n", StreamPods.Namespace, "--image", StreamPods.Image,
            "--quiet", "--command", "--", "sh", "-c", "read x; read y; echo $y $x; exit 5");
        Assert.Equal(5, ran.ExitCode);
        Assert.Contains("two one", ran.Output, StringComparison.Ordinal);
        await pods.Kubectl.RunAsync("wait", "--for=delete", "pod/counts", "-n", StreamPods.Namespace, "--timeout=30s");
        CommandResult gone = await pods.Kubectl.TryAsync("get", "pod", "counts", "-n", StreamPods.Namespace);
        Assert.Contains("NotFound", gone.Failed(), StringComparison.Ordinal);
    }

    // E085
    [Fact]
    public async Task WaitSeesEachKindOfEnd()
    {
        Kubectl kubectl = pods.Kubectl;
        using Process created = kubectl.Start(
            "wait", "--for=create", "pod/awaited", "-n", StreamPods.Namespace, "--timeout=60s");
        await pods.ApplyAsync(StreamPods.Pod("awaited", "sleep 3600"));
        Assert.Equal("pod/awaited condition met\n", await created.StandardOutput.ReadToEndAsync(Token));
        Assert.Equal("pod/awaited condition met\n", await kubectl.RunAsync(
            "wait", "--for=condition=Ready", "pod/awaited", "-n", StreamPods.Namespace, "--timeout=60s"));
        await kubectl.RunAsync("wait", "--for=jsonpath={.status.phase}=Running", "pod/awaited", "-n",
            StreamPods.Namespace, "--timeout=60s");
        Assert.Contains("timed out waiting for the condition", (await kubectl.TryAsync(
            "wait", "--for=condition=Ready=false", "pod/awaited", "-n", StreamPods.Namespace, "--timeout=1s")).Failed(),
            StringComparison.Ordinal);
        using Process deleted = kubectl.Start(
            "wait", "--for=delete", "pod/awaited", "-n", StreamPods.Namespace, "--timeout=60s");
        await kubectl.RunAsync("delete", "pod", "awaited", "-n", StreamPods.Namespace, "--wait=false");
        Assert.Equal("pod/awaited condition met\n", await deleted.StandardOutput.ReadToEndAsync(Token));
    }
}
