namespace Kubesharp.Api.Core;

/// <summary>A topology selector term.</summary>
[Definition("io.k8s.api.core.v1.TopologySelectorTerm", Atomic = true)]
public sealed partial record TopologySelectorTerm
{
    /// <summary>The value with nothing set.</summary>
    public static TopologySelectorTerm Empty { get; } = new();

    /// <summary>Match label expressions.</summary>
    [Field(1, "matchLabelExpressions"), Atomic]
    public IReadOnlyList<TopologySelectorLabelRequirement> MatchLabelExpressions { get; init; } = [];
}
