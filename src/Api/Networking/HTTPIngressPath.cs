namespace Kubesharp.Api.Networking;

/// <summary>A HTTP ingress path.</summary>
[Definition("io.k8s.api.networking.v1.HTTPIngressPath")]
public sealed partial record HTTPIngressPath
{
    /// <summary>The value with nothing set.</summary>
    public static HTTPIngressPath Empty { get; } = new();

    /// <summary>Path.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
    /// <summary>Path type.</summary>
    [Field(3, "pathType", Always = true), Required] public string? PathType { get; init; }
    /// <summary>Backend.</summary>
    [Field(2, "backend", Always = true), Required] public IngressBackend Backend { get; init; } = IngressBackend.Empty;
}
