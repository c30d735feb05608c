namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>Where a external metric comes from.</summary>
[Definition("io.k8s.api.autoscaling.v2.ExternalMetricSource")]
public sealed partial record ExternalMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ExternalMetricSource Empty { get; } = new();

    /// <summary>Metric.</summary>
    [Field(1, "metric", Always = true), Required]
    public MetricIdentifier Metric { get; init; } = MetricIdentifier.Empty;
    /// <summary>Target.</summary>
    [Field(2, "target", Always = true), Required] public MetricTarget Target { get; init; } = MetricTarget.Empty;
}
