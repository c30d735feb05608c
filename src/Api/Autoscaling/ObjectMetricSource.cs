using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>Where a object metric comes from.</summary>
[Definition("io.k8s.api.autoscaling.v1.ObjectMetricSource")]
public sealed partial record ObjectMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectMetricSource Empty { get; } = new();

    /// <summary>Target.</summary>
    [Field(1, "target", Always = true), Required]
    public CrossVersionObjectReference Target { get; init; } = CrossVersionObjectReference.Empty;
    /// <summary>Metric name.</summary>
    [Field(2, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>Target value.</summary>
    [Field(3, "targetValue", Always = true), Required] public Quantity TargetValue { get; init; }
    /// <summary>Which objects count.</summary>
    [Field(4, "selector")] public LabelSelector? Selector { get; init; }
    /// <summary>Average value.</summary>
    [Field(5, "averageValue")] public Quantity? AverageValue { get; init; }
}
