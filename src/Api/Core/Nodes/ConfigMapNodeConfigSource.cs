namespace Kubesharp.Api.Core;

/// <summary>Where a config map node config comes from.</summary>
[Definition("io.k8s.api.core.v1.ConfigMapNodeConfigSource")]
public sealed partial record ConfigMapNodeConfigSource
{
    /// <summary>The value with nothing set.</summary>
    public static ConfigMapNodeConfigSource Empty { get; } = new();

    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(1, "namespace", Always = true), Required] public string Namespace { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(2, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(3, "uid")] public string Uid { get; init; } = "";
    /// <summary>Resource version.</summary>
    [Field(4, "resourceVersion")] public string ResourceVersion { get; init; } = "";
    /// <summary>Kubelet config key.</summary>
    [Field(5, "kubeletConfigKey", Always = true), Required] public string KubeletConfigKey { get; init; } = "";
}
