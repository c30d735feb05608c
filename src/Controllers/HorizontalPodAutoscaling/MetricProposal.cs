using Kubesharp.Api;
using Kubesharp.Api.Autoscaling.V2;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.HorizontalPodAutoscaling;

/// <summary>What there is of the target when metrics are looked at.</summary>
/// <param name="Wanted">The replicas in its spec.</param>
/// <param name="Present">The replicas in its status.</param>
internal sealed record ScaleView(string Namespace, int Wanted, int Present, IReadOnlyList<Pod> Pods);

/// <summary>What one metric asks for. Pure.</summary>
/// <param name="Name">How events and conditions call the metric.</param>
/// <param name="Status">What was measured; null when there is nothing.</param>
/// <param name="Reason">When it could not be worked out: the reason of the condition; otherwise empty.</param>
/// <param name="Cause">What the condition says then.</param>
/// <param name="Error">What the reconcile as a whole failed with.</param>
internal sealed record MetricProposal(
    int Replicas, string Name, MetricStatus? Status, string Reason = "", string Cause = "", string Error = "")
{
    private const string NeitherResource = "invalid resource metric source: neither an average utilization target nor "
        + "an average value (usage) target was set";
    private const string NeitherObject =
        "invalid object metric source: neither a value target nor an average value target was set";
    private const string NeitherExternal =
        "invalid external metric source: neither a value target nor an average value target was set";

    public bool Failed => Reason.Length > 0;

    public static MetricProposal For(
        MetricSpec spec, MetricReading reading, ScaleView scale, ReplicaCalculation calculation) => spec switch
        {
            { Type: "Resource", Resource: { } source } => OfResource(source, reading, scale, calculation),
            { Type: "ContainerResource", ContainerResource: { } source } =>
                OfContainer(source, reading, scale, calculation),
            { Type: "Pods", Pods: { } source } => OfPods(source, reading, scale, calculation),
            { Type: "Object", Object: { } source } => OfObject(source, reading, scale, calculation),
            { Type: "External", External: { } source } => OfExternal(source, reading, scale, calculation),
            _ => Failure("InvalidMetricSourceType", $"unknown metric source type \"{spec.Type}\"", ""),
        };

    private static MetricProposal OfResource(
        ResourceMetricSource source, MetricReading reading, ScaleView scale, ReplicaCalculation calculation)
    {
        (ReplicaCount count, string name, string error) = Measured(
            source.Name, "", source.Target, reading, scale, calculation);
        if (error.Length > 0)
        {
            return Failure("FailedGetResourceMetric", error,
                $"failed to get {source.Name} resource metric value: {error}");
        }
        return new(count.Replicas, name, MetricStatus.Empty with
        {
            Type = "Resource",
            Resource = ResourceMetricStatus.Empty with { Name = source.Name, Current = Average(count) },
        });
    }

    private static MetricProposal OfContainer(
        ContainerResourceMetricSource source, MetricReading reading, ScaleView scale, ReplicaCalculation calculation)
    {
        (ReplicaCount count, string name, string error) = Measured(
            source.Name, source.Container, source.Target, reading, scale, calculation);
        if (error.Length > 0)
        {
            return Failure("FailedGetContainerResourceMetric", error,
                $"failed to get {source.Container} container metric value: {error}");
        }
        return new(count.Replicas, name, MetricStatus.Empty with
        {
            Type = "ContainerResource",
            ContainerResource = ContainerResourceMetricStatus.Empty with
            {
                Name = source.Name, Container = source.Container, Current = Average(count),
            },
        });
    }

    private static (ReplicaCount Count, string Name, string Error) Measured(
        string resource, string container, MetricTarget target, MetricReading reading, ScaleView scale,
        ReplicaCalculation calculation)
    {
        string unread = reading.Error.Length > 0
            ? $"unable to get metrics for resource {resource}: {reading.Error}" : "";
        if (target.AverageValue is { } amount)
        {
            ReplicaCount raw = unread.Length > 0 ? ReplicaCount.Failed(unread) : calculation.ByAverage(
                scale.Wanted, amount.MilliValue, resource, scale.Pods, reading.Pods);
            return (raw, $"{resource} resource",
                raw.Error.Length > 0 ? $"failed to get {resource} usage: {raw.Error}" : "");
        }
        if (target.AverageUtilization is not { } percent)
            return (default, "", NeitherResource);
        ReplicaCount count = unread.Length > 0 ? ReplicaCount.Failed(unread) : calculation.ByUtilization(
            scale.Wanted, percent, resource, container, scale.Pods, reading.Pods);
        string kind = container.Length > 0 ? "container resource" : "resource";
        return (count, $"{resource} {kind} utilization (percentage of request)",
            count.Error.Length > 0 ? $"failed to get {resource} utilization: {count.Error}" : "");
    }

    private static MetricProposal OfPods(
        PodsMetricSource source, MetricReading reading, ScaleView scale, ReplicaCalculation calculation)
    {
        ReplicaCount count = reading.Error.Length > 0
            ? ReplicaCount.Failed($"unable to get metric {source.Metric.Name}: {reading.Error}")
            : calculation.ByAverage(
                scale.Wanted, source.Target.AverageValue?.MilliValue ?? 0, "", scale.Pods, reading.Pods);
        if (count.Error.Length > 0)
            return Failure("FailedGetPodsMetric", count.Error, $"failed to get pods metric value: {count.Error}");
        return new(count.Replicas, $"pods metric {source.Metric.Name}", MetricStatus.Empty with
        {
            Type = "Pods",
            Pods = PodsMetricStatus.Empty with { Metric = source.Metric, Current = Average(count) },
        });
    }

    private static MetricProposal OfObject(
        ObjectMetricSource source, MetricReading reading, ScaleView scale, ReplicaCalculation calculation)
    {
        const string reason = "FailedGetObjectMetric", prefix = "failed to get object metric value: ";
        string metric = source.Metric.Name;
        CrossVersionObjectReference about = source.DescribedObject;
        string unread = reading.Error.Length > 0
            ? $"unable to get metric {metric}: {about.Kind} on {scale.Namespace} {about.Name}/{reading.Error}" : "";
        if (source.Target is { Type: "Value", Value: { } value })
        {
            ReplicaCount count = unread.Length > 0 ? ReplicaCount.Failed(unread) : calculation.ByValue(
                scale.Wanted, reading.Milli.Sum(), value.MilliValue, scale.Pods);
            return count.Error.Length > 0
                ? Failure(reason, count.Error, prefix + count.Error)
                : new(count.Replicas, $"{about.Kind} metric {metric}", Status(Total(count)));
        }
        if (source.Target is { Type: "AverageValue", AverageValue: { } share })
        {
            if (unread.Length > 0)
                return Failure(reason, unread, $"{prefix}failed to get {metric} object metric: {unread}");
            ReplicaCount count = calculation.ByShare(scale.Present, reading.Milli.Sum(), share.MilliValue);
            return new(count.Replicas, $"external metric {metric}({SelectorText.Of(source.Metric.Selector)})",
                Status(Average(count)));
        }
        return Failure(reason, NeitherObject, prefix + NeitherObject);

        MetricStatus Status(MetricValueStatus current) => MetricStatus.Empty with
        {
            Type = "Object",
            Object = ObjectMetricStatus.Empty with
            {
                DescribedObject = about, Metric = source.Metric, Current = current,
            },
        };
    }

    private static MetricProposal OfExternal(
        ExternalMetricSource source, MetricReading reading, ScaleView scale, ReplicaCalculation calculation)
    {
        const string reason = "FailedGetExternalMetric";
        string metric = source.Metric.Name, selector = SelectorText.Of(source.Metric.Selector);
        string prefix = $"failed to get {metric} external metric value: ";
        string unread = reading.Error.Length > 0
            ? $"unable to get external metric {scale.Namespace}/{metric}/{selector}: {reading.Error}" : "";
        string name = $"external metric {metric}({selector})";
        if (source.Target.AverageValue is { } share)
        {
            if (unread.Length > 0)
                return Failure(reason, unread, $"{prefix}failed to get {metric} external metric: {unread}");
            ReplicaCount count = calculation.ByShare(scale.Present, reading.Milli.Sum(), share.MilliValue);
            return new(count.Replicas, name, Status(Average(count)));
        }
        if (source.Target.Value is { } value)
        {
            ReplicaCount count = unread.Length > 0 ? ReplicaCount.Failed(unread) : calculation.ByValue(
                scale.Wanted, reading.Milli.Sum(), value.MilliValue, scale.Pods);
            return count.Error.Length > 0
                ? Failure(reason, count.Error, $"{prefix}failed to get external metric {metric}: {count.Error}")
                : new(count.Replicas, name, Status(Total(count)));
        }
        return Failure(reason, NeitherExternal, prefix + NeitherExternal);

        MetricStatus Status(MetricValueStatus current) => MetricStatus.Empty with
        {
            Type = "External",
            External = ExternalMetricStatus.Empty with { Metric = source.Metric, Current = current },
        };
    }

    private static MetricValueStatus Average(ReplicaCount count) => MetricValueStatus.Empty with
    {
        AverageValue = Quantity.FromMilli(count.Milli), AverageUtilization = count.Utilization,
    };

    private static MetricValueStatus Total(ReplicaCount count) =>
        MetricValueStatus.Empty with { Value = Quantity.FromMilli(count.Milli) };

    private static MetricProposal Failure(string reason, string cause, string error) =>
        new(0, "", null, reason, cause, error.Length > 0 ? error : cause);
}
