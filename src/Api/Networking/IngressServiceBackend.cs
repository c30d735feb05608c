namespace Kubesharp.Api.Networking;

/// <summary>A port of a Service.</summary>
[Definition("io.k8s.api.networking.v1.IngressServiceBackend")]
public sealed partial record IngressServiceBackend
{
    /// <summary>The value with nothing set.</summary>
    public static IngressServiceBackend Empty { get; } = new();

    /// <summary>The Service's name; it is in the same namespace.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The Service's port, by name or number.</summary>
    [Field(2, "port")] public ServiceBackendPort Port { get; init; } = ServiceBackendPort.Empty;
}
