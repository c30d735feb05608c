namespace Kubesharp.Api.Core;

/// <summary>A node selector term.</summary>
[Definition("io.k8s.api.core.v1.NodeSelectorTerm", Atomic = true)]
public sealed partial record NodeSelectorTerm
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSelectorTerm Empty { get; } = new();

    /// <summary>Match expressions.</summary>
    [Field(1, "matchExpressions"), Atomic]
    public IReadOnlyList<NodeSelectorRequirement> MatchExpressions { get; init; } = [];
    /// <summary>Match fields.</summary>
    [Field(2, "matchFields"), Atomic] public IReadOnlyList<NodeSelectorRequirement> MatchFields { get; init; } = [];
}
