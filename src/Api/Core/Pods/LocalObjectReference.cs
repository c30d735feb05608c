namespace Kubesharp.Api.Core;

/// <summary>A local object reference.</summary>
[Definition("io.k8s.api.core.v1.LocalObjectReference", Atomic = true)]
public sealed partial record LocalObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static LocalObjectReference Empty { get; } = new();

    /// <summary>The name. Defaults to .</summary>
    [Field(1, "name"), DocumentedDefault("\"\"")] public string Name { get; init; } = "";
}
