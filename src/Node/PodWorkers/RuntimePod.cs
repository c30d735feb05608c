using System.Globalization;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cri;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>A container as the runtime knows it, and the sandbox it belongs to.</summary>
internal sealed record RuntimeContainer(ContainerStatus Status, string SandboxId)
{
    public string Id => Status.Id;
    public string Name =>
        Status.Labels.TryGetValue(ContainerConfiguration.NameLabel, out string? name) ? name : Status.Metadata.Name;
    public bool IsRunning => Status.State == ContainerState.ContainerRunning;
    /// <summary>Ended; a container that nobody can tell about counts as such.</summary>
    public bool IsExited => Status.State is ContainerState.ContainerExited or ContainerState.ContainerUnknown;
    public int RestartCount =>
        Status.Annotations.TryGetValue(ContainerConfiguration.RestartCountAnnotation, out string? text)
        && int.TryParse(text, CultureInfo.InvariantCulture, out int count)
            ? count
            : (int)Status.Metadata.Attempt;
    public string Hash =>
        Status.Annotations.TryGetValue(ContainerConfiguration.HashAnnotation, out string? hash) ? hash : "";
    public DateTimeOffset StartedAt => At(Status.StartedAt);
    public DateTimeOffset FinishedAt => At(Status.FinishedAt);

    private static DateTimeOffset At(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
}

/// <summary>All that the runtime knows of one Pod; newest first.</summary>
internal sealed record RuntimePod(
    IReadOnlyList<PodSandbox> Sandboxes, IReadOnlyList<RuntimeContainer> Containers, IReadOnlyList<string> Addresses)
{
    public static RuntimePod Empty { get; } = new([], [], []);

    /// <summary>The sandbox in which containers may start.</summary>
    public PodSandbox? ReadySandbox =>
        Sandboxes.Count > 0 && Sandboxes[0].State == PodSandboxState.SandboxReady ? Sandboxes[0] : null;

    public RuntimeContainer? Newest(string name) => Containers.FirstOrDefault(container => container.Name == name);

    public RuntimeContainer? InSandbox(string name, string sandboxId) =>
        Containers.FirstOrDefault(container => container.Name == name && container.SandboxId == sandboxId);

    /// <param name="ended">What was read of containers that had ended: it does not change any more.</param>
    public static async Task<RuntimePod> ReadAsync(
        IContainerRuntime runtime, string uid, Dictionary<string, ContainerStatus> ended,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<PodSandbox> sandboxes = await runtime.ListPodSandboxesAsync(uid, cancellationToken);
        IReadOnlyList<Container> listed = await runtime.ListContainersAsync(uid, cancellationToken);
        List<RuntimeContainer> containers = new(listed.Count);
        foreach (Container container in listed)
        {
            if (!ended.TryGetValue(container.Id, out ContainerStatus? status))
            {
                try
                {
                    status = await runtime.ContainerStatusAsync(container.Id, cancellationToken);
                }
                catch (RuntimeException exception) when (exception.Code == Grpc.Core.StatusCode.NotFound)
                {
                    continue; // Removed since the list.
                }
                if (status.State == ContainerState.ContainerExited)
                    ended[container.Id] = status;
            }
            containers.Add(new RuntimeContainer(status, container.PodSandboxId));
        }
        IReadOnlyList<PodSandbox> newest = [.. sandboxes.OrderByDescending(static sandbox => sandbox.CreatedAt)];
        return new RuntimePod(
            newest,
            [.. containers.OrderByDescending(static container => container.Status.CreatedAt)],
            await AddressesAsync(runtime, newest, cancellationToken));
    }

    private static async Task<IReadOnlyList<string>> AddressesAsync(
        IContainerRuntime runtime, IReadOnlyList<PodSandbox> newest, CancellationToken cancellationToken)
    {
        if (newest.Count == 0)
            return [];
        PodSandboxNetworkStatus? network =
            (await runtime.PodSandboxStatusAsync(newest[0].Id, verbose: false, cancellationToken)).Status.Network;
        if (network is null || network.Ip.Length == 0)
            return [];
        return [network.Ip, .. network.AdditionalIps.Select(static address => address.Ip)];
    }
}
