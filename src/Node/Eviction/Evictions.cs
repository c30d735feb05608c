using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.Images;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Kubelet.Usage;
using Kubesharp.Linux.Mounts;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Eviction;

/// <summary>
/// Ends Pods before the machine runs out of memory, disk or processes, one in each look, and those that keep more on
/// the node's disk than they may. Images that nobody uses go before any Pod does.
/// </summary>
/// <remarks>One loop. <see cref="Pressure"/> is swapped whole; anyone may read it.</remarks>
internal sealed class Evictions(
    NodeContext node, PodWorkerPool pool, UsageSampler sampler, ImageGarbage images, Func<Node?> self)
{
    private readonly EvictionThresholds options = node.Options.Eviction;
    private readonly EvictionState state = new(node.Options.Eviction);
    private readonly LocalStorage storage = new(node.Folders);
    private readonly long began = node.Time.GetTimestamp();
    private volatile NodePressure pressure;

    /// <summary>What the node is short of, or was within the transition period.</summary>
    public NodePressure Pressure => pressure;

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await LookAsync(cancellationToken);
            await Task.Delay(options.Period, node.Time, cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        Dictionary<EvictionSignal, EvictionObservation> seen = Observe();
        IReadOnlyList<EvictionThreshold> met = state.Update(seen, node.Time.GetElapsedTime(began));
        pressure = state.Pressure;
        if (await EvictForStorageAsync(cancellationToken) || met.Count == 0)
            return;
        EvictionThreshold first = met[0];
        string resource = EvictionSignals.ResourceOf(first.Signal);
        if (self() is { } about)
            node.Events.Warning(about, "EvictionThresholdMet", $"Attempting to reclaim {resource}");
        if (EvictionSignals.PressureOf(first.Signal) == NodePressure.Disk
            && await ReclaimImagesAsync(met, cancellationToken))
            return;
        IReadOnlyList<EvictionCandidate> order =
            EvictionRanking.Order(await CandidatesAsync(first.Signal, cancellationToken), first.Signal);
        if (order.Count == 0)
            return;
        EvictionCandidate chosen = order[0];
        End(chosen.Pod, EvictionRanking.Message(first, seen[first.Signal], chosen), GraceFor(first, chosen.Pod));
    }

    // Null: the moment of those who go at once.
    private TimeSpan? GraceFor(EvictionThreshold threshold, Pod pod)
    {
        if (threshold.IsHard)
            return null;
        TimeSpan own = TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30);
        return own < options.PodGraceMax ? own : options.PodGraceMax;
    }

    private Dictionary<EvictionSignal, EvictionObservation> Observe()
    {
        MachineUsage machine = MachineUsage.Read();
        FileSystemUsage disk = FileSystemUsage.Read(node.Options.DataDirectory);
        EvictionObservation bytes = new(disk.TotalBytes, disk.AvailableBytes);
        Dictionary<EvictionSignal, EvictionObservation> seen = new()
        {
            [EvictionSignal.MemoryAvailable] =
                new(machine.MemoryTotalBytes, machine.MemoryTotalBytes - machine.WorkingSetBytes),
            // Images lie on the node's own file system, below the data directory.
            [EvictionSignal.NodefsAvailable] = bytes,
            [EvictionSignal.ImagefsAvailable] = bytes,
            [EvictionSignal.PidAvailable] = Processes(),
        };
        if (disk.TotalInodes > 0)
        {
            seen[EvictionSignal.NodefsInodesFree] = seen[EvictionSignal.ImagefsInodesFree] =
                new(disk.TotalInodes, disk.FreeInodes);
        }
        return seen;
    }

    /// <returns>True when that was enough.</returns>
    private async Task<bool> ReclaimImagesAsync(
        IReadOnlyList<EvictionThreshold> met, CancellationToken cancellationToken)
    {
        try
        {
            if (await images.RemoveUnusedAsync(cancellationToken) == 0)
                return false;
        }
        catch (RuntimeException exception)
        {
            node.Log($"unused images could not be removed: {exception.Message}");
            return false;
        }
        return !EvictionState.AnyMet(met, Observe());
    }

    private async Task<IReadOnlyList<EvictionCandidate>> CandidatesAsync(
        EvictionSignal signal, CancellationToken cancellationToken)
    {
        Pod[] pods = [.. pool.Pods.Where(static pod => !PodState.IsTerminal(pod.Status.Phase))];
        switch (signal)
        {
            case EvictionSignal.MemoryAvailable:
                return
                [
                    .. pods.Select(pod => new EvictionCandidate(
                        pod, sampler.OfPod(pod)?.Counts.WorkingSetBytes ?? 0)
                    {
                        UsedByContainer = UsageSampler.Running(pod).ToDictionary(
                            static one => one.Name,
                            one => sampler.OfContainer(pod, one.Id)?.Counts.WorkingSetBytes ?? 0,
                            StringComparer.Ordinal),
                    }),
                ];
            case EvictionSignal.PidAvailable:
                return [.. pods.Select(pod => new EvictionCandidate(pod, sampler.OfPod(pod)?.Counts.Pids ?? 0))];
            case EvictionSignal.NodefsInodesFree or EvictionSignal.ImagefsInodesFree:
                return [.. pods.Select(pod => new EvictionCandidate(pod, storage.Inodes(pod)))];
            default:
                Dictionary<string, long> layers = await LayersAsync(cancellationToken);
                return [.. pods.Select(pod => OnDisk(pod, layers))];
        }
    }

    private EvictionCandidate OnDisk(Pod pod, Dictionary<string, long> layers)
    {
        Dictionary<string, long> own = UsageSampler.Running(pod).ToDictionary(
            static one => one.Name,
            one => layers.GetValueOrDefault(one.Id) + storage.LogBytes(pod, one.Name), StringComparer.Ordinal);
        long written = UsageSampler.Running(pod).Sum(one => layers.GetValueOrDefault(one.Id));
        return new EvictionCandidate(pod, storage.UsedBytes(pod) + written) { UsedByContainer = own };
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
            End(pod, excess, null);
        }
        return any;
    }

    private void End(Pod pod, string message, TimeSpan? grace)
    {
        node.Log(string.Create(
            CultureInfo.InvariantCulture, $"pod {Containers.PodContainers.Describe(pod)} is evicted: {message}"));
        pool.Evict(pod.Metadata.Uid, new PodEnding("Evicted", message) { IsByNode = true, Grace = grace });
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
    private static EvictionObservation Processes()
    {
        string text = File.ReadAllText("/proc/loadavg").Split(' ')[3].Split('/')[1];
        long used = long.Parse(text, CultureInfo.InvariantCulture);
        long most = Math.Min(Number("/proc/sys/kernel/pid_max"), Number("/proc/sys/kernel/threads-max"));
        return new(most, most - used);
    }

    private static long Number(string path) =>
        long.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);
}
