namespace Kubesharp.Api.Core;

/// <summary>What is observed of a container.</summary>
[Definition("io.k8s.api.core.v1.ContainerStatus")]
public sealed partial record ContainerStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerStatus Empty { get; } = new();

    /// <summary>The container's name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>What it does now.</summary>
    [Field(2, "state")] public ContainerState State { get; init; } = ContainerState.Empty;
    /// <summary>How it ended the last time, before it was restarted.</summary>
    [Field(3, "lastState")] public ContainerState LastState { get; init; } = ContainerState.Empty;
    /// <summary>Whether it passes its readinessProbe; that of an init container, whether it has succeeded.</summary>
    [Field(4, "ready", Always = true), Required] public bool Ready { get; init; }
    /// <summary>
    /// How often it was restarted. Starts anew when the node's records of old containers are cleared.
    /// </summary>
    [Field(5, "restartCount", Always = true), Required] public int RestartCount { get; init; }
    /// <summary>The image that it runs, as the runtime calls it.</summary>
    [Field(6, "image", Always = true), Required] public string Image { get; init; } = "";
    /// <summary>The image's ID or digest at the runtime.</summary>
    [Field(7, "imageID", Always = true), Required] public string ImageID { get; init; } = "";
    /// <summary>Its ID at the runtime: containerd://ID.</summary>
    [Field(8, "containerID")] public string ContainerID { get; init; } = "";
    /// <summary>Whether it has come up: its postStart hook has ended and its startupProbe has succeeded.</summary>
    [Field(9, "started")] public bool? Started { get; init; }
    /// <summary>What the node has set aside for it, by resource.</summary>
    [Field(10, "allocatedResources"), Shared]
    public IReadOnlyDictionary<string, Quantity> AllocatedResources { get; init; } = Maps.None<Quantity>();
    /// <summary>What is in force for the running container.</summary>
    [Field(11, "resources"), Shared] public ResourceRequirements? Resources { get; init; }
    /// <summary>How its volumes are mounted.</summary>
    [Field(12, "volumeMounts"), MapList("mountPath"), PatchStrategy("merge", "mountPath"), Shared]
    public IReadOnlyList<VolumeMountStatus> VolumeMounts { get; init; } = [];
    /// <summary>The user that its first process has.</summary>
    [Field(13, "user")] public ContainerUser? User { get; init; }
    /// <summary>The health of devices it has been given.</summary>
    [Field(14, "allocatedResourcesStatus"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<ResourceStatus> AllocatedResourcesStatus { get; init; } = [];
    /// <summary>
    /// The signal that ends it. One of: SIGABRT, SIGALRM, SIGBUS, SIGCHLD, SIGCLD, SIGCONT, SIGFPE, SIGHUP, SIGILL,
    /// SIGINT, SIGIO, SIGIOT, SIGKILL, SIGPIPE, SIGPOLL, SIGPROF, SIGPWR, SIGQUIT, SIGSEGV, SIGSTKFLT, SIGSTOP, SIGSYS,
    /// SIGTERM, SIGTRAP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
    /// SIGRTMIN, SIGRTMIN+1, SIGRTMIN+2, SIGRTMIN+3, SIGRTMIN+4, SIGRTMIN+5, SIGRTMIN+6, SIGRTMIN+7, SIGRTMIN+8,
    /// SIGRTMIN+9, SIGRTMIN+10, SIGRTMIN+11, SIGRTMIN+12, SIGRTMIN+13, SIGRTMIN+14, SIGRTMIN+15, SIGRTMAX-14,
    /// SIGRTMAX-13, SIGRTMAX-12, SIGRTMAX-11, SIGRTMAX-10, SIGRTMAX-9, SIGRTMAX-8, SIGRTMAX-7, SIGRTMAX-6, SIGRTMAX-5,
    /// SIGRTMAX-4, SIGRTMAX-3, SIGRTMAX-2, SIGRTMAX-1, SIGRTMAX.
    /// </summary>
    [Field(15, "stopSignal")] public string? StopSignal { get; init; }
}
