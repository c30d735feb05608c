namespace Kubesharp.Api.Networking;

/// <summary>An ingress service backend.</summary>
[Definition("io.k8s.api.networking.v1.IngressServiceBackend")]
public sealed partial record IngressServiceBackend
{
    /// <summary>The value with nothing set.</summary>
    public static IngressServiceBackend Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Port.</summary>
    [Field(2, "port")] public ServiceBackendPort Port { get; init; } = ServiceBackendPort.Empty;
}
