using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>Scales by a figure that each Pod has, averaged.</summary>
[Definition("io.k8s.api.autoscaling.v1.PodsMetricSource")]
public sealed partial record PodsMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static PodsMetricSource Empty { get; } = new();

    /// <summary>The figure's name.</summary>
    [Field(1, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>The average to aim at.</summary>
    [Field(2, "targetAverageValue", Always = true), Required] public Quantity TargetAverageValue { get; init; }
    /// <summary>Labels that tell figures of the same name apart.</summary>
    [Field(3, "selector")] public LabelSelector? Selector { get; init; }
}
