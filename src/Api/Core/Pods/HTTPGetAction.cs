namespace Kubesharp.Api.Core;

/// <summary>Sends an HTTP request; a status from 200 to 399 is success.</summary>
[Definition("io.k8s.api.core.v1.HTTPGetAction")]
public sealed partial record HTTPGetAction
{
    /// <summary>The value with nothing set.</summary>
    public static HTTPGetAction Empty { get; } = new();

    /// <summary>The path that is asked for. Defaults to /.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
    /// <summary>The number, or the name of a port of the container.</summary>
    [Field(2, "port", Always = true), Required] public IntOrString Port { get; init; }
    /// <summary>
    /// The host to connect to. Defaults to the Pod's address; for another Host header use httpHeaders.
    /// </summary>
    [Field(3, "host")] public string Host { get; init; } = "";
    /// <summary>The protocol; a certificate is not checked. Defaults to HTTP. One of: HTTP, HTTPS.</summary>
    [Field(4, "scheme")] public string Scheme { get; init; } = "";
    /// <summary>Headers to send, also several of the same name.</summary>
    [Field(5, "httpHeaders"), Atomic] public IReadOnlyList<HTTPHeader> HttpHeaders { get; init; } = [];
}
