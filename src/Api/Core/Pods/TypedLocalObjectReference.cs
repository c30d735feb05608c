namespace Kubesharp.Api.Core;

/// <summary>Names an object of any kind in the same namespace.</summary>
[Definition("io.k8s.api.core.v1.TypedLocalObjectReference", Atomic = true)]
public sealed partial record TypedLocalObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static TypedLocalObjectReference Empty { get; } = new();

    /// <summary>The object's group; empty for the core group.</summary>
    [Field(1, "apiGroup", Always = true)] public string? ApiGroup { get; init; }
    /// <summary>The object's kind.</summary>
    [Field(2, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The object's name.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
}
