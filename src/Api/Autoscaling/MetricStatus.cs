namespace Kubesharp.Api.Autoscaling;

/// <summary>What is observed of a Metric.</summary>
[Definition("io.k8s.api.autoscaling.v1.MetricStatus")]
public sealed partial record MetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static MetricStatus Empty { get; } = new();

    /// <summary>Type. One of: Object, Pods, Resource, ContainerResource, External.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Object.</summary>
    [Field(2, "object")] public ObjectMetricStatus? Object { get; init; }
    /// <summary>Pods.</summary>
    [Field(3, "pods")] public PodsMetricStatus? Pods { get; init; }
    /// <summary>Resource.</summary>
    [Field(4, "resource")] public ResourceMetricStatus? Resource { get; init; }
    /// <summary>Container resource.</summary>
    [Field(7, "containerResource")] public ContainerResourceMetricStatus? ContainerResource { get; init; }
    /// <summary>External.</summary>
    [Field(5, "external")] public ExternalMetricStatus? External { get; init; }
}
