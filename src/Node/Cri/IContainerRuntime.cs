namespace Kubesharp.Kubelet.Cri;

/// <summary>
/// What runs containers on this node: the container runtime interface, call by call. A refusal of the runtime is a
/// <see cref="RuntimeException"/>. The messages are those of the wire; callers treat them as immutable once handed
/// over.
/// </summary>
internal interface IContainerRuntime
{
    Task<VersionResponse> VersionAsync(CancellationToken cancellationToken);
    Task<RuntimeStatus> StatusAsync(CancellationToken cancellationToken);

    /// <summary>Makes the pod's namespaces and network; returns the sandbox's id.</summary>
    Task<string> RunPodSandboxAsync(PodSandboxConfig config, string handler, CancellationToken cancellationToken);
    Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken);
    Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken);
    Task<PodSandboxStatusResponse> PodSandboxStatusAsync(
        string sandboxId, bool verbose, CancellationToken cancellationToken);

    /// <param name="podUid">Empty: of all pods.</param>
    Task<IReadOnlyList<PodSandbox>> ListPodSandboxesAsync(string podUid, CancellationToken cancellationToken);

    Task<string> CreateContainerAsync(
        string sandboxId, ContainerConfig config, PodSandboxConfig sandboxConfig, CancellationToken cancellationToken);
    Task StartContainerAsync(string containerId, CancellationToken cancellationToken);

    /// <summary>SIGTERM (or the image's stop signal), then SIGKILL after the timeout.</summary>
    Task StopContainerAsync(string containerId, TimeSpan timeout, CancellationToken cancellationToken);
    Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken);

    /// <param name="podUid">Empty: of all pods.</param>
    Task<IReadOnlyList<Container>> ListContainersAsync(string podUid, CancellationToken cancellationToken);
    Task<ContainerStatus> ContainerStatusAsync(string containerId, CancellationToken cancellationToken);
    /// <summary>Changes what a running container may use. Zero leaves a value as it is.</summary>
    Task UpdateContainerResourcesAsync(
        string containerId, LinuxContainerResources resources, CancellationToken cancellationToken);
    Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken);
    Task<IReadOnlyList<ContainerStats>> ListContainerStatsAsync(CancellationToken cancellationToken);

    Task<ExecSyncResponse> ExecSyncAsync(
        string containerId, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken);
    /// <summary>The address where the runtime serves the streams of this exec.</summary>
    Task<string> ExecAsync(ExecRequest request, CancellationToken cancellationToken);
    /// <summary>The address where the runtime serves the streams of this attach.</summary>
    Task<string> AttachAsync(AttachRequest request, CancellationToken cancellationToken);

    /// <summary>The address where the runtime connects to ports of the sandbox's network.</summary>
    Task<string> PortForwardAsync(PortForwardRequest request, CancellationToken cancellationToken);

    /// <summary>Writes the state of a container into an archive of this machine; zero: no bound of time.</summary>
    Task CheckpointContainerAsync(
        string containerId, string archive, TimeSpan timeout, CancellationToken cancellationToken);

    Task<IReadOnlyList<Image>> ListImagesAsync(CancellationToken cancellationToken);
    /// <summary>Null when the image is not on this node.</summary>
    Task<Image?> ImageStatusAsync(string image, CancellationToken cancellationToken);
    /// <summary>Returns the reference of what was pulled.</summary>
    Task<string> PullImageAsync(
        string image, AuthConfig? credentials, PodSandboxConfig sandboxConfig, CancellationToken cancellationToken);
    Task RemoveImageAsync(string image, CancellationToken cancellationToken);

    /// <summary>
    /// One item for each thing that happened to some container, without saying what: the reader looks for itself. Ends
    /// or throws when the runtime cannot tell (any more).
    /// </summary>
    IAsyncEnumerable<bool> EventsAsync(CancellationToken cancellationToken);
}
