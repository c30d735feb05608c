namespace Kubesharp.Api.Core;

/// <summary>Something to do in a container's life. Exactly one field is set.</summary>
[Definition("io.k8s.api.core.v1.LifecycleHandler")]
public sealed partial record LifecycleHandler
{
    /// <summary>The value with nothing set.</summary>
    public static LifecycleHandler Empty { get; } = new();

    /// <summary>A command in the container.</summary>
    [Field(1, "exec")] public ExecAction? Exec { get; init; }
    /// <summary>An HTTP request.</summary>
    [Field(2, "httpGet")] public HTTPGetAction? HttpGet { get; init; }
    /// <summary>Deprecated and never done.</summary>
    [Field(3, "tcpSocket")] public TCPSocketAction? TcpSocket { get; init; }
    /// <summary>Wait.</summary>
    [Field(4, "sleep")] public SleepAction? Sleep { get; init; }
}
