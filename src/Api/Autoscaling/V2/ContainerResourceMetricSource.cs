namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>Scales by the use of a resource in one container of each Pod.</summary>
[Definition("io.k8s.api.autoscaling.v2.ContainerResourceMetricSource")]
public sealed partial record ContainerResourceMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerResourceMetricSource Empty { get; } = new();

    /// <summary>The resource. One of: cpu, memory.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The use to aim at: Utilization as a percentage of the request, or AverageValue as an amount.</summary>
    [Field(2, "target", Always = true), Required] public MetricTarget Target { get; init; } = MetricTarget.Empty;
    /// <summary>The container's name.</summary>
    [Field(3, "container", Always = true), Required] public string Container { get; init; } = "";
}
