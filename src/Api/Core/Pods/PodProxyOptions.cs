namespace Kubesharp.Api.Core;

/// <summary>A pod proxy options.</summary>
[ApiKind("v1", "PodProxyOptions")]
[Definition("io.k8s.api.core.v1.PodProxyOptions")]
public sealed partial record PodProxyOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PodProxyOptions Empty { get; } = new();

    /// <summary>Path.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
}
