namespace Kubesharp.Api.Core;

/// <summary>Selects nodes: those that match at least one of the terms.</summary>
[Definition("io.k8s.api.core.v1.NodeSelector", Atomic = true)]
public sealed partial record NodeSelector
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSelector Empty { get; } = new();

    /// <summary>The terms. An empty one matches no node.</summary>
    [Field(1, "nodeSelectorTerms", Always = true), Required, Atomic]
    public IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init; } = [];
}
