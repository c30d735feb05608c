namespace Kubesharp.Api.Core;

/// <summary>A typed local object reference.</summary>
[Definition("io.k8s.api.core.v1.TypedLocalObjectReference", Atomic = true)]
public sealed partial record TypedLocalObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static TypedLocalObjectReference Empty { get; } = new();

    /// <summary>Api group.</summary>
    [Field(1, "apiGroup", Always = true)] public string? ApiGroup { get; init; }
    /// <summary>Kind.</summary>
    [Field(2, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
}
