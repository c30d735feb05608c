using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>Where a external metric comes from.</summary>
[Definition("io.k8s.api.autoscaling.v1.ExternalMetricSource")]
public sealed partial record ExternalMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ExternalMetricSource Empty { get; } = new();

    /// <summary>Metric name.</summary>
    [Field(1, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>Metric selector.</summary>
    [Field(2, "metricSelector")] public LabelSelector? MetricSelector { get; init; }
    /// <summary>Target value.</summary>
    [Field(3, "targetValue")] public Quantity? TargetValue { get; init; }
    /// <summary>Target average value.</summary>
    [Field(4, "targetAverageValue")] public Quantity? TargetAverageValue { get; init; }
}
