namespace Kubesharp.Api.Core;

/// <summary>Names an object of any kind, maybe in another namespace.</summary>
[Definition("io.k8s.api.core.v1.TypedObjectReference")]
public sealed partial record TypedObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static TypedObjectReference Empty { get; } = new();

    /// <summary>The object's group; empty for the core group.</summary>
    [Field(1, "apiGroup", Always = true)] public string? ApiGroup { get; init; }
    /// <summary>The object's kind.</summary>
    [Field(2, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The object's name.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The object's namespace, where a ReferenceGrant there allows it. Empty: the same one. Alpha.</summary>
    [Field(4, "namespace")] public string? Namespace { get; init; }
}
