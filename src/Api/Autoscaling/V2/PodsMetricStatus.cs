namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>The measured average of a figure that each Pod has.</summary>
[Definition("io.k8s.api.autoscaling.v2.PodsMetricStatus")]
public sealed partial record PodsMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodsMetricStatus Empty { get; } = new();

    /// <summary>Which figure.</summary>
    [Field(1, "metric", Always = true), Required]
    public MetricIdentifier Metric { get; init; } = MetricIdentifier.Empty;
    /// <summary>The average that was measured.</summary>
    [Field(2, "current", Always = true), Required]
    public MetricValueStatus Current { get; init; } = MetricValueStatus.Empty;
}
