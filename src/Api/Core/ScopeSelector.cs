namespace Kubesharp.Api.Core;

/// <summary>A scope selector.</summary>
[Definition("io.k8s.api.core.v1.ScopeSelector", Atomic = true)]
public sealed partial record ScopeSelector
{
    /// <summary>The value with nothing set.</summary>
    public static ScopeSelector Empty { get; } = new();

    /// <summary>Match expressions.</summary>
    [Field(1, "matchExpressions"), Atomic]
    public IReadOnlyList<ScopedResourceSelectorRequirement> MatchExpressions { get; init; } = [];
}
