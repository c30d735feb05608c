using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Rejects nodes without room for the Pod's requests; prefers the emptier ones (LeastAllocated).</summary>
public sealed class NodeResourcesFit : IFilterPlugin, IScorePlugin
{
    public string Name => nameof(NodeResourcesFit);

    public ClusterEvent WakeOn =>
        ClusterEvent.PodDeleted | ClusterEvent.NodeAllocatableChanged | ClusterEvent.NodeAdded;

    public int Weight => 1;

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        List<string>? missing = null;
        bool impossible = false;
        if (node.Pods.Count + 1 > node.AllowedPods)
            (missing ??= []).Add("Too many pods");
        Resources wanted = pod.Requested, allocatable = node.Allocatable, used = node.Requested;
        Check("cpu", wanted.MilliCpu, allocatable.MilliCpu, used.MilliCpu);
        Check("memory", wanted.Memory, allocatable.Memory, used.Memory);
        Check("ephemeral-storage", wanted.EphemeralStorage, allocatable.EphemeralStorage, used.EphemeralStorage);
        foreach ((string name, long amount) in wanted.Scalars)
            Check(name, amount, allocatable.Scalars.GetValueOrDefault(name), used.Scalars.GetValueOrDefault(name));
        if (missing is null)
            return Status.Success;
        return new Status(
            impossible ? StatusCode.UnschedulableAndUnresolvable : StatusCode.Unschedulable, missing);

        void Check(string name, long amount, long available, long taken)
        {
            if (amount <= 0 || amount <= available - taken)
                return;
            (missing ??= []).Add("Insufficient " + name);
            impossible |= amount > available;
        }
    }

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        Resources wanted = pod.RequestedForScoring, used = node.RequestedForScoring;
        long sum = 0, count = 0;
        Add(node.Allocatable.MilliCpu, used.MilliCpu + wanted.MilliCpu);
        Add(node.Allocatable.Memory, used.Memory + wanted.Memory);
        return count == 0 ? 0 : sum / count;

        void Add(long capacity, long taken)
        {
            if (capacity == 0)
                return;
            count++;
            sum += taken > capacity ? 0 : (capacity - taken) * Profile.ScoreMax / capacity;
        }
    }
}
