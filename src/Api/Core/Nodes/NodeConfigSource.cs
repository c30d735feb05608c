namespace Kubesharp.Api.Core;

/// <summary>Where a node config comes from.</summary>
[Definition("io.k8s.api.core.v1.NodeConfigSource")]
public sealed partial record NodeConfigSource
{
    /// <summary>The value with nothing set.</summary>
    public static NodeConfigSource Empty { get; } = new();

    /// <summary>Config map.</summary>
    [Field(2, "configMap")] public ConfigMapNodeConfigSource? ConfigMap { get; init; }
}
