namespace Kubesharp.Api.Core;

/// <summary>A variable for each key of a ConfigMap.</summary>
[Definition("io.k8s.api.core.v1.ConfigMapEnvSource")]
public sealed partial record ConfigMapEnvSource
{
    /// <summary>The value with nothing set.</summary>
    public static ConfigMapEnvSource Empty { get; } = new();

    /// <summary>The ConfigMap; it is in the Pod's namespace.</summary>
    [Field(1, "name", Within = "1")] public string Name { get; init; } = "";
    /// <summary>When true the ConfigMap may be missing. Otherwise the container waits for it.</summary>
    [Field(2, "optional")] public bool? Optional { get; init; }
}
