namespace Kubesharp.Api.Metrics;

/// <summary>What the containers of a Pod used of late. Answered, not stored.</summary>
[ApiResource("metrics.k8s.io/v1beta1", "PodMetrics", "pods", Verbs = ["get", "list"])]
[Definition("io.k8s.metrics.pkg.apis.metrics.v1beta1.PodMetrics")]
public sealed partial record PodMetrics : ApiObject
{
    /// <summary>When the end of the window was.</summary>
    [Field(2, "timestamp", Always = true), Required] public Time? Timestamp { get; init; }
    /// <summary>Over how long the use of CPU was measured.</summary>
    [Field(3, "window", Always = true), Required] public Duration Window { get; init; }
    /// <summary>Its running containers, sidecars too.</summary>
    [Field(4, "containers", Always = true), Required, Atomic]
    public IReadOnlyList<ContainerMetrics> Containers { get; init; } = [];
}

/// <summary>What one container used.</summary>
[Definition("io.k8s.metrics.pkg.apis.metrics.v1beta1.ContainerMetrics")]
public sealed partial record ContainerMetrics
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerMetrics Empty { get; } = new();

    /// <summary>Its name in the Pod.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>CPU in cores, memory in bytes: the working set.</summary>
    [Field(2, "usage", Always = true), Required]
    public IReadOnlyDictionary<string, Quantity> Usage { get; init; } = Maps.None<Quantity>();
}
