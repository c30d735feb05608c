using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.Runtime;
using Kubesharp.Linux.Cgroups;
using Kubesharp.Linux.Mounts;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet;

/// <summary>
/// Takes a node off the machine: its Pods, its containerd, their processes, groups and mounts. What lies in the data
/// directory stays for the caller to delete. The kubelet must not run meanwhile.
/// </summary>
public sealed class NodeCleanup(KubeletOptions options, TimeProvider time)
{
    private static readonly TimeSpan RemovalTimeout = TimeSpan.FromSeconds(30);
    private const int RemovalsMax = 50;
    private static readonly TimeSpan RemovalPause = TimeSpan.FromMilliseconds(200);

    private readonly NodeFolders folders = NodeFolders.Of(options);

    /// <summary>Removes everything; a second call finds nothing to do. Returns what it could not remove.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        List<string> left = [];
        if (options.RuntimeEndpoint.Length == 0 && Directory.Exists(folders.Containerd))
        {
            Containerd containerd = new(options, time);
            try
            {
                // Without the daemon nobody gives the Pods' addresses and port mappings back.
                await containerd.EnsureAsync(cancellationToken);
                await RemovePodsAsync(containerd.SocketPath, cancellationToken);
            }
            catch (IOException exception)
            {
                left.Add($"Pods were not removed in order: {exception.Message}");
            }
            await containerd.StopAsync(cancellationToken);
        }
        KillShims();
        await RemoveGroupsAsync(left, cancellationToken);
        if (Directory.Exists(folders.Root))
            MountTable.UnmountAll(folders.Root);
        return left;
    }

    private async Task RemovePodsAsync(string socket, CancellationToken cancellationToken)
    {
        using CancellationTokenSource bound = new(RemovalTimeout, time);
        using CancellationTokenSource linked =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        using CriRuntime runtime = new(socket, time);
        try
        {
            await Parallel.ForEachAsync(
                await runtime.ListContainersAsync("", linked.Token),
                linked.Token,
                async (container, token) => await PersistAsync(
                    () => runtime.RemoveContainerAsync(container.Id, token), token));
            await Parallel.ForEachAsync(
                await runtime.ListPodSandboxesAsync("", linked.Token),
                linked.Token,
                async (sandbox, token) => await PersistAsync(
                    async () =>
                    {
                        await runtime.StopPodSandboxAsync(sandbox.Id, token);
                        await runtime.RemovePodSandboxAsync(sandbox.Id, token);
                    },
                    token));
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            throw new IOException($"the runtime did not remove them within {RemovalTimeout.TotalSeconds} s");
        }
    }

    // The runtime may still be at what the kubelet had asked of it last, and refuses meanwhile.
    private async Task PersistAsync(Func<Task> remove, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await remove();
                return;
            }
            catch (RuntimeException) when (attempt < RemovalsMax)
            {
                await Task.Delay(RemovalPause, time, cancellationToken);
            }
        }
    }

    // Only shims that serve our own socket: another containerd on this machine has the same program.
    private void KillShims()
    {
        foreach (ProcessInfo process in ProcessInfo.All())
        {
            if (process.Arguments.Count > 0
                && process.Arguments[0].EndsWith("containerd-shim-runc-v2", StringComparison.Ordinal)
                && process.Arguments.Contains(folders.ContainerdSocket))
                Signals.Send(process.Id, Signals.Kill);
        }
    }

    private async Task RemoveGroupsAsync(List<string> left, CancellationToken cancellationToken)
    {
        if (CgroupTree.Discover(MountTable.Read()) is not { } tree)
            return;
        // Killed processes leave their group a moment later.
        for (int attempt = 0; attempt < 50; attempt++)
        {
            foreach (int process in tree.Processes(options.CgroupRoot))
                Signals.Send(process, Signals.Kill);
            if (tree.Remove(options.CgroupRoot))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
        left.Add($"The control group {options.CgroupRoot} is still busy.");
    }
}
