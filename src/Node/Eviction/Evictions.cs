using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Kubelet.Usage;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Eviction;

/// <summary>
/// Ends Pods before the machine runs out of memory, disk or processes, one in each look, and those that keep more on
/// the node's disk than they may.
/// </summary>
/// <remarks>One loop. <see cref="Pressure"/> is swapped whole; anyone may read it.</remarks>
internal sealed class Evictions(NodeContext node, PodWorkerPool pool, UsageSampler sampler)
{
    private readonly EvictionThresholds thresholds = node.Options.Eviction;
    private readonly LocalStorage storage = new(node.Folders);
    private readonly DriveInfo drive = new(node.Options.DataDirectory);
    private readonly Dictionary<NodePressure, long> seenAt = [];
    private volatile NodePressure pressure;

    /// <summary>What the node is short of, or was within the transition period.</summary>
    public NodePressure Pressure => pressure;

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await LookAsync(cancellationToken);
            await Task.Delay(thresholds.Period, node.Time, cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (await EvictForStorageAsync(cancellationToken))
            return;
        MachineUsage machine = MachineUsage.Read();
        long memory = machine.MemoryTotalBytes - machine.WorkingSetBytes;
        long disk = drive.AvailableFreeSpace;
        long diskThreshold = (long)(drive.TotalSize * thresholds.DiskAvailable);
        NodePressure now = NodePressure.None;
        if (memory < thresholds.MemoryAvailableBytes)
            now |= NodePressure.Memory;
        if (disk < diskThreshold)
            now |= NodePressure.Disk;
        if (thresholds.PidsAvailable > 0 && PidsAvailable() < thresholds.PidsAvailable)
            now |= NodePressure.Pids;
        Note(now);
        if (now.HasFlag(NodePressure.Memory))
        {
            Evict("memory", thresholds.MemoryAvailableBytes, memory,
                static (sampler, _, pod) => sampler.OfPod(pod)?.Counts.WorkingSetBytes ?? 0);
        }
        else if (now.HasFlag(NodePressure.Disk))
        {
            Evict("ephemeral-storage", diskThreshold, disk, static (_, storage, pod) => storage.UsedBytes(pod));
        }
        else if (now.HasFlag(NodePressure.Pids))
        {
            Evict("pids", thresholds.PidsAvailable, PidsAvailable(),
                static (sampler, _, pod) => sampler.OfPod(pod)?.Counts.Pids ?? 0);
        }
    }

    private void Note(NodePressure now)
    {
        NodePressure shown = NodePressure.None;
        foreach (NodePressure one in (ReadOnlySpan<NodePressure>)
            [NodePressure.Memory, NodePressure.Disk, NodePressure.Pids])
        {
            if (now.HasFlag(one))
                seenAt[one] = node.Time.GetTimestamp();
            if (seenAt.TryGetValue(one, out long at) && node.Time.GetElapsedTime(at) < thresholds.Transition)
                shown |= one;
        }
        pressure = shown;
    }

    private void Evict(
        string resource, long threshold, long available, Func<UsageSampler, LocalStorage, Pod, long> used)
    {
        IReadOnlyList<EvictionCandidate> order = EvictionRanking.Order(
            pool.Pods.Where(static pod => !PodState.IsTerminal(pod.Status.Phase))
                .Select(pod => new EvictionCandidate(pod, used(sampler, storage, pod))),
            resource);
        if (order.Count > 0)
            End(order[0].Pod, EvictionRanking.Message(resource, threshold, available, order[0]));
    }

    /// <returns>True when some Pod had to go.</returns>
    private async Task<bool> EvictForStorageAsync(CancellationToken cancellationToken)
    {
        Pod[] limited =
        [
            .. pool.Pods.Where(static pod => !PodState.IsTerminal(pod.Status.Phase) && LocalStorage.IsLimited(pod)),
        ];
        if (limited.Length == 0)
            return false;
        Dictionary<string, long> layers = await LayersAsync(cancellationToken);
        bool any = false;
        foreach (Pod pod in limited)
        {
            Dictionary<string, long> own = UsageSampler.Running(pod)
                .ToDictionary(static one => one.Name, one => layers.GetValueOrDefault(one.Id), StringComparer.Ordinal);
            if (storage.Excess(pod, own) is not { } excess)
                continue;
            any = true;
            End(pod, excess);
        }
        return any;
    }

    private void End(Pod pod, string message)
    {
        node.Log(string.Create(
            CultureInfo.InvariantCulture, $"pod {Containers.PodContainers.Describe(pod)} is evicted: {message}"));
        pool.Evict(pod.Metadata.Uid, new PodEnding("Evicted", message) { IsByNode = true });
    }

    private async Task<Dictionary<string, long>> LayersAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, long> layers = new(StringComparer.Ordinal);
        try
        {
            foreach (ContainerStats stats in await node.Runtime.ListContainerStatsAsync(cancellationToken))
                layers[stats.Attributes.Id] = (long)(stats.WritableLayer?.UsedBytes?.Value ?? 0);
        }
        catch (RuntimeException)
        {
            // It restarts; volumes and logs are measured without it.
        }
        return layers;
    }

    // The fourth field of loadavg is running/all; both kernel limits bound it.
    private static long PidsAvailable()
    {
        string text = File.ReadAllText("/proc/loadavg").Split(' ')[3].Split('/')[1];
        long used = long.Parse(text, CultureInfo.InvariantCulture);
        return Math.Min(Number("/proc/sys/kernel/pid_max"), Number("/proc/sys/kernel/threads-max")) - used;
    }

    private static long Number(string path) =>
        long.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);
}
