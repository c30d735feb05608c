namespace Kubesharp.Api.Networking;

/// <summary>Where requests with a path go.</summary>
[Definition("io.k8s.api.networking.v1.HTTPIngressPath")]
public sealed partial record HTTPIngressPath
{
    /// <summary>The value with nothing set.</summary>
    public static HTTPIngressPath Empty { get; } = new();

    /// <summary>
    /// The path that requests must have. Begins with a slash; with pathType ImplementationSpecific it may be whatever
    /// the controller understands.
    /// </summary>
    [Field(1, "path")] public string Path { get; init; } = "";
    /// <summary>
    /// How the path is compared: equal (Exact), by whole segments from the front (Prefix), or as the controller likes
    /// (ImplementationSpecific).
    /// </summary>
    [Field(3, "pathType", Always = true), Required] public string? PathType { get; init; }
    /// <summary>Where such requests go.</summary>
    [Field(2, "backend", Always = true), Required] public IngressBackend Backend { get; init; } = IngressBackend.Empty;
}
