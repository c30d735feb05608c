using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Framework;

/// <summary>
/// A plugin of the scheduling framework (KEP-624). It implements the extension points that it takes part in. All but
/// PreBind, Bind and PostBind are called by the scheduling loop, never by two threads at once.
/// </summary>
public interface IPlugin
{
    string Name { get; }

    /// <summary>What can make a Pod fit that this plugin rejected. Empty: nothing but time.</summary>
    IReadOnlyList<EventRegistration> Events => [];
}

/// <summary>Decides whether a Pod may enter the active queue at all.</summary>
public interface IPreEnqueuePlugin : IPlugin
{
    Status PreEnqueue(PodInfo pod);
}

/// <summary>Orders the active queue. All profiles must use the same one.</summary>
public interface IQueueSortPlugin : IPlugin
{
    /// <summary>Below zero: left goes first.</summary>
    int Compare(QueueEntry left, QueueEntry right);
}

/// <summary>
/// Computes once a Pod what the filter needs on each node; may reject the Pod outright, narrow the nodes by name, or
/// skip the plugin's filter.
/// </summary>
public interface IPreFilterPlugin : IPlugin
{
    PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot snapshot);
}

/// <summary>The answer of a PreFilter: a status and, when only some nodes can serve, their names.</summary>
public readonly record struct PreFilterResult(Status Status, IReadOnlySet<string>? NodeNames = null)
{
    public static implicit operator PreFilterResult(Status status) => new(status);
}

/// <summary>Keeps a PreFilter's state right while preemption tries a node without, and with, other Pods.</summary>
public interface IPreFilterExtensions : IPlugin
{
    void AddPod(CycleState state, PodInfo pod, PodInfo added, NodeInfo node);
    void RemovePod(CycleState state, PodInfo pod, PodInfo removed, NodeInfo node);
}

/// <summary>Says whether a Pod can run on a node. Must not allocate when it says yes.</summary>
public interface IFilterPlugin : IPlugin
{
    Status Filter(CycleState state, PodInfo pod, NodeInfo node);
}

/// <summary>
/// A filter that can answer for all nodes at once. It must agree with <see cref="IFilterPlugin.Filter"/>.
/// </summary>
public interface IBulkFilterPlugin : IFilterPlugin
{
    /// <summary>Clears the bits of the slots that do not fit.</summary>
    void Restrict(CycleState state, PodInfo pod, ClusterSnapshot snapshot, Span<ulong> slots);
}

/// <summary>Called when no node fits; may make room and nominate a node.</summary>
public interface IPostFilterPlugin : IPlugin
{
    PostFilterResult PostFilter(CycleState state, PodInfo pod, Diagnosis diagnosis);
}

/// <summary>Success with a node's name: the Pod is nominated to it. An empty name takes a nomination back.</summary>
public readonly record struct PostFilterResult(Status Status, string? NominatedNodeName = null);

/// <summary>Computes once a Pod what the score needs on each node, or skips it.</summary>
public interface IPreScorePlugin : IPlugin
{
    Status PreScore(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes);
}

/// <summary>Ranks the nodes that fit; more is better.</summary>
public interface IScorePlugin : IPlugin
{
    /// <summary>A raw score of any size when <see cref="Normalize"/> brings it into 0 to 100, else 0 to 100.</summary>
    long Score(CycleState state, PodInfo pod, NodeInfo node);

    /// <summary>Brings raw scores into 0 to 100, in place. The default leaves them.</summary>
    void Normalize(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores)
    {
    }
}

/// <summary>
/// Sets something aside for the Pod once its node is known, and gives it back when it does not get there.
/// </summary>
public interface IReservePlugin : IPlugin
{
    Status Reserve(CycleState state, PodInfo pod, NodeInfo node);
    void Unreserve(CycleState state, PodInfo pod, string nodeName);
}

/// <summary>The last word before binding: yes, no, or wait up to a time for <see cref="WaitingPod.Allow"/>.</summary>
public interface IPermitPlugin : IPlugin
{
    PermitResult Permit(CycleState state, PodInfo pod, string nodeName);
}

/// <summary>The answer of Permit. <see cref="Timeout"/> counts for <see cref="StatusCode.Wait"/> only.</summary>
public readonly record struct PermitResult(Status Status, TimeSpan Timeout = default)
{
    public static implicit operator PermitResult(Status status) => new(status);
}

/// <summary>Prepares what the Pod needs on its node, such as volumes. Runs beside the scheduling loop.</summary>
public interface IPreBindPlugin : IPlugin
{
    /// <summary>
    /// Whether it may take long, waiting for somebody else: the Pod then takes none of the places for bindings before
    /// it is through. Asked after Reserve, by the scheduling loop.
    /// </summary>
    bool Waits(CycleState state) => false;

    Task<Status> PreBindAsync(CycleState state, PodInfo pod, string nodeName, CancellationToken cancellationToken);
}

/// <summary>Binds the Pod, or skips so that the next one does. Runs beside the scheduling loop.</summary>
public interface IBindPlugin : IPlugin
{
    Task<Status> BindAsync(CycleState state, PodInfo pod, string nodeName, CancellationToken cancellationToken);
}

/// <summary>Told that a Pod was bound. Runs beside the scheduling loop.</summary>
public interface IPostBindPlugin : IPlugin
{
    void PostBind(CycleState state, PodInfo pod, string nodeName);
}
