namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>Scales by a figure of one object, such as the requests a second of an Ingress.</summary>
[Definition("io.k8s.api.autoscaling.v2.ObjectMetricSource")]
public sealed partial record ObjectMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectMetricSource Empty { get; } = new();

    /// <summary>The object.</summary>
    [Field(1, "describedObject", Always = true), Required]
    public CrossVersionObjectReference DescribedObject { get; init; } = CrossVersionObjectReference.Empty;
    /// <summary>The figure to aim at: Value as a whole, or AverageValue for each Pod.</summary>
    [Field(2, "target", Always = true), Required] public MetricTarget Target { get; init; } = MetricTarget.Empty;
    /// <summary>Which figure.</summary>
    [Field(3, "metric", Always = true), Required]
    public MetricIdentifier Metric { get; init; } = MetricIdentifier.Empty;
}
