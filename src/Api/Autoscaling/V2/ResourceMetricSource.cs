namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>Scales by the use of a resource by the Pods.</summary>
[Definition("io.k8s.api.autoscaling.v2.ResourceMetricSource")]
public sealed partial record ResourceMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceMetricSource Empty { get; } = new();

    /// <summary>The resource. One of: cpu, memory.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The use to aim at: Utilization as a percentage of the request, or AverageValue as an amount.</summary>
    [Field(2, "target", Always = true), Required] public MetricTarget Target { get; init; } = MetricTarget.Empty;
}
