namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>Names an object of any kind in the same namespace.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.TypedLocalObjectReference")]
public sealed partial record TypedLocalObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static TypedLocalObjectReference Empty { get; } = new();

    /// <summary>The object's group; empty for the core group.</summary>
    [Field(1, "apiGroup")] public string ApiGroup { get; init; } = "";
    /// <summary>The object's kind.</summary>
    [Field(2, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The object's name.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
}
