using Kubesharp.Api;
using Kubesharp.Api.Autoscaling.V2;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Xunit;

namespace Kubesharp.Tests.Controllers.HorizontalPodAutoscaling;

/// <summary>Conditions, events and status of an autoscaler; the texts are upstream's.</summary>
public sealed class AutoscalerPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly MetricSpec Cpu = new()
    {
        Type = "Resource",
        Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = 50 } },
    };

    [Fact]
    public void A_busy_target_grows()
    {
        AutoscalerPlan plan = For([Cpu], "900 900 900", [OfPods("900 900 900")]);

        Assert.Equal((true, 6, "cpu resource utilization (percentage of request) above target"),
            (plan.Rescale, plan.Replicas, plan.Because));
        Assert.Equal(
            [
                "AbleToScale True ReadyForNewScale: recommended size matches current size",
                "ScalingActive True ValidMetricFound: the HPA was able to successfully calculate a replica count from "
                    + "cpu resource utilization (percentage of request)",
                "ScalingLimited False DesiredWithinRange: the desired count is within the acceptable range",
            ],
            TextOf(plan.Status));
        MetricStatus measured = Assert.Single(plan.Status.CurrentMetrics);
        Assert.Equal(("Resource", 90, "900m"), (measured.Type, measured.Resource!.Current.AverageUtilization,
            measured.Resource.Current.AverageValue.ToString()));
        Assert.Equal((3, 6, 4L), (plan.Status.CurrentReplicas, plan.Status.DesiredReplicas,
            plan.Status.ObservedGeneration));

        Assert.Equal("AbleToScale True SucceededRescale: the HPA controller was able to update the target scale to 6",
            TextOf(plan.Rescaled("", 3, Now))[0]);
        Assert.Equal(new Time(Now), plan.Rescaled("", 3, Now).LastScaleTime);
        HorizontalPodAutoscalerStatus refused = plan.Rescaled("it was changed", 3, Now);
        Assert.Equal(
            "AbleToScale False FailedUpdateScale: the HPA controller was unable to update the target scale: it was "
            + "changed",
            TextOf(refused)[0]);
        Assert.Equal(3, refused.DesiredReplicas);
    }

    [Fact]
    public void An_idle_target_shrinks_when_every_metric_says_so() => Assert.Equal(
        (true, 2, "All metrics below target"), Outcome(For([Cpu], "100 100 100", [OfPods("100 100 100")])));

    [Theory]
    [InlineData(0, false, 0, "")]
    [InlineData(1, true, 2, "Current number of replicas below Spec.MinReplicas")]
    [InlineData(30, true, 20, "Current number of replicas above Spec.MaxReplicas")]
    public void Bounds_need_no_metrics(int current, bool rescale, int replicas, string because)
    {
        HorizontalPodAutoscaler autoscaler = Autoscaler([Cpu]);
        Assert.False(AutoscalerPlan.NeedsMetrics(autoscaler.Spec, current));

        AutoscalerPlan plan = AutoscalerPlan.For(
            autoscaler, new("default", current, current, []), [], ScalingHistory.StartingAt(current, Now),
            new AutoscalerOptions(), Now);

        Assert.Equal((rescale, replicas, because), Outcome(plan));
        if (current == 0)
        {
            Assert.Contains(
                "ScalingActive False ScalingDisabled: scaling is disabled since the replica count of the target is "
                    + "zero",
                TextOf(plan.Status));
        }
    }

    [Fact]
    public void Without_any_measurement_nothing_changes_and_it_says_why()
    {
        const string api = "unable to fetch metrics from resource metrics API: the server could not find the requested "
            + "resource (get pods.metrics.k8s.io)";
        const string cause = "failed to get cpu utilization: unable to get metrics for resource cpu: " + api;

        AutoscalerPlan plan = For([Cpu], "900 900 900", [MetricReading.Failed(api)]);

        Assert.Equal((false, 3, ""), Outcome(plan));
        Assert.Contains(
            $"ScalingActive False FailedGetResourceMetric: the HPA was unable to compute the replica count: {cause}",
            TextOf(plan.Status));
        Assert.Equal(
            [
                $"Warning FailedGetResourceMetric: {cause}",
                "Warning FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to "
                    + $"get cpu resource metric value: {cause}",
            ],
            plan.Events.Select(static one => $"{one.Type} {one.Reason}: {one.Message}"));
    }

    [Fact]
    public void On_half_of_the_metrics_it_grows_but_does_not_shrink()
    {
        MetricSpec requests = new()
        {
            Type = "Pods",
            Pods = new()
            {
                Metric = new() { Name = "qps" },
                Target = new() { Type = "AverageValue", AverageValue = Quantity.Parse("10") },
            },
        };
        MetricReading failed = MetricReading.Failed("no metrics returned from custom metrics API");

        AutoscalerPlan grown = For([requests, Cpu], "900 900 900", [failed, OfPods("900 900 900")]);
        AutoscalerPlan kept = For([requests, Cpu], "100 100 100", [failed, OfPods("100 100 100")]);

        Assert.Equal((true, 6), (grown.Rescale, grown.Replicas));
        Assert.Equal(["FailedGetPodsMetric"], grown.Events.Select(static one => one.Reason));
        Assert.Equal(["", "Resource"], grown.Status.CurrentMetrics.Select(static one => one.Type));
        Assert.Equal((false, 3, ""), Outcome(kept));
        Assert.Equal("invalid metrics (1 invalid out of 2), first error is: failed to get pods metric value: unable to "
            + "get metric qps: no metrics returned from custom metrics API", kept.Error);
    }

    [Fact]
    public void The_metric_that_asks_for_most_counts()
    {
        MetricSpec queue = new()
        {
            Type = "External",
            External = new()
            {
                Metric = new()
                {
                    Name = "queue",
                    Selector = LabelSelector.Empty with { MatchLabels = Workloads.Labels("web") },
                },
                Target = new() { Type = "AverageValue", AverageValue = Quantity.Parse("30") },
            },
        };

        AutoscalerPlan plan = For(
            [Cpu, queue], "600 600 600", [OfPods("600 600 600"), new() { Milli = [100_000, 50_000] }]);

        Assert.Equal((true, 5), (plan.Rescale, plan.Replicas));
        Assert.Equal("external metric queue(&LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:"
            + "[]LabelSelectorRequirement{},}) above target", plan.Because);
        Assert.Equal("50", plan.Status.CurrentMetrics[1].External!.Current.AverageValue.ToString());
    }

    [Theory]
    [InlineData("Value", "6", "Service metric qps")]
    [InlineData("AverageValue", "4", "external metric qps(nil)")]
    public void Metrics_of_objects(string type, string replicas, string name)
    {
        MetricSpec spec = new()
        {
            Type = "Object",
            Object = new()
            {
                DescribedObject = new() { Kind = "Service", Name = "web", ApiVersion = "v1" },
                Metric = new() { Name = "qps" },
                Target = type == "Value"
                    ? new() { Type = type, Value = Quantity.Parse("10") }
                    : new() { Type = type, AverageValue = Quantity.Parse("5") },
            },
        };

        AutoscalerPlan plan = For([spec], "0 0 0", [new() { Milli = [20_000] }]);

        Assert.Equal((replicas, name + " above target"), ($"{plan.Replicas}", plan.Because));
        AutoscalerPlan failed = For([spec], "0 0 0", [MetricReading.Failed("it is down")]);
        Assert.Contains("unable to get metric qps: Service on default web/it is down",
            TextOf(failed.Status).Single(static line => line.Contains("ScalingActive", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_has_a_metric_of_its_own()
    {
        MetricSpec spec = new()
        {
            Type = "ContainerResource",
            ContainerResource = new()
            {
                Name = "cpu",
                Container = "main",
                Target = new() { Type = "AverageValue", AverageValue = Quantity.Parse("300m") },
            },
        };

        AutoscalerPlan plan = For([spec], "600 600 600", [OfPods("600 600 600")]);

        Assert.Equal((true, 6, "cpu resource above target"), Outcome(plan));
        Assert.Equal("main", plan.Status.CurrentMetrics[0].ContainerResource!.Container);
    }

    [Fact]
    public void A_condition_keeps_its_time_while_it_says_the_same()
    {
        HorizontalPodAutoscaler autoscaler = Autoscaler([Cpu]);
        HorizontalPodAutoscalerStatus first = AutoscalerPlan.Unreachable(autoscaler, "not found", Now);
        HorizontalPodAutoscalerStatus second = AutoscalerPlan.Unreachable(
            autoscaler with { Status = first }, "not found", Now.AddMinutes(1));

        Assert.Equal(first, second);
        Assert.Equal(
            "AbleToScale False FailedGetScale: the HPA controller was unable to get the target's current scale: not "
            + "found",
            Assert.Single(TextOf(first)));
    }

    private static AutoscalerPlan For(
        IReadOnlyList<MetricSpec> metrics, string pods, IReadOnlyList<MetricReading> readings)
    {
        List<Kubesharp.Api.Core.Pod> all = ReplicaCalculationTests.Parse(pods).Pods;
        return AutoscalerPlan.For(
            Autoscaler(metrics), new("default", all.Count, all.Count, all), readings,
            new([], [], []), new AutoscalerOptions(), Now);
    }

    private static MetricReading OfPods(string pods) => new() { Pods = ReplicaCalculationTests.Parse(pods).Measured };

    private static (bool Rescale, int Replicas, string Because) Outcome(AutoscalerPlan plan) =>
        (plan.Rescale, plan.Replicas, plan.Because);

    private static List<string> TextOf(HorizontalPodAutoscalerStatus status) =>
        [.. status.Conditions.Select(static one => $"{one.Type} {one.Status} {one.Reason}: {one.Message}")];

    private static HorizontalPodAutoscaler Autoscaler(IReadOnlyList<MetricSpec> metrics) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = "web", Namespace = "default", Generation = 4 },
        Spec = HorizontalPodAutoscalerSpec.Empty with
        {
            ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = "Deployment", Name = "web" },
            MinReplicas = 2,
            MaxReplicas = 20,
            Metrics = metrics,
        },
    };
}
