using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>E078: every option of logs, and what is said where there is none.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class LogTests(StreamPods pods) : IClassFixture<StreamPods>
{
    private const string Path = $"/api/v1/namespaces/{StreamPods.Namespace}/pods";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // E078
    [Fact]
    public async Task PartsOfALogByTimeByLinesAndByBytes()
    {
        await pods.ApplyAsync(StreamPods.Pod(
            "parts", "echo first; sleep 2; echo second >&2; sleep 0.3; echo third; echo end; sleep 3600"));
        await UntilLogAsync("parts", static text => text.EndsWith("end\n", StringComparison.Ordinal));
        Assert.Equal("first\nsecond\nthird\nend\n", await LogsAsync("parts"));
        string[] times = [.. (await LogsAsync("parts", "--timestamps")).TrimEnd('\n').Split('\n')
            .Select(static line => line.Split(' ')[0])];
        // With nanoseconds, as the runtime wrote them; kubectl takes RFC3339.
        Assert.All(times, static time => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$", time));
        DateTimeOffset second = DateTimeOffset.Parse(times[1], CultureInfo.InvariantCulture);
        string since = second.AddSeconds(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Assert.Equal("second\nthird\nend\n", await LogsAsync("parts", $"--since-time={since}"));
        Assert.Equal("first\nsecond\nthird\nend\n", await LogsAsync("parts", "--since=1h"));
        Assert.Equal("third\nend\n", await LogsAsync("parts", "--tail=2"));
        Assert.Equal("", await LogsAsync("parts", "--tail=0"));
        Assert.Equal("first\nsec", await LogsAsync("parts", "--limit-bytes=9"));
        Assert.Equal("thi", await LogsAsync("parts", "--limit-bytes=3", "--tail=2"));
        Assert.Contains("may not be specified", await RefusalAsync("parts/log?stream=Stdout"));
        Assert.Contains("tailLines: Invalid value: -1", await RefusalAsync("parts/log?tailLines=-1"));
    }

    // E078
    [Fact]
    public async Task TheRunBeforeAndContainersByName()
    {
        await pods.ApplyAsync($$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: several }
            spec:
              terminationGracePeriodSeconds: 1
              volumes: [{ name: runs, emptyDir: {} }]
              initContainers:
              - { name: init, image: "{{StreamPods.Image}}", command: [sh, -c, "echo from init"] }
              containers:
              - name: again
                image: {{StreamPods.Image}}
                command:
                - sh
                - -c
                - echo x >> /runs/n; echo run $(wc -l < /runs/n); [ $(wc -l < /runs/n) -gt 1 ] && sleep 3600
                volumeMounts: [{ name: runs, mountPath: /runs }]
              - { name: other, image: "{{StreamPods.Image}}", command: [sh, -c, "echo from other; sleep 3600"] }
            """);
        await pods.Kubectl.UntilAsync(static text => text == "1", "get", "pod", "several", "-n", StreamPods.Namespace,
            "-o", "jsonpath={.status.containerStatuses[?(@.name=='again')].restartCount}");
        await UntilLogAsync("several", static text => text == "run 2\n", "-c", "again");
        Assert.Equal("run 1\n", await LogsAsync("several", "-c", "again", "--previous"));
        Assert.Equal("from init\n", await LogsAsync("several", "-c", "init"));
        string all = await LogsAsync("several", "--all-containers", "--prefix");
        Assert.Contains("[pod/several/init] from init\n", all, StringComparison.Ordinal);
        Assert.Contains("[pod/several/again] run 2\n", all, StringComparison.Ordinal);
        Assert.Contains("[pod/several/other] from other\n", all, StringComparison.Ordinal);
        Assert.Contains(
            "a container name must be specified for pod several, choose one of: [init again other]",
            await RefusalAsync("several/log"));
        Assert.Contains(
            "container nobody is not valid for pod several", await RefusalAsync("several/log?container=nobody"));
        Assert.Contains("previous terminated container \"other\" in pod \"several\" not found",
            await RefusalAsync("several/log?container=other&previous=true"));
    }

    // E078
    [Fact]
    public async Task AContainerThatWaitsSaysWhy()
    {
        await pods.ApplyAsync(StreamPods.Pod("waits", "true", "envFrom: [{ configMapRef: { name: none } }]"));
        await pods.ApplyAsync(StreamPods.Pod("pulls", "true")
            .Replace(StreamPods.Image, "127.0.0.1:9/none:1", StringComparison.Ordinal));
        await pods.ApplyAsync(StreamPods.Pod("mounts", "true", "volumeMounts: [{ name: v, mountPath: /v }]")
            + "\n  volumes: [{ name: v, configMap: { name: none } }]");
        await pods.Kubectl.UntilAsync(static text => text == "CreateContainerConfigError", "get", "pod", "waits", "-n",
            StreamPods.Namespace, "-o", "jsonpath={.status.containerStatuses[0].state.waiting.reason}");
        Assert.Contains(
            "container \"main\" in pod \"waits\" is waiting to start: CreateContainerConfigError",
            await RefusalAsync("waits/log"));
        await pods.Kubectl.UntilAsync(static text => text == "ImagePullBackOff", "get", "pod", "pulls", "-n",
            StreamPods.Namespace, "-o", "jsonpath={.status.containerStatuses[0].state.waiting.reason}");
        Assert.Contains(
            "container \"main\" in pod \"pulls\" is waiting to start: trying and failing to pull image",
            await RefusalAsync("pulls/log"));
        await pods.Kubectl.UntilAsync(static text => text == "ContainerCreating", "get", "pod", "mounts", "-n",
            StreamPods.Namespace, "-o", "jsonpath={.status.containerStatuses[0].state.waiting.reason}");
        Assert.Contains(
            "container \"main\" in pod \"mounts\" is waiting to start: ContainerCreating",
            await RefusalAsync("mounts/log"));
    }

    // E078
    [Fact]
    public async Task FollowingGoesOnOverARotation()
    {
        // Twenty megabytes and more: twice what one file may hold. Each line has a number, so that none is missed.
        await pods.ApplyAsync(StreamPods.Pod("much", """
            while [ ! -e /tmp/go ]; do sleep 0.1; done
            pad=$(head -c 1000 /dev/zero | tr '\0' x); i=0
            while [ $i -lt 24000 ]; do echo $i $pad; i=$((i+1)); [ $((i % 4000)) -eq 0 ] && sleep 4; done; echo all
            """));
        await pods.Kubectl.RunAsync(
            "wait", "--for=condition=Ready", "pod/much", "-n", StreamPods.Namespace, "--timeout=60s");
        using Process follow = pods.Kubectl.Start("logs", "-f", "much", "-n", StreamPods.Namespace);
        try
        {
            await pods.Kubectl.RunAsync("exec", "-n", StreamPods.Namespace, "much", "--", "touch", "/tmp/go");
            for (int number = 0; number < 24_000; number++)
            {
                string? line = await follow.StandardOutput.ReadLineAsync(Token);
                Assert.StartsWith($"{number} xxx", line, StringComparison.Ordinal);
            }
            Assert.Equal("all", await follow.StandardOutput.ReadLineAsync(Token));
            await follow.WaitForExitAsync(Token);
            Assert.Equal(0, follow.ExitCode);
            string uid = await pods.Kubectl.RunAsync(
                "get", "pod", "much", "-n", StreamPods.Namespace, "-o", "jsonpath={.metadata.uid}");
            Assert.True(Directory.EnumerateFiles(pods.Cluster.LogFolder($"{StreamPods.Namespace}_much_{uid}", "main"))
                .Count() > 1, "the log was never rotated");
        }
        finally
        {
            if (!follow.HasExited)
                follow.Kill();
        }
    }

    private Task<string> LogsAsync(string pod, params string[] more) =>
        pods.Kubectl.RunAsync(["logs", pod, "-n", StreamPods.Namespace, .. more]);

    private Task<string> UntilLogAsync(string pod, Func<string, bool> wanted, params string[] more) =>
        pods.Kubectl.UntilAsync(wanted, ["logs", pod, "-n", StreamPods.Namespace, .. more]);

    // As the server says it: kubectl would choose a container by itself.
    private async Task<string> RefusalAsync(string path)
    {
        CommandResult result = await pods.Kubectl.TryAsync("get", "--raw", $"{Path}/{path}");
        Assert.NotEqual(0, result.ExitCode);
        return result.Error;
    }
}
