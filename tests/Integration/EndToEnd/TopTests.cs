using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>What nodes and Pods use, for kubectl top, without anything installed.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class TopTests(NodeCluster cluster)
{
    [Fact] // E086
    public async Task Kubectl_top_shows_the_use_of_nodes_and_pods()
    {
        Kubectl kubectl = cluster.Kubectl;
        string nodes = await kubectl.UntilAsync(
            static text => text.Contains('%', StringComparison.Ordinal), "top", "nodes", "--no-headers");
        // NAME CPU(cores) CPU(%) MEMORY(bytes) MEMORY(%)
        string[] columns = nodes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.EndsWith("m", columns[1], StringComparison.Ordinal);
        Assert.EndsWith("Mi", columns[3], StringComparison.Ordinal);

        string pods = await kubectl.UntilAsync(
            static text => text.Contains("hello-", StringComparison.Ordinal), "top", "pods", "-n", "hello");
        Assert.Contains("CPU(cores)", pods, StringComparison.Ordinal);
        string containers = await kubectl.RunAsync("top", "pods", "-n", "hello", "--containers", "--no-headers");
        Assert.Contains("hello", containers, StringComparison.Ordinal);

        using JsonDocument list = JsonDocument.Parse(await kubectl.RunAsync(
            "get", "--raw", "/apis/metrics.k8s.io/v1beta1/namespaces/hello/pods"));
        Assert.Equal("PodMetricsList", list.RootElement.GetProperty("kind").GetString());
        JsonElement first = list.RootElement.GetProperty("items")[0];
        string name = first.GetProperty("metadata").GetProperty("name").GetString()!;
        Assert.True(first.GetProperty("containers")[0].GetProperty("usage").TryGetProperty("memory", out _));
        Assert.Contains(name, await kubectl.RunAsync(
            "get", "--raw", $"/apis/metrics.k8s.io/v1beta1/namespaces/hello/pods/{name}"), StringComparison.Ordinal);

        CommandResult missing = await kubectl.TryAsync("top", "pod", "nobody", "-n", "hello");
        Assert.Contains("NotFound", missing.Error, StringComparison.Ordinal);
    }
}
