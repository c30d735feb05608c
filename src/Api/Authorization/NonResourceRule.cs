namespace Kubesharp.Api.Authorization;

/// <summary>Paths that may be asked for.</summary>
[Definition("io.k8s.api.authorization.v1.NonResourceRule")]
public sealed partial record NonResourceRule
{
    /// <summary>The value with nothing set.</summary>
    public static NonResourceRule Empty { get; } = new();

    /// <summary>The methods; * means all.</summary>
    [Field(1, "verbs", Always = true), Required, Atomic] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>The paths; * may stand for the last part.</summary>
    [Field(2, "nonResourceURLs"), Atomic] public IReadOnlyList<string> NonResourceURLs { get; init; } = [];
}
