using Kubesharp.Api.Core;
using Kubesharp.Kubelet;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Linux.Cgroups;
using Kubesharp.Linux.Mounts;

namespace Kubesharp.Bench.PodStart;

/// <summary>
/// Pods made of the calls alone that a kubelet makes of the runtime: a sandbox, a container, its start. The messages
/// are those that our kubelet builds for the same Pod, without its volumes.
/// </summary>
/// <remarks>Disposing it takes them, and their control group, off the machine.</remarks>
internal sealed class BarePods(CriRuntime runtime, KubeletOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private const int Tries = 50;

    private readonly List<string> sandboxes = [];

    public async Task StartAsync(string name)
    {
        Pod pod = ClusterPods.Of(name) with
        {
            Metadata = new() { Name = name, Namespace = "bare", Uid = Kubesharp.Api.Entropy.System.NewUid() },
        };
        PodSandboxConfig sandboxConfig = SandboxConfiguration.For(pod, 0, options, "");
        Directory.CreateDirectory(Path.Combine(sandboxConfig.LogDirectory, "main"));
        string sandbox = await runtime.RunPodSandboxAsync(sandboxConfig, "", CancellationToken.None);
        lock (sandboxes)
            sandboxes.Add(sandbox);
        Image image = await runtime.ImageStatusAsync(ClusterPods.Image, CancellationToken.None)
            ?? throw new InvalidOperationException($"{ClusterPods.Image} is not on the node");
        ContainerConfig container = ContainerConfiguration.For(new ContainerInputs
        {
            Pod = pod,
            Container = pod.Spec.Containers[0],
            RestartCount = 0,
            ImageReference = image.Id,
            Environment = [],
            Mounts = [],
            NodeMemoryBytes = 1L << 33,
            SeccompRoot = "/",
        });
        string id = await runtime.CreateContainerAsync(sandbox, container, sandboxConfig, CancellationToken.None);
        await runtime.StartContainerAsync(id, CancellationToken.None);
    }

    public async Task RemoveAllAsync()
    {
        await Task.WhenAll(sandboxes.Select(async sandbox =>
        {
            await runtime.StopPodSandboxAsync(sandbox, CancellationToken.None);
            await runtime.RemovePodSandboxAsync(sandbox, CancellationToken.None);
        }));
        sandboxes.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await RemoveAllAsync();
        // Killed processes leave their group a moment later.
        CgroupTree? groups = CgroupTree.Discover(MountTable.Read());
        for (int attempt = 0; attempt < Tries && groups?.Remove(options.CgroupRoot) == false; attempt++)
            await Task.Delay(Pause);
    }
}
