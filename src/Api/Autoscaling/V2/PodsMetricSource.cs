namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>Scales by a figure that each Pod has, averaged.</summary>
[Definition("io.k8s.api.autoscaling.v2.PodsMetricSource")]
public sealed partial record PodsMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static PodsMetricSource Empty { get; } = new();

    /// <summary>Which figure.</summary>
    [Field(1, "metric", Always = true), Required]
    public MetricIdentifier Metric { get; init; } = MetricIdentifier.Empty;
    /// <summary>The average to aim at; its type is AverageValue.</summary>
    [Field(2, "target", Always = true), Required] public MetricTarget Target { get; init; } = MetricTarget.Empty;
}
