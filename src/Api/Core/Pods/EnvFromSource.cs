namespace Kubesharp.Api.Core;

/// <summary>A source of several variables.</summary>
[Definition("io.k8s.api.core.v1.EnvFromSource")]
public sealed partial record EnvFromSource
{
    /// <summary>The value with nothing set.</summary>
    public static EnvFromSource Empty { get; } = new();

    /// <summary>What is put in front of each key. Empty: nothing.</summary>
    [Field(1, "prefix")] public string Prefix { get; init; } = "";
    /// <summary>All keys of a ConfigMap.</summary>
    [Field(2, "configMapRef")] public ConfigMapEnvSource? ConfigMapRef { get; init; }
    /// <summary>All keys of a Secret.</summary>
    [Field(3, "secretRef")] public SecretEnvSource? SecretRef { get; init; }
}
