namespace Kubesharp.Api.Core;

/// <summary>Where a env var comes from.</summary>
[Definition("io.k8s.api.core.v1.EnvVarSource")]
public sealed partial record EnvVarSource
{
    /// <summary>The value with nothing set.</summary>
    public static EnvVarSource Empty { get; } = new();

    /// <summary>Field ref.</summary>
    [Field(1, "fieldRef")] public ObjectFieldSelector? FieldRef { get; init; }
    /// <summary>Resource field ref.</summary>
    [Field(2, "resourceFieldRef")] public ResourceFieldSelector? ResourceFieldRef { get; init; }
    /// <summary>Config map key ref.</summary>
    [Field(3, "configMapKeyRef")] public ConfigMapKeySelector? ConfigMapKeyRef { get; init; }
    /// <summary>Secret key ref.</summary>
    [Field(4, "secretKeyRef")] public SecretKeySelector? SecretKeyRef { get; init; }
    /// <summary>File key ref.</summary>
    [Field(5, "fileKeyRef")] public FileKeySelector? FileKeyRef { get; init; }
}
