namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>Where a object metric comes from.</summary>
[Definition("io.k8s.api.autoscaling.v2.ObjectMetricSource")]
public sealed partial record ObjectMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectMetricSource Empty { get; } = new();

    /// <summary>Described object.</summary>
    [Field(1, "describedObject", Always = true), Required]
    public CrossVersionObjectReference DescribedObject { get; init; } = CrossVersionObjectReference.Empty;
    /// <summary>Target.</summary>
    [Field(2, "target", Always = true), Required] public MetricTarget Target { get; init; } = MetricTarget.Empty;
    /// <summary>Metric.</summary>
    [Field(3, "metric", Always = true), Required]
    public MetricIdentifier Metric { get; init; } = MetricIdentifier.Empty;
}
