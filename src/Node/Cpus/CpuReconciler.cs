using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Kubelet.Usage;

namespace Kubesharp.Kubelet.Cpus;

/// <summary>Brings running containers to the processors that are theirs: what all share shrinks and grows.</summary>
/// <remarks>One loop.</remarks>
internal sealed class CpuReconciler(NodeContext node, PodWorkerPool pool, ExclusiveCpus cpus)
{
    private readonly Dictionary<string, CpuSet> applied = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            HashSet<string> running = [];
            foreach (Pod pod in pool.Pods.Where(static pod => !PodState.IsTerminal(pod.Status.Phase)))
            {
                foreach ((string name, string id, _) in UsageSampler.Running(pod))
                {
                    running.Add(id);
                    await ApplyAsync(pod, name, id, cancellationToken);
                }
            }
            foreach (string gone in applied.Keys.Where(id => !running.Contains(id)).ToList())
                applied.Remove(gone);
            await Task.Delay(node.Options.Cpu.ReconcilePeriod, node.Time, cancellationToken);
        }
    }

    private async Task ApplyAsync(Pod pod, string name, string id, CancellationToken cancellationToken)
    {
        CpuSet wanted = cpus.Of(pod.Metadata.Uid, name);
        if (wanted.IsEmpty || (applied.TryGetValue(id, out CpuSet? now) && now.Equals(wanted)))
            return;
        try
        {
            await node.Runtime.UpdateContainerResourcesAsync(
                id, new LinuxContainerResources { CpusetCpus = wanted.ToString() }, cancellationToken);
            applied[id] = wanted;
        }
        catch (RuntimeException exception)
        {
            // It may have ended meanwhile; the next look tells.
            node.Log($"container {name} could not be moved to processors {wanted}: {exception.Message}");
        }
    }
}
