using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>Where a pods metric comes from.</summary>
[Definition("io.k8s.api.autoscaling.v1.PodsMetricSource")]
public sealed partial record PodsMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static PodsMetricSource Empty { get; } = new();

    /// <summary>Metric name.</summary>
    [Field(1, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>Target average value.</summary>
    [Field(2, "targetAverageValue", Always = true), Required] public Quantity TargetAverageValue { get; init; }
    /// <summary>Which objects count.</summary>
    [Field(3, "selector")] public LabelSelector? Selector { get; init; }
}
