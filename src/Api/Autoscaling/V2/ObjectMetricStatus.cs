namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>The measured figure of one object.</summary>
[Definition("io.k8s.api.autoscaling.v2.ObjectMetricStatus")]
public sealed partial record ObjectMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectMetricStatus Empty { get; } = new();

    /// <summary>Which figure.</summary>
    [Field(1, "metric", Always = true), Required]
    public MetricIdentifier Metric { get; init; } = MetricIdentifier.Empty;
    /// <summary>The value that was measured.</summary>
    [Field(2, "current", Always = true), Required]
    public MetricValueStatus Current { get; init; } = MetricValueStatus.Empty;
    /// <summary>The object.</summary>
    [Field(3, "describedObject", Always = true), Required]
    public CrossVersionObjectReference DescribedObject { get; init; } = CrossVersionObjectReference.Empty;
}
