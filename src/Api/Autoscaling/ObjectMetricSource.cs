using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>Scales by a figure of one object, such as the requests a second of an Ingress.</summary>
[Definition("io.k8s.api.autoscaling.v1.ObjectMetricSource")]
public sealed partial record ObjectMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectMetricSource Empty { get; } = new();

    /// <summary>The object.</summary>
    [Field(1, "target", Always = true), Required]
    public CrossVersionObjectReference Target { get; init; } = CrossVersionObjectReference.Empty;
    /// <summary>The figure's name.</summary>
    [Field(2, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>The figure to aim at.</summary>
    [Field(3, "targetValue", Always = true), Required] public Quantity TargetValue { get; init; }
    /// <summary>Labels that tell figures of the same name apart.</summary>
    [Field(4, "selector")] public LabelSelector? Selector { get; init; }
    /// <summary>The figure to aim at, divided by the number of Pods.</summary>
    [Field(5, "averageValue")] public Quantity? AverageValue { get; init; }
}
