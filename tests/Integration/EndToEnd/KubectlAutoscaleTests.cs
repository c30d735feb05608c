using System.Text;
using Kubesharp.Controllers;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>`kubectl autoscale` with the stock kubectl; what the Pods use is the test's.</summary>
public sealed class KubectlAutoscaleTests
{
    [Fact]
    public Task An_autoscaler_is_made_shown_and_obeyed()
    {
        int milli = 450;
        List<string> pods = [];
        InProcessClusterOptions options = new()
        {
            Nodes = new SimulatedNodesOptions { Count = 2 },
            Tuning = new ControllerTuning
            {
                Autoscaler = new AutoscalerOptions
                {
                    SyncPeriod = TimeSpan.FromMilliseconds(200),
                    DownscaleStabilization = TimeSpan.Zero,
                    CpuInitializationPeriod = TimeSpan.Zero,
                },
            },
            MetricsApi = (path, _) =>
            {
                Assert.Equal(
                    "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods?labelSelector=app%3Dweb", path);
                IEnumerable<string> items = pods.Select(pod =>
                    "{\"metadata\":{\"name\":\"" + pod + "\"},"
                    + "\"timestamp\":\"2026-01-01T00:00:00Z\",\"window\":\"30s\","
                    + "\"containers\":[{\"name\":\"main\",\"usage\":{\"cpu\":\"" + milli + "m\"}}]}");
                return Task.FromResult(new MetricsAnswer(
                    200, Encoding.UTF8.GetBytes("{\"items\":[" + string.Join(',', items) + "]}")));
            },
        };
        return SimulatedCluster.RunAsync(options, async kubectl =>
        {
            (await kubectl.TryWithInputAsync("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers: [{name: main, image: "web:1", resources: {requests: {cpu: 500m}}}]
                """, "apply", "-f", "-")).Succeeded();
            await kubectl.RunAsync("rollout", "status", "deployment/web", "--timeout=60s");
            string names = await kubectl.RunAsync("get", "pods", "-o", "jsonpath={.items[*].metadata.name}");
            pods.AddRange(names.Split(' '));

            await kubectl.RunAsync("autoscale", "deployment", "web", "--min=2", "--max=4", "--cpu-percent=50");

            await kubectl.UntilAsync(static output => output == "4", "get", "deployment", "web", "-o",
                "jsonpath={.spec.replicas}");
            string shown = await kubectl.UntilAsync(
                static output => output.Contains("90%/50%", StringComparison.Ordinal), "get", "hpa", "web");
            Assert.Contains("Deployment/web", shown, StringComparison.Ordinal);
            string described = await kubectl.RunAsync("describe", "hpa", "web");
            Assert.Contains("SuccessfulRescale", described, StringComparison.Ordinal);
            Assert.Contains("above target", described, StringComparison.Ordinal);
            Assert.Contains("ScalingActive", described, StringComparison.Ordinal);
            string metrics = await kubectl.RunAsync("get", "--raw", "/metrics");
            Assert.Contains("horizontal_pod_autoscaler_controller_reconciliations_total{action=\"scale_up\","
                + "error=\"none\"} 1\n", metrics, StringComparison.Ordinal);
            Assert.Contains("horizontal_pod_autoscaler_controller_metric_computation_total{action=\"none\","
                + "error=\"none\",metric_type=\"Resource\"}", metrics, StringComparison.Ordinal);
        });
    }
}
