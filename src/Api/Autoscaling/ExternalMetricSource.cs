using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>
/// Scales by a figure that has nothing to do with an object of the cluster, such as the length of a queue.
/// </summary>
[Definition("io.k8s.api.autoscaling.v1.ExternalMetricSource")]
public sealed partial record ExternalMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ExternalMetricSource Empty { get; } = new();

    /// <summary>The figure's name.</summary>
    [Field(1, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>Labels that tell figures of the same name apart.</summary>
    [Field(2, "metricSelector")] public LabelSelector? MetricSelector { get; init; }
    /// <summary>The figure to aim at.</summary>
    [Field(3, "targetValue")] public Quantity? TargetValue { get; init; }
    /// <summary>The figure to aim at, divided by the number of Pods.</summary>
    [Field(4, "targetAverageValue")] public Quantity? TargetAverageValue { get; init; }
}
