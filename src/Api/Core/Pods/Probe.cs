namespace Kubesharp.Api.Core;

/// <summary>A probe.</summary>
[Definition("io.k8s.api.core.v1.Probe")]
public sealed partial record Probe
{
    /// <summary>The value with nothing set.</summary>
    public static Probe Empty { get; } = new();

    /// <summary>Exec.</summary>
    [Field(1, "exec", Within = "1")] public ExecAction? Exec { get; init; }
    /// <summary>Http get.</summary>
    [Field(2, "httpGet", Within = "1")] public HTTPGetAction? HttpGet { get; init; }
    /// <summary>Tcp socket.</summary>
    [Field(3, "tcpSocket", Within = "1")] public TCPSocketAction? TcpSocket { get; init; }
    /// <summary>Grpc.</summary>
    [Field(4, "grpc", Within = "1")] public GRPCAction? Grpc { get; init; }
    /// <summary>Initial delay seconds.</summary>
    [Field(2, "initialDelaySeconds")] public int InitialDelaySeconds { get; init; }
    /// <summary>Timeout seconds.</summary>
    [Field(3, "timeoutSeconds")] public int TimeoutSeconds { get; init; }
    /// <summary>Period seconds.</summary>
    [Field(4, "periodSeconds")] public int PeriodSeconds { get; init; }
    /// <summary>Success threshold.</summary>
    [Field(5, "successThreshold")] public int SuccessThreshold { get; init; }
    /// <summary>Failure threshold.</summary>
    [Field(6, "failureThreshold")] public int FailureThreshold { get; init; }
    /// <summary>Termination grace period seconds.</summary>
    [Field(7, "terminationGracePeriodSeconds")] public long? TerminationGracePeriodSeconds { get; init; }
}
