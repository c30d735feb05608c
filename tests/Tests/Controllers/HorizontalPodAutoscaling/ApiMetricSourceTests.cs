using System.Text;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Xunit;

namespace Kubesharp.Tests.Controllers.HorizontalPodAutoscaling;

/// <summary>The paths that are asked and what is made of the answers.</summary>
public sealed class ApiMetricSourceTests
{
    private static readonly LabelSelector Queue = LabelSelector.Empty with { MatchLabels = Workloads.Labels("web") };

    [Theory]
    [InlineData("", "a=250 b=100")]
    [InlineData("main", "a=200 b=100 c=5")]
    public async Task Resources_are_summed_over_containers(string container, string expected)
    {
        (ApiMetricSource source, List<string> asked) = Source("""
            {"kind": "PodMetricsList", "items": [
              {"metadata": {"name": "a"}, "timestamp": "2026-01-01T12:00:00Z", "window": "30s", "containers": [
                {"name": "main", "usage": {"cpu": "200m"}}, {"name": "side", "usage": {"cpu": "50m"}}]},
              {"metadata": {"name": "b"}, "timestamp": "2026-01-01T12:00:00Z", "window": "30s", "containers": [
                {"name": "main", "usage": {"cpu": "100m"}}]},
              {"metadata": {"name": "c"}, "timestamp": "2026-01-01T12:00:00Z", "window": "30s", "containers": [
                {"name": "main", "usage": {"cpu": "5m"}}, {"name": "side", "usage": {"memory": "1Mi"}}]}]}
            """);

        MetricReading reading = await source.ResourceAsync("cpu", "shop", "app=web", container, default);

        Assert.Equal("", reading.Error);
        Assert.Equal(expected, string.Join(' ', reading.Pods.Select(
            static pod => $"{pod.Key}={pod.Value.Milli}")));
        Assert.Equal((TimeSpan.FromSeconds(30), new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)),
            (reading.Pods["a"].Window, reading.Pods["a"].Timestamp));
        Assert.Equal(["/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods?labelSelector=app%3Dweb"], asked);
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_said()
    {
        (ApiMetricSource source, _) = Source("""
            {"items": [{"metadata": {"name": "a", "namespace": "shop"}, "containers": [{"name": "main"}]}]}
            """);

        Assert.Equal("container other not present in metrics for pod shop/a",
            (await source.ResourceAsync("cpu", "shop", "app=web", "other", default)).Error);
    }

    [Fact]
    public async Task Metrics_of_Pods_objects_and_the_world_outside()
    {
        const string item = """
            {"items": [{"describedObject": {"name": "a"}, "value": "1500m", "timestamp": "2026-01-01T12:00:00Z"},
              {"describedObject": {"name": "b"}, "value": "2", "timestamp": "2026-01-01T12:00:00Z"}]}
            """;
        (ApiMetricSource source, List<string> asked) = Source(item);

        MetricReading pods = await source.PodsAsync("qps", "shop", "app=web", Queue, default);
        MetricReading service = await source.ObjectAsync(
            "qps", "shop", new() { Kind = "Service", Name = "web", ApiVersion = "v1" }, null, default);
        MetricReading space = await source.ObjectAsync(
            "qps", "shop", new() { Kind = "Namespace", Name = "shop", ApiVersion = "v1" }, null, default);
        MetricReading outside = await source.ExternalAsync("queue", "shop", Queue, default);

        Assert.Equal([1500L, 2000L], pods.Pods.Values.Select(static pod => pod.Milli));
        Assert.Equal([1500L], service.Milli);
        Assert.Equal([1500L], space.Milli);
        Assert.Equal([1500L, 2000L], outside.Milli);
        Assert.Equal(
            [
                "/apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/pods/*/qps?labelSelector=app%3Dweb"
                    + "&metricLabelSelector=app%3Dweb",
                "/apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/services/web/qps",
                "/apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/metrics/qps",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/queue?labelSelector=app%3Dweb",
            ],
            asked);
    }

    [Theory]
    [InlineData("""{"items": []}""", 200, "no metrics returned from external metrics API")]
    [InlineData("""{"kind": "Status", "message": "it is down"}""", 503,
        "unable to fetch metrics from external metrics API: it is down")]
    [InlineData("""{"items": [{"value": "much"}]}""", 200, "unable to fetch metrics from external metrics API: ")]
    [InlineData("""{}""", 500, "unable to fetch metrics from external metrics API: the server answered 500")]
    [InlineData("<html>", 502, "unable to fetch metrics from external metrics API: ")]
    public async Task What_cannot_be_read_says_why(string body, int code, string expected)
    {
        (ApiMetricSource source, _) = Source(body, code);

        Assert.StartsWith(expected, (await source.ExternalAsync("queue", "shop", null, default)).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_metrics_API_is_installed_that_is_the_answer()
    {
        ApiMetricSource source = new(static (_, _) => Task.FromResult(MetricsAnswer.NotServed), static _ => null);

        Assert.Equal(
            "unable to fetch metrics from resource metrics API: the server could not find the requested resource (get "
            + "pods.metrics.k8s.io)",
            (await source.ResourceAsync("cpu", "shop", "app=web", "", default)).Error);
        Assert.Equal("unable to fetch metrics from custom metrics API: no matches for kind \"Robot\" in version "
            + "\"x.io/v1\"",
            (await source.ObjectAsync(
                "qps", "shop", new() { Kind = "Robot", Name = "a", ApiVersion = "x.io/v1" }, null, default)).Error);
    }

    private static (ApiMetricSource Source, List<string> Asked) Source(string body, int code = 200)
    {
        List<string> asked = [];
        return (
            new ApiMetricSource(
                (path, _) =>
                {
                    asked.Add(path);
                    return Task.FromResult(new MetricsAnswer(code, Encoding.UTF8.GetBytes(body)));
                },
                static about => about.Kind == "Service" ? ("services", true) : null),
            asked);
    }
}
