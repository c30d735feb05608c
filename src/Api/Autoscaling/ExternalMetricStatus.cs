using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>What is observed of a ExternalMetric.</summary>
[Definition("io.k8s.api.autoscaling.v1.ExternalMetricStatus")]
public sealed partial record ExternalMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ExternalMetricStatus Empty { get; } = new();

    /// <summary>Metric name.</summary>
    [Field(1, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>Metric selector.</summary>
    [Field(2, "metricSelector")] public LabelSelector? MetricSelector { get; init; }
    /// <summary>Current value.</summary>
    [Field(3, "currentValue", Always = true), Required] public Quantity CurrentValue { get; init; }
    /// <summary>Current average value.</summary>
    [Field(4, "currentAverageValue")] public Quantity? CurrentAverageValue { get; init; }
}
