using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Scheduler;
using Kubesharp.Scheduler.Configuration;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Bench.Scheduler;

/// <summary>
/// The decisions alone: snapshot and algorithm without any API around them, one Pod after another. Rates are by the
/// processor time used, so that a busy machine does not change them much.
/// </summary>
internal sealed class SchedulerDecisions
{
    private readonly ClusterSnapshot snapshot = new();
    private readonly ClusterObjects objects = new();
    private readonly NominatedPods nominated = new();
    private readonly Profile profile;
    private readonly SchedulingAlgorithm algorithm;
    private readonly List<string> evicted = [];

    public SchedulerDecisions()
    {
        Entropy entropy = Entropy.Seeded(1);
        PluginContext context = new()
        {
            Snapshot = snapshot,
            Objects = objects,
            Nominated = nominated,
            Entropy = entropy,
            Time = TimeProvider.System,
            Evict = (_, _, victims) => evicted.AddRange(victims.Select(static victim => victim.Uid)),
        };
        profile = ProfileBuilder.Build(new ProfileOptions(), new PluginRegistry(), context);
        algorithm = new SchedulingAlgorithm(snapshot, nominated, entropy);
    }

    public SchedulerResult Measure(SchedulerWorkload workload, int nodes)
    {
        for (int i = 0; i < nodes; i++)
            snapshot.SetNode(workload.Node(SchedulerWorkloads.NodeOf(i), i));
        foreach (ApiObject value in workload.Objects(nodes))
            Set(value);
        foreach (Pod pod in workload.Before(nodes))
        {
            if (!workload.StaysPending(pod))
                Schedule(pod);
        }
        List<Pod> measured = [.. workload.Measured(nodes)];
        List<double> each = new(measured.Count);
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes();
        TimeSpan used = Environment.CpuUsage.TotalTime;
        foreach (Pod pod in measured)
        {
            long start = TimeProvider.System.GetTimestamp();
            Schedule(pod);
            each.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }
        used = Environment.CpuUsage.TotalTime - used;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        each.Sort();
        return new(
            measured.Count / used.TotalSeconds, each[each.Count / 2], each[(int)(each.Count * 0.99)],
            allocated / (double)measured.Count, used.TotalMicroseconds / measured.Count);
    }

    private void Set(ApiObject value)
    {
        switch (value)
        {
            case CSINode node: objects.Set(node); break;
            case PersistentVolume volume: objects.Set(volume); break;
            case PersistentVolumeClaim claim: objects.Set(claim); break;
            default: throw new ArgumentException($"no table for {value.Kind}", nameof(value));
        }
    }

    private void Schedule(Pod pod)
    {
        PodInfo info = new(pod with
        {
            Metadata = pod.Metadata with { Uid = pod.Metadata.Name },
            // What the admission plugin Priority does.
            Spec = pod.Spec with { Priority = pod.Spec.PriorityClassName.Length > 0 ? 10 : 0 },
        });
        CycleState state = new();
        Decision decision = algorithm.Decide(profile, state, info);
        if (decision.Node is null)
        {
            profile.PostFilter(state, info, decision.Diagnosis);
            foreach (string uid in evicted)
                snapshot.Remove(uid);
            evicted.Clear();
            decision = algorithm.Decide(profile, new CycleState(), info);
        }
        if (decision.Node is null)
            throw new InvalidOperationException($"{pod.Metadata.Name}: {decision.Diagnosis.Message}");
        snapshot.Place(info, decision.Node.Name);
    }
}
