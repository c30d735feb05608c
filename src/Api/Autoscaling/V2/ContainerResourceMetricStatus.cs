namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>The measured use of a resource in one container of each Pod.</summary>
[Definition("io.k8s.api.autoscaling.v2.ContainerResourceMetricStatus")]
public sealed partial record ContainerResourceMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerResourceMetricStatus Empty { get; } = new();

    /// <summary>The resource. One of: cpu, memory.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The use that was measured.</summary>
    [Field(2, "current", Always = true), Required]
    public MetricValueStatus Current { get; init; } = MetricValueStatus.Empty;
    /// <summary>The container's name.</summary>
    [Field(3, "container", Always = true), Required] public string Container { get; init; } = "";
}
