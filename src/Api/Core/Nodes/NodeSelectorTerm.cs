namespace Kubesharp.Api.Core;

/// <summary>Selects nodes that meet all of these requirements.</summary>
[Definition("io.k8s.api.core.v1.NodeSelectorTerm", Atomic = true)]
public sealed partial record NodeSelectorTerm
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSelectorTerm Empty { get; } = new();

    /// <summary>Requirements of labels.</summary>
    [Field(1, "matchExpressions"), Atomic]
    public IReadOnlyList<NodeSelectorRequirement> MatchExpressions { get; init; } = [];
    /// <summary>Requirements of fields; only metadata.name.</summary>
    [Field(2, "matchFields"), Atomic] public IReadOnlyList<NodeSelectorRequirement> MatchFields { get; init; } = [];
}
