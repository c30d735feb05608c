namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>What a Metric should be.</summary>
[Definition("io.k8s.api.autoscaling.v2.MetricSpec")]
public sealed partial record MetricSpec
{
    /// <summary>The value with nothing set.</summary>
    public static MetricSpec Empty { get; } = new();

    /// <summary>Type. One of: Object, Pods, Resource, ContainerResource, External.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Object.</summary>
    [Field(2, "object")] public ObjectMetricSource? Object { get; init; }
    /// <summary>Pods.</summary>
    [Field(3, "pods")] public PodsMetricSource? Pods { get; init; }
    /// <summary>Resource.</summary>
    [Field(4, "resource")] public ResourceMetricSource? Resource { get; init; }
    /// <summary>Container resource.</summary>
    [Field(7, "containerResource")] public ContainerResourceMetricSource? ContainerResource { get; init; }
    /// <summary>External.</summary>
    [Field(5, "external")] public ExternalMetricSource? External { get; init; }
}
