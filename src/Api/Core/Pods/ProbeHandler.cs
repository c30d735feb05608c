namespace Kubesharp.Api.Core;

/// <summary>How a container is asked. Exactly one field is set.</summary>
[Definition("io.k8s.api.core.v1.ProbeHandler")]
public sealed partial record ProbeHandler
{
    /// <summary>The value with nothing set.</summary>
    public static ProbeHandler Empty { get; } = new();

    /// <summary>Run a command in it.</summary>
    [Field(1, "exec")] public ExecAction? Exec { get; init; }
    /// <summary>Send an HTTP request.</summary>
    [Field(2, "httpGet")] public HTTPGetAction? HttpGet { get; init; }
    /// <summary>Open a connection.</summary>
    [Field(3, "tcpSocket")] public TCPSocketAction? TcpSocket { get; init; }
    /// <summary>Call the gRPC health service.</summary>
    [Field(4, "grpc")] public GRPCAction? Grpc { get; init; }
}
