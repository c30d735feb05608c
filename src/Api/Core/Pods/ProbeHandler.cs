namespace Kubesharp.Api.Core;

/// <summary>A probe handler.</summary>
[Definition("io.k8s.api.core.v1.ProbeHandler")]
public sealed partial record ProbeHandler
{
    /// <summary>The value with nothing set.</summary>
    public static ProbeHandler Empty { get; } = new();

    /// <summary>Exec.</summary>
    [Field(1, "exec")] public ExecAction? Exec { get; init; }
    /// <summary>Http get.</summary>
    [Field(2, "httpGet")] public HTTPGetAction? HttpGet { get; init; }
    /// <summary>Tcp socket.</summary>
    [Field(3, "tcpSocket")] public TCPSocketAction? TcpSocket { get; init; }
    /// <summary>Grpc.</summary>
    [Field(4, "grpc")] public GRPCAction? Grpc { get; init; }
}
