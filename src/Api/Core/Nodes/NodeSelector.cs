namespace Kubesharp.Api.Core;

/// <summary>A node selector.</summary>
[Definition("io.k8s.api.core.v1.NodeSelector", Atomic = true)]
public sealed partial record NodeSelector
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSelector Empty { get; } = new();

    /// <summary>Node selector terms.</summary>
    [Field(1, "nodeSelectorTerms", Always = true), Required, Atomic]
    public IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init; } = [];
}
