using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>The measured value of a figure from outside the cluster.</summary>
[Definition("io.k8s.api.autoscaling.v1.ExternalMetricStatus")]
public sealed partial record ExternalMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ExternalMetricStatus Empty { get; } = new();

    /// <summary>The figure's name.</summary>
    [Field(1, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>Labels that tell figures of the same name apart.</summary>
    [Field(2, "metricSelector")] public LabelSelector? MetricSelector { get; init; }
    /// <summary>The figure.</summary>
    [Field(3, "currentValue", Always = true), Required] public Quantity CurrentValue { get; init; }
    /// <summary>The figure divided by the number of Pods.</summary>
    [Field(4, "currentAverageValue")] public Quantity? CurrentAverageValue { get; init; }
}
