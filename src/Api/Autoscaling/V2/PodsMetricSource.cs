namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>Where a pods metric comes from.</summary>
[Definition("io.k8s.api.autoscaling.v2.PodsMetricSource")]
public sealed partial record PodsMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static PodsMetricSource Empty { get; } = new();

    /// <summary>Metric.</summary>
    [Field(1, "metric", Always = true), Required]
    public MetricIdentifier Metric { get; init; } = MetricIdentifier.Empty;
    /// <summary>Target.</summary>
    [Field(2, "target", Always = true), Required] public MetricTarget Target { get; init; } = MetricTarget.Empty;
}
