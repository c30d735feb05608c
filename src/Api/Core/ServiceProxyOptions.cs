namespace Kubesharp.Api.Core;

/// <summary>A service proxy options.</summary>
[ApiKind("v1", "ServiceProxyOptions")]
[Definition("io.k8s.api.core.v1.ServiceProxyOptions")]
public sealed partial record ServiceProxyOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceProxyOptions Empty { get; } = new();

    /// <summary>Path.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
}
