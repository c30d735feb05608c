using Kubesharp.Api.Core;

namespace Kubesharp.Api.Networking;

/// <summary>Where requests go. Exactly one of service and resource is set.</summary>
[Definition("io.k8s.api.networking.v1.IngressBackend")]
public sealed partial record IngressBackend
{
    /// <summary>The value with nothing set.</summary>
    public static IngressBackend Empty { get; } = new();

    /// <summary>To the Pods of a Service.</summary>
    [Field(4, "service")] public IngressServiceBackend? Service { get; init; }
    /// <summary>To another object in the namespace that the controller understands, such as a bucket.</summary>
    [Field(3, "resource")] public TypedLocalObjectReference? Resource { get; init; }
}
