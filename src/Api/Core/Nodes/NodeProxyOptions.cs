namespace Kubesharp.Api.Core;

/// <summary>What is asked of a node through the API server.</summary>
[ApiKind("v1", "NodeProxyOptions")]
[Definition("io.k8s.api.core.v1.NodeProxyOptions")]
public sealed partial record NodeProxyOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static NodeProxyOptions Empty { get; } = new();

    /// <summary>The path at the kubelet: metrics, logs/.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
}
