using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Autoscaling;

/// <summary>The measured average of a figure that each Pod has.</summary>
[Definition("io.k8s.api.autoscaling.v1.PodsMetricStatus")]
public sealed partial record PodsMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodsMetricStatus Empty { get; } = new();

    /// <summary>The figure's name.</summary>
    [Field(1, "metricName", Always = true), Required] public string MetricName { get; init; } = "";
    /// <summary>The average.</summary>
    [Field(2, "currentAverageValue", Always = true), Required] public Quantity CurrentAverageValue { get; init; }
    /// <summary>Labels that tell figures of the same name apart.</summary>
    [Field(3, "selector")] public LabelSelector? Selector { get; init; }
}
