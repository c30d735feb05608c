namespace Kubesharp.Api.Core;

/// <summary>A secret reference.</summary>
[Definition("io.k8s.api.core.v1.SecretReference", Atomic = true)]
public sealed partial record SecretReference
{
    /// <summary>The value with nothing set.</summary>
    public static SecretReference Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(2, "namespace")] public string Namespace { get; init; } = "";
}
