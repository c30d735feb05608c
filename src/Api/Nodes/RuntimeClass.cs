namespace Kubesharp.Api.Nodes;

/// <summary>A way to run containers that Pods can ask for by name.</summary>
[ApiResource("node.k8s.io/v1", "RuntimeClass", "runtimeclasses", Namespaced = false)]
[Definition("io.k8s.api.node.v1.RuntimeClass")]
public sealed partial record RuntimeClass : ApiObject
{
    /// <summary>What the container runtime calls it; a DNS label. Cannot be changed.</summary>
    [Field(2, "handler", Always = true), Required] public string Handler { get; init; } = "";
    /// <summary>What a Pod needs besides its containers.</summary>
    [Field(3, "overhead")] public Overhead? Overhead { get; init; }
    /// <summary>Which nodes have it. Absent: all.</summary>
    [Field(4, "scheduling")] public Scheduling? Scheduling { get; init; }
}
