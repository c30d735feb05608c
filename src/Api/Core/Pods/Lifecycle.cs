namespace Kubesharp.Api.Core;

/// <summary>What happens after a container has started and before it is ended.</summary>
[Definition("io.k8s.api.core.v1.Lifecycle")]
public sealed partial record Lifecycle
{
    /// <summary>The value with nothing set.</summary>
    public static Lifecycle Empty { get; } = new();

    /// <summary>Runs at once after the start, beside the program. When it fails, the container is restarted.</summary>
    [Field(1, "postStart")] public LifecycleHandler? PostStart { get; init; }
    /// <summary>
    /// Runs before the container is ended by a probe, a deletion or the like, within the grace period. Not when it ends
    /// by itself.
    /// </summary>
    [Field(2, "preStop")] public LifecycleHandler? PreStop { get; init; }
    /// <summary>
    /// The signal that asks the container to end. Needs spec.os.name. Defaults to the image's, or SIGTERM. One of:
    /// SIGABRT, SIGALRM, SIGBUS, SIGCHLD, SIGCLD, SIGCONT, SIGFPE, SIGHUP, SIGILL, SIGINT, SIGIO, SIGIOT, SIGKILL,
    /// SIGPIPE, SIGPOLL, SIGPROF, SIGPWR, SIGQUIT, SIGSEGV, SIGSTKFLT, SIGSTOP, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP,
    /// SIGTTIN, SIGTTOU, SIGURG, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ, SIGRTMIN, SIGRTMIN+1,
    /// SIGRTMIN+2, SIGRTMIN+3, SIGRTMIN+4, SIGRTMIN+5, SIGRTMIN+6, SIGRTMIN+7, SIGRTMIN+8, SIGRTMIN+9, SIGRTMIN+10,
    /// SIGRTMIN+11, SIGRTMIN+12, SIGRTMIN+13, SIGRTMIN+14, SIGRTMIN+15, SIGRTMAX-14, SIGRTMAX-13, SIGRTMAX-12,
    /// SIGRTMAX-11, SIGRTMAX-10, SIGRTMAX-9, SIGRTMAX-8, SIGRTMAX-7, SIGRTMAX-6, SIGRTMAX-5, SIGRTMAX-4, SIGRTMAX-3,
    /// SIGRTMAX-2, SIGRTMAX-1, SIGRTMAX.
    /// </summary>
    [Field(3, "stopSignal")] public string? StopSignal { get; init; }
}
