namespace Kubesharp.Api.Core;

/// <summary>What is asked of a Pod through the API server.</summary>
[ApiKind("v1", "PodProxyOptions")]
[Definition("io.k8s.api.core.v1.PodProxyOptions")]
public sealed partial record PodProxyOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PodProxyOptions Empty { get; } = new();

    /// <summary>The path at the Pod.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
}
