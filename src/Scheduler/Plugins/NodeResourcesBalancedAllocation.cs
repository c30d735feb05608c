using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Prefers nodes whose CPU and memory would be used to similar parts: neither is left over.</summary>
public sealed class NodeResourcesBalancedAllocation : IScorePlugin
{
    public string Name => nameof(NodeResourcesBalancedAllocation);

    public int Weight => 1;

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        Resources wanted = pod.Requested;
        // A Pod without requests cannot unbalance anything.
        if (wanted.MilliCpu == 0 && wanted.Memory == 0)
            return 0;
        Resources capacity = node.Allocatable, used = node.Requested;
        if (capacity.MilliCpu == 0 || capacity.Memory == 0)
            return 0;
        double cpu = Math.Min(1, (double)(used.MilliCpu + wanted.MilliCpu) / capacity.MilliCpu);
        double memory = Math.Min(1, (double)(used.Memory + wanted.Memory) / capacity.Memory);
        // The standard deviation of two values is half their distance.
        return (long)((1 - Math.Abs(cpu - memory) / 2) * Profile.ScoreMax);
    }
}
