namespace Kubesharp.Api.Core;

/// <summary>A HTTP get action.</summary>
[Definition("io.k8s.api.core.v1.HTTPGetAction")]
public sealed partial record HTTPGetAction
{
    /// <summary>The value with nothing set.</summary>
    public static HTTPGetAction Empty { get; } = new();

    /// <summary>Path.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
    /// <summary>Port.</summary>
    [Field(2, "port", Always = true), Required] public IntOrString Port { get; init; }
    /// <summary>Host.</summary>
    [Field(3, "host")] public string Host { get; init; } = "";
    /// <summary>Scheme. One of: HTTP, HTTPS.</summary>
    [Field(4, "scheme")] public string Scheme { get; init; } = "";
    /// <summary>Http headers.</summary>
    [Field(5, "httpHeaders"), Atomic] public IReadOnlyList<HTTPHeader> HttpHeaders { get; init; } = [];
}
