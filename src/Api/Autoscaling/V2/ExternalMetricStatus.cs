namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>The measured value of a figure from outside the cluster.</summary>
[Definition("io.k8s.api.autoscaling.v2.ExternalMetricStatus")]
public sealed partial record ExternalMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ExternalMetricStatus Empty { get; } = new();

    /// <summary>Which figure.</summary>
    [Field(1, "metric", Always = true), Required]
    public MetricIdentifier Metric { get; init; } = MetricIdentifier.Empty;
    /// <summary>The value that was measured.</summary>
    [Field(2, "current", Always = true), Required]
    public MetricValueStatus Current { get; init; } = MetricValueStatus.Empty;
}
