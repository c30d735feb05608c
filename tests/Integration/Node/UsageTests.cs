using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>What monitoring asks a kubelet for, and who may.</summary>
[Collection("node")]
public sealed class UsageTests
{
    [Fact]
    public async Task Summary_metrics_and_settings_are_served_to_those_who_may()
    {
        TestCertificates certificates = TestCertificates.Create();
        await using NodeFixture node = await NodeFixture.StartAsync(options => options with
        {
            ServingCertificate = () => certificates.Serving, ClientAuthorities = [certificates.Authority], PodsMax = 77,
        });
        node.Api.Put(NodePods.Of("busy", "Always", NodePods.Shell("main", "while :; do :; done") with
        {
            Resources = new() { Limits = NodePods.Amounts("200m", "32Mi"), Requests = NodePods.Amounts("50m", "16Mi") },
        }).With(static spec => spec with { TerminationGracePeriodSeconds = 1 }));
        await node.WaitForPodAsync("busy", NodePods.IsReady);
        int port = await node.PortAsync();
        string at = $"https://127.0.0.1:{port}";
        using HttpClient http = new(StreamingTests.Handler(certificates));

        JsonElement container = default;
        await node.WaitUntilAsync("a rate", async () =>
        {
            using JsonDocument summary = JsonDocument.Parse(await http.GetStringAsync($"{at}/stats/summary"));
            JsonElement pod = summary.RootElement.GetProperty("pods").EnumerateArray().First(static one =>
                one.GetProperty("podRef").GetProperty("name").GetString() == "busy");
            container = pod.GetProperty("containers")[0].Clone();
            return container.GetProperty("cpu").TryGetProperty("usageNanoCores", out _)
                && summary.RootElement.GetProperty("node").GetProperty("cpu").TryGetProperty("usageNanoCores", out _);
        });
        long rate = container.GetProperty("cpu").GetProperty("usageNanoCores").GetInt64();
        // A loop without end takes all it may: a fifth of a processor, not more.
        Assert.InRange(rate, 50_000_000, 260_000_000);
        Assert.InRange(container.GetProperty("memory").GetProperty("workingSetBytes").GetInt64(), 1, 32 << 20);
        Assert.True(container.TryGetProperty("logs", out _));

        string resource = await http.GetStringAsync($"{at}/metrics/resource");
        Assert.Contains(
            "container_cpu_usage_seconds_total{container=\"main\",namespace=\"default\",pod=\"busy\"} ", resource,
            StringComparison.Ordinal);
        Assert.Contains("\nnode_memory_working_set_bytes ", resource, StringComparison.Ordinal);
        string cadvisor = await http.GetStringAsync($"{at}/metrics/cadvisor");
        Assert.Contains("container_spec_memory_limit_bytes{container=\"main\"", cadvisor, StringComparison.Ordinal);
        Assert.Contains("interface=\"eth0\"", cadvisor, StringComparison.Ordinal);
        Assert.Contains(
            "kubelet_running_pods 1\n", await http.GetStringAsync($"{at}/metrics"), StringComparison.Ordinal);
        using JsonDocument settings = JsonDocument.Parse(await http.GetStringAsync($"{at}/configz"));
        Assert.Equal(77, settings.RootElement.GetProperty("kubeletconfig").GetProperty("maxPods").GetInt32());

        // Nobody, somebody without the right, and somebody with the right to metrics alone.
        using HttpClient stranger = new(StreamingTests.Handler(null));
        using HttpResponseMessage unknown = await stranger.GetAsync($"{at}/metrics/resource");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "monitor");
        using HttpResponseMessage allowed = await stranger.GetAsync($"{at}/metrics/resource");
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        using HttpResponseMessage forbidden = await stranger.GetAsync($"{at}/configz");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }
}
