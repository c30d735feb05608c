namespace Kubesharp.Api.Core;

/// <summary>What is observed of a Container.</summary>
[Definition("io.k8s.api.core.v1.ContainerStatus")]
public sealed partial record ContainerStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerStatus Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>State.</summary>
    [Field(2, "state")] public ContainerState State { get; init; } = ContainerState.Empty;
    /// <summary>Last state.</summary>
    [Field(3, "lastState")] public ContainerState LastState { get; init; } = ContainerState.Empty;
    /// <summary>Ready.</summary>
    [Field(4, "ready", Always = true), Required] public bool Ready { get; init; }
    /// <summary>Restart count.</summary>
    [Field(5, "restartCount", Always = true), Required] public int RestartCount { get; init; }
    /// <summary>Image.</summary>
    [Field(6, "image", Always = true), Required] public string Image { get; init; } = "";
    /// <summary>Image ID.</summary>
    [Field(7, "imageID", Always = true), Required] public string ImageID { get; init; } = "";
    /// <summary>Container ID.</summary>
    [Field(8, "containerID")] public string ContainerID { get; init; } = "";
    /// <summary>Started.</summary>
    [Field(9, "started")] public bool? Started { get; init; }
    /// <summary>Allocated resources.</summary>
    [Field(10, "allocatedResources")]
    public IReadOnlyDictionary<string, Quantity> AllocatedResources { get; init; } = Maps.None<Quantity>();
    /// <summary>Resources.</summary>
    [Field(11, "resources")] public ResourceRequirements? Resources { get; init; }
    /// <summary>Volume mounts. A list keyed by mountPath.</summary>
    [Field(12, "volumeMounts"), MapList("mountPath"), PatchStrategy("merge", "mountPath")]
    public IReadOnlyList<VolumeMountStatus> VolumeMounts { get; init; } = [];
    /// <summary>User.</summary>
    [Field(13, "user")] public ContainerUser? User { get; init; }
    /// <summary>Allocated resources status. A list keyed by name.</summary>
    [Field(14, "allocatedResourcesStatus"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<ResourceStatus> AllocatedResourcesStatus { get; init; } = [];
    /// <summary>
    /// Stop signal. One of: SIGABRT, SIGALRM, SIGBUS, SIGCHLD, SIGCLD, SIGCONT, SIGFPE, SIGHUP, SIGILL, SIGINT,
    /// SIGIO, SIGIOT, SIGKILL, SIGPIPE, SIGPOLL, SIGPROF, SIGPWR, SIGQUIT, SIGSEGV, SIGSTKFLT, SIGSTOP, SIGSYS,
    /// SIGTERM, SIGTRAP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
    /// SIGRTMIN, SIGRTMIN+1, SIGRTMIN+2, SIGRTMIN+3, SIGRTMIN+4, SIGRTMIN+5, SIGRTMIN+6, SIGRTMIN+7, SIGRTMIN+8,
    /// SIGRTMIN+9, SIGRTMIN+10, SIGRTMIN+11, SIGRTMIN+12, SIGRTMIN+13, SIGRTMIN+14, SIGRTMIN+15, SIGRTMAX-14,
    /// SIGRTMAX-13, SIGRTMAX-12, SIGRTMAX-11, SIGRTMAX-10, SIGRTMAX-9, SIGRTMAX-8, SIGRTMAX-7, SIGRTMAX-6,
    /// SIGRTMAX-5, SIGRTMAX-4, SIGRTMAX-3, SIGRTMAX-2, SIGRTMAX-1, SIGRTMAX.
    /// </summary>
    [Field(15, "stopSignal")] public string? StopSignal { get; init; }
}
