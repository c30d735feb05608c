namespace Kubesharp.Api.Core;

/// <summary>Calls the gRPC health service; SERVING is success.</summary>
[Definition("io.k8s.api.core.v1.GRPCAction")]
public sealed partial record GRPCAction
{
    /// <summary>The value with nothing set.</summary>
    public static GRPCAction Empty { get; } = new();

    /// <summary>The port's number, from 1 to 65535.</summary>
    [Field(1, "port", Always = true), Required] public int Port { get; init; }
    /// <summary>The service that is asked about (grpc.health.v1). Empty: the server as a whole.</summary>
    [Field(2, "service", Always = true), DocumentedDefault("\"\"")] public string? Service { get; init; }
}
