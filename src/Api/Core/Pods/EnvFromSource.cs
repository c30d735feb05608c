namespace Kubesharp.Api.Core;

/// <summary>Where a env from comes from.</summary>
[Definition("io.k8s.api.core.v1.EnvFromSource")]
public sealed partial record EnvFromSource
{
    /// <summary>The value with nothing set.</summary>
    public static EnvFromSource Empty { get; } = new();

    /// <summary>Prefix.</summary>
    [Field(1, "prefix")] public string Prefix { get; init; } = "";
    /// <summary>Config map ref.</summary>
    [Field(2, "configMapRef")] public ConfigMapEnvSource? ConfigMapRef { get; init; }
    /// <summary>The Secret that holds the credentials.</summary>
    [Field(3, "secretRef")] public SecretEnvSource? SecretRef { get; init; }
}
