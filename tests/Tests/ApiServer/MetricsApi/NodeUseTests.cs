using System.Text;
using System.Text.Json;
using Kubesharp.ApiServer.MetricsApi;
using Xunit;

namespace Kubesharp.Tests.ApiServers.MetricsApi;

/// <summary>What the metrics API reads in a kubelet's summary.</summary>
public sealed class NodeUseTests
{
    private const string Ready = """
        {"cpu":{"time":"2026-01-02T03:04:05Z","usageNanoCores":1500},"memory":{"workingSetBytes":2048},"name":"a"}
        """;
    private const string Young = """
        {"cpu":{"time":"2026-01-02T03:04:05Z"},"memory":{"workingSetBytes":2048},"name":"b"}
        """;

    [Fact]
    public void A_pod_counts_when_all_its_containers_have_a_rate()
    {
        NodeUse use = Parse($$"""
            {"node":{{Ready}},"pods":[
              {"podRef":{"name":"one","namespace":"ns"},"containers":[{{Ready}}]},
              {"podRef":{"name":"two","namespace":"ns"},"containers":[{{Ready}},{{Young}}]},
              {"podRef":{"name":"three","namespace":"ns"},"containers":[]}]}
            """);
        Assert.Equal(1500, use.Node!.Value.NanoCores);
        PodUse pod = Assert.Single(use.Pods);
        Assert.Equal(("ns", "one"), (pod.Namespace, pod.Name));
        Assert.Equal(new ContainerUse("a", use.Node.Value), Assert.Single(pod.Containers));
        Assert.Equal(2048, pod.Containers[0].Use.WorkingSetBytes);
    }

    [Fact]
    public void A_node_without_a_rate_has_no_use()
    {
        NodeUse use = Parse($$"""{"node":{{Young}},"pods":[]}""");
        Assert.Null(use.Node);
        Assert.Empty(use.Pods);
    }

    [Fact]
    public void What_is_no_document_is_refused() => Assert.ThrowsAny<JsonException>(() => Parse("<html>"));

    private static NodeUse Parse(string text) => NodeUse.Parse(Encoding.UTF8.GetBytes(text));
}
