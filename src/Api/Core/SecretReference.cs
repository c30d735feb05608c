namespace Kubesharp.Api.Core;

/// <summary>Names a Secret of any namespace.</summary>
[Definition("io.k8s.api.core.v1.SecretReference", Atomic = true)]
public sealed partial record SecretReference
{
    /// <summary>The value with nothing set.</summary>
    public static SecretReference Empty { get; } = new();

    /// <summary>The Secret's name.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>The Secret's namespace.</summary>
    [Field(2, "namespace")] public string Namespace { get; init; } = "";
}
