using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Linux.Cgroups;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Usage;

/// <summary>What something used at a moment.</summary>
/// <param name="Counts">Sums since it began, and what it holds now.</param>
/// <param name="NanoCores">Its rate of late, in billionths of a processor; null: too young to tell.</param>
internal sealed record UsageReading(DateTimeOffset At, CgroupUsage Counts, long? NanoCores);

/// <summary>
/// The use of the machine by the node, its Pods and their containers. Counters of control groups are read now and then,
/// so that a question about a rate can be answered at once.
/// </summary>
/// <remarks>One loop samples; readers come from any thread. The lock guards <c>past</c>.</remarks>
internal sealed class UsageSampler(NodeContext node, PodWorkerPool pool)
{
    // As often as upstream looks at control groups; a rate over less than the shortest window would be noise.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WindowMin = TimeSpan.FromSeconds(5);
    private const string WholeMachine = "";

    private readonly Lock gate = new();
    private readonly Dictionary<string, (Sample Newer, Sample? Older)> past = new(StringComparer.Ordinal);

    /// <summary>Samples until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            SampleAll();
            await Task.Delay(Period, node.Time, cancellationToken);
        }
    }

    public UsageReading OfMachine() => Rated(WholeMachine, ReadMachine());

    /// <returns>Null when there is no such group (any more), or the machine has none.</returns>
    public UsageReading? OfPod(Pod pod) => Of(GroupOf(pod));

    /// <inheritdoc cref="OfPod"/>
    public UsageReading? OfContainer(Pod pod, string containerId) => Of($"{GroupOf(pod)}/{containerId}");

    /// <summary>The processes of a Pod, its pause process too.</summary>
    public IReadOnlyList<int> ProcessesOf(Pod pod) => node.Cgroups?.Processes(GroupOf(pod)) ?? [];

    /// <summary>The containers that run, as the status says: name and id.</summary>
    public static IEnumerable<(string Name, string Id, ContainerStatus Status)> Running(Pod pod) =>
        pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses)
            .Concat(pod.Status.EphemeralContainerStatuses)
            .Where(static status => status.State.Running is not null)
            .Select(static status => (
                status.Name, status.ContainerID[(status.ContainerID.LastIndexOf('/') + 1)..], status));

    private string GroupOf(Pod pod) => PodResources.CgroupPath(pod, node.Options.CgroupRoot);

    private UsageReading? Of(string group) =>
        node.Cgroups?.ReadUsage(group) is { } counts ? Rated(group, counts) : null;

    private UsageReading Rated(string key, CgroupUsage counts)
    {
        Sample now = new(node.Time.GetTimestamp(), counts.CpuTime);
        Sample? before;
        lock (gate)
        {
            before = past.TryGetValue(key, out (Sample Newer, Sample? Older) known)
                ? node.Time.GetElapsedTime(known.Newer.At, now.At) >= WindowMin ? known.Newer : known.Older
                : null;
        }
        long? rate = null;
        if (before is { } start && node.Time.GetElapsedTime(start.At, now.At) is var span && span >= WindowMin)
            rate = (long)Math.Max(0, (now.Cpu - start.Cpu) / span * 1e9);
        return new UsageReading(node.Time.GetUtcNow(), counts, rate);
    }

    private void SampleAll()
    {
        Dictionary<string, Sample> now = new(StringComparer.Ordinal)
        {
            [WholeMachine] = new(node.Time.GetTimestamp(), ReadMachine().CpuTime),
        };
        foreach (Pod pod in pool.Pods)
        {
            string group = GroupOf(pod);
            Note(group);
            foreach ((_, string id, _) in Running(pod))
                Note($"{group}/{id}");
        }
        lock (gate)
        {
            foreach (string gone in past.Keys.Where(key => !now.ContainsKey(key)).ToList())
                past.Remove(gone);
            foreach ((string key, Sample sample) in now)
            {
                bool isKnown = past.TryGetValue(key, out (Sample Newer, Sample? Older) known);
                past[key] = (sample, isKnown ? known.Newer : null);
            }
        }

        void Note(string group)
        {
            if (node.Cgroups?.ReadCpuTime(group) is { } cpu)
                now[group] = new(node.Time.GetTimestamp(), cpu);
        }
    }

    private static CgroupUsage ReadMachine()
    {
        MachineUsage machine = MachineUsage.Read();
        return new CgroupUsage
        {
            CpuTime = machine.CpuTime,
            MemoryBytes = machine.MemoryUsedBytes,
            WorkingSetBytes = machine.WorkingSetBytes,
        };
    }

    private readonly record struct Sample(long At, TimeSpan Cpu);
}
