namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>
/// Scales by a figure that has nothing to do with an object of the cluster, such as the length of a queue.
/// </summary>
[Definition("io.k8s.api.autoscaling.v2.ExternalMetricSource")]
public sealed partial record ExternalMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ExternalMetricSource Empty { get; } = new();

    /// <summary>Which figure.</summary>
    [Field(1, "metric", Always = true), Required]
    public MetricIdentifier Metric { get; init; } = MetricIdentifier.Empty;
    /// <summary>The figure to aim at: Value as a whole, or AverageValue for each Pod.</summary>
    [Field(2, "target", Always = true), Required] public MetricTarget Target { get; init; } = MetricTarget.Empty;
}
