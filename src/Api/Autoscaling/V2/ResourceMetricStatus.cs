namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>The measured use of a resource by the Pods.</summary>
[Definition("io.k8s.api.autoscaling.v2.ResourceMetricStatus")]
public sealed partial record ResourceMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceMetricStatus Empty { get; } = new();

    /// <summary>The resource. One of: cpu, memory.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The use that was measured.</summary>
    [Field(2, "current", Always = true), Required]
    public MetricValueStatus Current { get; init; } = MetricValueStatus.Empty;
}
