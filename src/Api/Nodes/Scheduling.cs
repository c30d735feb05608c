using Kubesharp.Api.Core;

namespace Kubesharp.Api.Nodes;

/// <summary>Which nodes have a RuntimeClass.</summary>
[Definition("io.k8s.api.node.v1.Scheduling")]
public sealed partial record Scheduling
{
    /// <summary>The value with nothing set.</summary>
    public static Scheduling Empty { get; } = new();

    /// <summary>
    /// Labels that the nodes have; put together with the Pod's own, and the Pod is refused where they contradict.
    /// </summary>
    [Field(1, "nodeSelector"), Atomic]
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = Maps.None<string>();
    /// <summary>Taints of those nodes, added to those that the Pod tolerates.</summary>
    [Field(2, "tolerations"), Atomic] public IReadOnlyList<Toleration> Tolerations { get; init; } = [];
}
