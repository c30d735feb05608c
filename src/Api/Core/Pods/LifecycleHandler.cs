namespace Kubesharp.Api.Core;

/// <summary>A lifecycle handler.</summary>
[Definition("io.k8s.api.core.v1.LifecycleHandler")]
public sealed partial record LifecycleHandler
{
    /// <summary>The value with nothing set.</summary>
    public static LifecycleHandler Empty { get; } = new();

    /// <summary>Exec.</summary>
    [Field(1, "exec")] public ExecAction? Exec { get; init; }
    /// <summary>Http get.</summary>
    [Field(2, "httpGet")] public HTTPGetAction? HttpGet { get; init; }
    /// <summary>Tcp socket.</summary>
    [Field(3, "tcpSocket")] public TCPSocketAction? TcpSocket { get; init; }
    /// <summary>Sleep.</summary>
    [Field(4, "sleep")] public SleepAction? Sleep { get; init; }
}
