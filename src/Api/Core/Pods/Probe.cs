namespace Kubesharp.Api.Core;

/// <summary>A question that is put to a container again and again.</summary>
[Definition("io.k8s.api.core.v1.Probe")]
public sealed partial record Probe
{
    /// <summary>The value with nothing set.</summary>
    public static Probe Empty { get; } = new();

    /// <summary>Run a command in it.</summary>
    [Field(1, "exec", Within = "1")] public ExecAction? Exec { get; init; }
    /// <summary>Send an HTTP request.</summary>
    [Field(2, "httpGet", Within = "1")] public HTTPGetAction? HttpGet { get; init; }
    /// <summary>Open a connection.</summary>
    [Field(3, "tcpSocket", Within = "1")] public TCPSocketAction? TcpSocket { get; init; }
    /// <summary>Call the gRPC health service.</summary>
    [Field(4, "grpc", Within = "1")] public GRPCAction? Grpc { get; init; }
    /// <summary>How long to wait after the start before asking, in seconds. Defaults to 0.</summary>
    [Field(2, "initialDelaySeconds")] public int InitialDelaySeconds { get; init; }
    /// <summary>How long an answer may take, in seconds. At least 1. Defaults to 1.</summary>
    [Field(3, "timeoutSeconds")] public int TimeoutSeconds { get; init; }
    /// <summary>How often to ask, in seconds. At least 1. Defaults to 10.</summary>
    [Field(4, "periodSeconds")] public int PeriodSeconds { get; init; }
    /// <summary>
    /// How many successes in a row count, after a failure. 1 for liveness and startup. Defaults to 1.
    /// </summary>
    [Field(5, "successThreshold")] public int SuccessThreshold { get; init; }
    /// <summary>How many failures in a row count, after a success. At least 1. Defaults to 3.</summary>
    [Field(6, "failureThreshold")] public int FailureThreshold { get; init; }
    /// <summary>
    /// How long the container may take to end when this probe fails, in seconds, in place of the Pod's. At least 1. Not
    /// for readiness.
    /// </summary>
    [Field(7, "terminationGracePeriodSeconds")] public long? TerminationGracePeriodSeconds { get; init; }
}
