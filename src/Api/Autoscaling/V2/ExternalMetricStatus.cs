namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>What is observed of a ExternalMetric.</summary>
[Definition("io.k8s.api.autoscaling.v2.ExternalMetricStatus")]
public sealed partial record ExternalMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ExternalMetricStatus Empty { get; } = new();

    /// <summary>Metric.</summary>
    [Field(1, "metric", Always = true), Required]
    public MetricIdentifier Metric { get; init; } = MetricIdentifier.Empty;
    /// <summary>Current.</summary>
    [Field(2, "current", Always = true), Required]
    public MetricValueStatus Current { get; init; } = MetricValueStatus.Empty;
}
