namespace Kubesharp.Api.Core;

/// <summary>What is asked of a Service through the API server.</summary>
[ApiKind("v1", "ServiceProxyOptions")]
[Definition("io.k8s.api.core.v1.ServiceProxyOptions")]
public sealed partial record ServiceProxyOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceProxyOptions Empty { get; } = new();

    /// <summary>The path at the Service.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
}
