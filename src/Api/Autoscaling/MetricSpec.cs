namespace Kubesharp.Api.Autoscaling;

/// <summary>One figure to scale by. The field that type names is set.</summary>
[Definition("io.k8s.api.autoscaling.v1.MetricSpec")]
public sealed partial record MetricSpec
{
    /// <summary>The value with nothing set.</summary>
    public static MetricSpec Empty { get; } = new();

    /// <summary>Where the figure comes from. One of: Object, Pods, Resource, ContainerResource, External.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>A figure of one object of the cluster.</summary>
    [Field(2, "object")] public ObjectMetricSource? Object { get; init; }
    /// <summary>A figure of each Pod, averaged.</summary>
    [Field(3, "pods")] public PodsMetricSource? Pods { get; init; }
    /// <summary>The use of CPU or memory by the Pods.</summary>
    [Field(4, "resource")] public ResourceMetricSource? Resource { get; init; }
    /// <summary>The use of CPU or memory by one container of each Pod.</summary>
    [Field(7, "containerResource")] public ContainerResourceMetricSource? ContainerResource { get; init; }
    /// <summary>A figure from outside the cluster.</summary>
    [Field(5, "external")] public ExternalMetricSource? External { get; init; }
}
