namespace Kubesharp.Api.Nodes;

/// <summary>A runtime class.</summary>
[ApiResource("node.k8s.io/v1", "RuntimeClass", "runtimeclasses", Namespaced = false)]
[Definition("io.k8s.api.node.v1.RuntimeClass")]
public sealed partial record RuntimeClass : ApiObject
{
    /// <summary>Handler.</summary>
    [Field(2, "handler", Always = true), Required] public string Handler { get; init; } = "";
    /// <summary>Overhead.</summary>
    [Field(3, "overhead")] public Overhead? Overhead { get; init; }
    /// <summary>Scheduling.</summary>
    [Field(4, "scheduling")] public Scheduling? Scheduling { get; init; }
}
