using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>The measured figure of one object.</summary>
[Definition("io.k8s.api.autoscaling.v1.ObjectMetricStatus")]
public sealed partial record ObjectMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectMetricStatus Empty { get; } = new();

    /// <summary>The object.</summary>
    [Field(1, "target", Always = true), Required]
    public CrossVersionObjectReference Target { get; init; } = CrossVersionObjectReference.Empty;
    /// <summary>The figure's name.</summary>
    [Field(2, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>The figure.</summary>
    [Field(3, "currentValue", Always = true), Required] public Quantity CurrentValue { get; init; }
    /// <summary>Labels that tell figures of the same name apart.</summary>
    [Field(4, "selector")] public LabelSelector? Selector { get; init; }
    /// <summary>The figure divided by the number of Pods.</summary>
    [Field(5, "averageValue")] public Quantity? AverageValue { get; init; }
}
