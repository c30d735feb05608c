namespace Kubesharp.Api.Core;

/// <summary>Selects nodes by labels; all requirements must hold. Alpha.</summary>
[Definition("io.k8s.api.core.v1.TopologySelectorTerm", Atomic = true)]
public sealed partial record TopologySelectorTerm
{
    /// <summary>The value with nothing set.</summary>
    public static TopologySelectorTerm Empty { get; } = new();

    /// <summary>The requirements.</summary>
    [Field(1, "matchLabelExpressions"), Atomic]
    public IReadOnlyList<TopologySelectorLabelRequirement> MatchLabelExpressions { get; init; } = [];
}
