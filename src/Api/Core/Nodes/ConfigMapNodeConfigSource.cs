namespace Kubesharp.Api.Core;

/// <summary>No longer used: where a kubelet's settings came from.</summary>
[Definition("io.k8s.api.core.v1.ConfigMapNodeConfigSource")]
public sealed partial record ConfigMapNodeConfigSource
{
    /// <summary>The value with nothing set.</summary>
    public static ConfigMapNodeConfigSource Empty { get; } = new();

    /// <summary>Namespace of the ConfigMap.</summary>
    [Field(1, "namespace", Always = true), Required] public string Namespace { get; init; } = "";
    /// <summary>Name of the ConfigMap.</summary>
    [Field(2, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Uid of the ConfigMap. Only in a status.</summary>
    [Field(3, "uid")] public string Uid { get; init; } = "";
    /// <summary>Revision of the ConfigMap. Only in a status.</summary>
    [Field(4, "resourceVersion")] public string ResourceVersion { get; init; } = "";
    /// <summary>The key of the ConfigMap that holds the settings.</summary>
    [Field(5, "kubeletConfigKey", Always = true), Required] public string KubeletConfigKey { get; init; } = "";
}
