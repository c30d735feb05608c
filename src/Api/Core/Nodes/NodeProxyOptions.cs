namespace Kubesharp.Api.Core;

/// <summary>A node proxy options.</summary>
[ApiKind("v1", "NodeProxyOptions")]
[Definition("io.k8s.api.core.v1.NodeProxyOptions")]
public sealed partial record NodeProxyOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static NodeProxyOptions Empty { get; } = new();

    /// <summary>Path.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
}
