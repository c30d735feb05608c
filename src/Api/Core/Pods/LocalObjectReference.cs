namespace Kubesharp.Api.Core;

/// <summary>Names an object of a known kind in the same namespace.</summary>
[Definition("io.k8s.api.core.v1.LocalObjectReference", Atomic = true)]
public sealed partial record LocalObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static LocalObjectReference Empty { get; } = new();

    /// <summary>The object's name.</summary>
    [Field(1, "name"), DocumentedDefault("\"\"")] public string Name { get; init; } = "";
}
