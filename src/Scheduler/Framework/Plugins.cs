using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Framework;

/// <summary>
/// A plugin of the scheduling framework (KEP-624). It implements the extension points that it takes part in.
/// </summary>
public interface IPlugin
{
    string Name { get; }
}

/// <summary>Decides whether a Pod may enter the queue at all.</summary>
public interface IPreEnqueuePlugin : IPlugin
{
    Status PreEnqueue(PodInfo pod);
}

/// <summary>Computes once a Pod what the filter needs on each node; may reject the Pod outright.</summary>
public interface IPreFilterPlugin : IPlugin
{
    Status PreFilter(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes);
}

/// <summary>Says whether a Pod can run on a node. Must not allocate when it says yes.</summary>
public interface IFilterPlugin : IPlugin
{
    Status Filter(CycleState state, PodInfo pod, NodeInfo node);

    /// <summary>Which changes can turn a no into a yes.</summary>
    ClusterEvent WakeOn { get; }
}

/// <summary>Ranks the nodes that fit; more is better.</summary>
public interface IScorePlugin : IPlugin
{
    /// <summary>How much the score counts beside the others. Upstream's default profile says.</summary>
    int Weight { get; }

    /// <summary>A raw score of any size when <see cref="Normalize"/> is used, else 0 to 100.</summary>
    long Score(CycleState state, PodInfo pod, NodeInfo node);

    /// <summary>Brings raw scores into 0 to 100, in place. The default leaves them.</summary>
    void Normalize(Span<long> scores)
    {
    }
}
