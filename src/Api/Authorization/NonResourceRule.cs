namespace Kubesharp.Api.Authorization;

/// <summary>A non resource rule.</summary>
[Definition("io.k8s.api.authorization.v1.NonResourceRule")]
public sealed partial record NonResourceRule
{
    /// <summary>The value with nothing set.</summary>
    public static NonResourceRule Empty { get; } = new();

    /// <summary>Verbs.</summary>
    [Field(1, "verbs", Always = true), Required, Atomic] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>Non resource UR ls.</summary>
    [Field(2, "nonResourceURLs"), Atomic] public IReadOnlyList<string> NonResourceURLs { get; init; } = [];
}
