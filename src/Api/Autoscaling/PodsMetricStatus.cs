using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>What is observed of a PodsMetric.</summary>
[Definition("io.k8s.api.autoscaling.v1.PodsMetricStatus")]
public sealed partial record PodsMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodsMetricStatus Empty { get; } = new();

    /// <summary>Metric name.</summary>
    [Field(1, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>Current average value.</summary>
    [Field(2, "currentAverageValue", Always = true), Required] public Quantity CurrentAverageValue { get; init; }
    /// <summary>Which objects count.</summary>
    [Field(3, "selector")] public LabelSelector? Selector { get; init; }
}
