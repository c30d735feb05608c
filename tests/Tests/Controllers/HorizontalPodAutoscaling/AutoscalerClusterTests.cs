using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Autoscaling.V2;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Controllers;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.HorizontalPodAutoscaling;

/// <summary>An autoscaler in a whole cluster; what is measured is the test's.</summary>
public sealed class AutoscalerClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_Deployment_follows_its_queue()
    {
        using CancellationTokenSource patience = new(Patience);
        int length = 40;
        await using InProcessCluster cluster = await StartAsync(
            path =>
            {
                Assert.Equal("/apis/external.metrics.k8s.io/v1beta1/namespaces/default/queue", path);
                return $$"""{"items": [{"metricName": "queue", "value": "{{length}}"}]}""";
            },
            patience.Token);
        Expect(await cluster.Client.CreateAsync(Workloads.Deployment("web", 1), patience.Token));
        await cluster.AvailableAsync("web", patience.Token);
        Expect(await cluster.Client.CreateAsync(
            Autoscaler("web", new() { Type = "AverageValue", AverageValue = Quantity.Parse("10") }), patience.Token));

        HorizontalPodAutoscaler autoscaler = await cluster.UntilAsync<HorizontalPodAutoscaler>(
            "web", static one => one.Status is { DesiredReplicas: 4, LastScaleTime: not null }, patience.Token);
        Assert.Equal("SucceededRescale", autoscaler.Status.Conditions[0].Reason);
        Deployment scaled = await cluster.UntilAsync<Deployment>(
            "web", static one => one.Status.AvailableReplicas == 4, patience.Token);
        Assert.Equal(4, scaled.Spec.Replicas);
        Event told = Assert.Single(
            (await cluster.Client.ListAsync<Event>("default", patience.Token)).List!.Items,
            static one => one.Reason == "SuccessfulRescale");
        Assert.Equal("New size: 4; reason: external metric queue(nil) above target", told.Message);
        Assert.Equal("horizontal-pod-autoscaler", told.Source!.Component);

        length = 20;
        await cluster.UntilAsync<Deployment>("web", static one => one.Spec.Replicas == 2, patience.Token);
    }

    [Fact]
    public async Task What_stands_in_the_way_is_said()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(static _ => "{}", patience.Token);
        MetricTarget target = new() { Type = "AverageValue", AverageValue = Quantity.Parse("10") };
        Expect(await cluster.Client.CreateAsync(Autoscaler("web", target), patience.Token));
        HorizontalPodAutoscaler without = await cluster.UntilAsync<HorizontalPodAutoscaler>(
            "web", static one => one.Status.Conditions.Count > 0, patience.Token);
        Assert.Equal("the HPA controller was unable to get the target's current scale: deployments.apps \"web\" not "
            + "found", without.Status.Conditions[0].Message);

        Expect(await cluster.Client.CreateAsync(Workloads.Deployment("web", 1), patience.Token));
        await cluster.AvailableAsync("web", patience.Token);
        HorizontalPodAutoscaler second = Autoscaler("again", target);
        Expect(await cluster.Client.CreateAsync(
            second with { Spec = second.Spec with { ScaleTargetRef = Autoscaler("web", target).Spec.ScaleTargetRef } },
            patience.Token));
        HorizontalPodAutoscaler ambiguous = await cluster.UntilAsync<HorizontalPodAutoscaler>(
            "again", static one => one.Status.Conditions.Any(static each => each.Reason == "AmbiguousSelector"),
            patience.Token);
        Assert.Equal("pods by selector app=web are controlled by multiple HPAs: [{again default} {web default}]",
            ambiguous.Status.Conditions.Single(static each => each.Type == "ScalingActive").Message);
    }

    private static Task<InProcessCluster> StartAsync(
        Func<string, string> answer, CancellationToken cancellationToken) =>
        InProcessCluster.StartAsync(
            new InProcessClusterOptions
            {
                Nodes = new SimulatedNodesOptions { Count = 1 },
                // No minutes of waiting: what is asked here is whether the parts meet.
                Tuning = new ControllerTuning
                {
                    Autoscaler = new AutoscalerOptions
                    {
                        SyncPeriod = TimeSpan.FromMilliseconds(100), DownscaleStabilization = TimeSpan.Zero,
                    },
                },
                MetricsApi = (path, _) => Task.FromResult(
                    new MetricsAnswer(200, Encoding.UTF8.GetBytes(answer(path)))),
            },
            cancellationToken);

    private static HorizontalPodAutoscaler Autoscaler(string name, MetricTarget target) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
        Spec = HorizontalPodAutoscalerSpec.Empty with
        {
            ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = "Deployment", Name = name },
            MaxReplicas = 8,
            Metrics =
            [
                new() { Type = "External", External = new() { Metric = new() { Name = "queue" }, Target = target } },
            ],
        },
    };

    private static void Expect<T>(ApiResult<T> result)
        where T : class => Assert.Null(result.Error);
}
