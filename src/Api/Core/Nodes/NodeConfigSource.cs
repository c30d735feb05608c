namespace Kubesharp.Api.Core;

/// <summary>No longer used: where a kubelet's settings came from.</summary>
[Definition("io.k8s.api.core.v1.NodeConfigSource")]
public sealed partial record NodeConfigSource
{
    /// <summary>The value with nothing set.</summary>
    public static NodeConfigSource Empty { get; } = new();

    /// <summary>The settings were in this ConfigMap.</summary>
    [Field(2, "configMap")] public ConfigMapNodeConfigSource? ConfigMap { get; init; }
}
