using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>The program may end at any time: Pods go on, nothing acknowledged is lost, work goes on.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class KillTests(NodeCluster cluster, ITestOutputHelper output)
{
    private const int Kills = 20;

    [Fact]
    public async Task TwentyKillsLosePodsNorStateNorWork()
    {
        Kubectl kubectl = cluster.Kubectl;
        string address = await kubectl.RunAsync("get", "service", "hello", "-n", "hello", "-o",
            "jsonpath={.spec.clusterIP}");
        string[] before = await PodsAsync(kubectl);
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        Random random = new(1);
        for (int kill = 1; kill <= Kills; kill++)
        {
            await kubectl.RunAsync("create", "configmap", $"kill-{kill}", "-n", "hello", $"--from-literal=n={kill}");
            await Task.Delay(random.Next(300), TestContext.Current.CancellationToken);
            await cluster.KillAsync();
            await http.GetStringAsync($"http://{address}/", TestContext.Current.CancellationToken);
            await cluster.StartAgainAsync();
            await kubectl.RunAsync("get", "configmap", $"kill-{kill}", "-n", "hello");
        }
        Assert.Equal(before, await PodsAsync(kubectl));

        // A change that was acknowledged in the moment before the end is carried on after it.
        await kubectl.RunAsync("scale", "-n", "hello", "deployment/hello", "--replicas=4");
        await cluster.KillAsync();
        await cluster.StartAgainAsync();
        await kubectl.RunAsync("rollout", "status", "-n", "hello", "deployment/hello", "--timeout=60s");
        await kubectl.UntilAsync(text => text == "4", "get", "deployment", "hello", "-n", "hello", "-o",
            "jsonpath={.status.availableReplicas}");
        await kubectl.RunAsync("scale", "-n", "hello", "deployment/hello", "--replicas=3");
        output.WriteLine($"{Kills} kills survived");
    }

    // A restart of a container would show in the count.
    private static async Task<string[]> PodsAsync(Kubectl kubectl)
    {
        string text = await kubectl.UntilAsync(
            list => list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == 3,
            "get", "pods", "-n", "hello", "-l", "app=hello", "-o",
            "jsonpath={range .items[*]}{.metadata.uid} {.status.containerStatuses[0].restartCount}{\"\\n\"}{end}");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
