using Kubesharp.Api.Core;

namespace Kubesharp.Api.Networking;

/// <summary>An ingress backend.</summary>
[Definition("io.k8s.api.networking.v1.IngressBackend")]
public sealed partial record IngressBackend
{
    /// <summary>The value with nothing set.</summary>
    public static IngressBackend Empty { get; } = new();

    /// <summary>Service.</summary>
    [Field(4, "service")] public IngressServiceBackend? Service { get; init; }
    /// <summary>Resource.</summary>
    [Field(3, "resource")] public TypedLocalObjectReference? Resource { get; init; }
}
