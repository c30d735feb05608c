namespace Kubesharp.Api.Core;

/// <summary>A typed object reference.</summary>
[Definition("io.k8s.api.core.v1.TypedObjectReference")]
public sealed partial record TypedObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static TypedObjectReference Empty { get; } = new();

    /// <summary>Api group.</summary>
    [Field(1, "apiGroup", Always = true)] public string? ApiGroup { get; init; }
    /// <summary>Kind.</summary>
    [Field(2, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(4, "namespace")] public string? Namespace { get; init; }
}
