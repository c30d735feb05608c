namespace Kubesharp.Api.Authorization;

/// <summary>Something that may be done with resources.</summary>
[Definition("io.k8s.api.authorization.v1.ResourceRule")]
public sealed partial record ResourceRule
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceRule Empty { get; } = new();

    /// <summary>The verbs; * means all.</summary>
    [Field(1, "verbs", Always = true), Required, Atomic] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>The groups; * means all.</summary>
    [Field(2, "apiGroups"), Atomic] public IReadOnlyList<string> ApiGroups { get; init; } = [];
    /// <summary>The plurals; */NAME means that subresource of all, * everything.</summary>
    [Field(3, "resources"), Atomic] public IReadOnlyList<string> Resources { get; init; } = [];
    /// <summary>Only objects of these names. Empty: all.</summary>
    [Field(4, "resourceNames"), Atomic] public IReadOnlyList<string> ResourceNames { get; init; } = [];
}
