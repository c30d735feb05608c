using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>What is observed of a ObjectMetric.</summary>
[Definition("io.k8s.api.autoscaling.v1.ObjectMetricStatus")]
public sealed partial record ObjectMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectMetricStatus Empty { get; } = new();

    /// <summary>Target.</summary>
    [Field(1, "target", Always = true), Required]
    public CrossVersionObjectReference Target { get; init; } = CrossVersionObjectReference.Empty;
    /// <summary>Metric name.</summary>
    [Field(2, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>Current value.</summary>
    [Field(3, "currentValue", Always = true), Required] public Quantity CurrentValue { get; init; }
    /// <summary>Which objects count.</summary>
    [Field(4, "selector")] public LabelSelector? Selector { get; init; }
    /// <summary>Average value.</summary>
    [Field(5, "averageValue")] public Quantity? AverageValue { get; init; }
}
