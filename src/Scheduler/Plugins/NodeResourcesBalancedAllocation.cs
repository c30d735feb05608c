using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>
/// Prefers nodes where the Pod leaves the use of the resources alike. Pods that ask for nothing are left alone: they
/// would all go to the same node.
/// </summary>
public sealed class NodeResourcesBalancedAllocation(IReadOnlyList<ResourceWeight>? resources = null)
    : IPreScorePlugin, IScorePlugin
{
    private const string StateKey = nameof(NodeResourcesBalancedAllocation);

    private readonly IReadOnlyList<ResourceWeight> resources = resources ?? [new("cpu"), new("memory")];

    public string Name => nameof(NodeResourcesBalancedAllocation);

    public Status PreScore(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes)
    {
        long[] requests = [.. resources.Select(resource => pod.Requested[resource.Name])];
        if (Array.TrueForAll(requests, static request => request == 0))
            return Status.Skip;
        state.Set(StateKey, requests);
        return Status.Success;
    }

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        long[] requests = state.Get<long[]>(StateKey)!;
        Span<double> fractions = requests.Length <= 16
            ? stackalloc double[requests.Length] : new double[requests.Length];
        int count = 0;
        double total = 0;
        for (int i = 0; i < requests.Length; i++)
        {
            (long allocatable, long requested) =
                ResourceScoring.On(node, resources[i].Name, requests[i], useRequested: true);
            if (allocatable == 0)
                continue;
            double fraction = Math.Min(1, requested / (double)allocatable);
            fractions[count++] = fraction;
            total += fraction;
        }
        double deviation = 0;
        if (count == 2)
        {
            deviation = Math.Abs((fractions[0] - fractions[1]) / 2);
        }
        else if (count > 2)
        {
            double mean = total / count, sum = 0;
            for (int i = 0; i < count; i++)
                sum += (fractions[i] - mean) * (fractions[i] - mean);
            deviation = Math.Sqrt(sum / count);
        }
        return (long)((1 - deviation) * Profile.ScoreMax);
    }
}
