namespace Kubesharp.Api.Metrics;

/// <summary>What a node used of its resources of late. Answered, not stored.</summary>
[ApiResource("metrics.k8s.io/v1beta1", "NodeMetrics", "nodes", Namespaced = false, Verbs = ["get", "list"])]
[Definition("io.k8s.metrics.pkg.apis.metrics.v1beta1.NodeMetrics")]
public sealed partial record NodeMetrics : ApiObject
{
    /// <summary>When the end of the window was.</summary>
    [Field(2, "timestamp", Always = true), Required] public Time? Timestamp { get; init; }
    /// <summary>Over how long the use of CPU was measured.</summary>
    [Field(3, "window", Always = true), Required] public Duration Window { get; init; }
    /// <summary>CPU in cores, memory in bytes: the working set, which cannot be dropped.</summary>
    [Field(4, "usage", Always = true), Required]
    public IReadOnlyDictionary<string, Quantity> Usage { get; init; } = Maps.None<Quantity>();
}
