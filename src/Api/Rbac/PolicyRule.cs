namespace Kubesharp.Api.Rbac;

/// <summary>A policy rule.</summary>
[Definition("io.k8s.api.rbac.v1.PolicyRule")]
public sealed partial record PolicyRule
{
    /// <summary>The value with nothing set.</summary>
    public static PolicyRule Empty { get; } = new();

    /// <summary>Verbs.</summary>
    [Field(1, "verbs", Always = true), Required, Atomic] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>Api groups.</summary>
    [Field(2, "apiGroups"), Atomic] public IReadOnlyList<string> ApiGroups { get; init; } = [];
    /// <summary>Resources.</summary>
    [Field(3, "resources"), Atomic] public IReadOnlyList<string> Resources { get; init; } = [];
    /// <summary>Resource names.</summary>
    [Field(4, "resourceNames"), Atomic] public IReadOnlyList<string> ResourceNames { get; init; } = [];
    /// <summary>Non resource UR ls.</summary>
    [Field(5, "nonResourceURLs"), Atomic] public IReadOnlyList<string> NonResourceURLs { get; init; } = [];
}
