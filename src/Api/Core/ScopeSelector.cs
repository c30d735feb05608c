namespace Kubesharp.Api.Core;

/// <summary>Selects objects by scopes; all requirements must hold.</summary>
[Definition("io.k8s.api.core.v1.ScopeSelector", Atomic = true)]
public sealed partial record ScopeSelector
{
    /// <summary>The value with nothing set.</summary>
    public static ScopeSelector Empty { get; } = new();

    /// <summary>The requirements.</summary>
    [Field(1, "matchExpressions"), Atomic]
    public IReadOnlyList<ScopedResourceSelectorRequirement> MatchExpressions { get; init; } = [];
}
