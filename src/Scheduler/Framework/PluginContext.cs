using Kubesharp.Api;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Framework;

/// <summary>What a plugin is given when it is made: its view of the cluster and the means to act.</summary>
public sealed class PluginContext
{
    public required ClusterSnapshot Snapshot { get; init; }
    public required ClusterObjects Objects { get; init; }
    public required NominatedPods Nominated { get; init; }
    public required Entropy Entropy { get; init; }
    public required TimeProvider Time { get; init; }
    /// <summary>The API, as the scheduler. Null where decisions are only explained or tested.</summary>
    public ApiClient? Client { get; init; }
    /// <summary>
    /// What the informers have seen, for plugins that wait beside the loop. Null where <see cref="Client"/> is.
    /// </summary>
    public Cache? Informers { get; init; }
    /// <summary>Pods that Permit plugins hold back, by uid.</summary>
    public WaitingPods WaitingPods { get; } = new();

    /// <summary>Asks for the eviction of the victims, so that the Pod fits on the node. Returns at once.</summary>
    public Action<PodInfo, string, IReadOnlyList<PodInfo>> Evict { get; set; } = static (_, _, _) => { };

    /// <summary>The profile that the plugin belongs to; set when all its plugins are made.</summary>
    public Profile Profile { get; internal set; } = null!;

    /// <summary>
    /// Whether the Pod passes all filters on the node, both with and without the Pods of at least its priority that
    /// are nominated to it.
    /// </summary>
    public Status Filter(CycleState state, PodInfo pod, NodeInfo node) =>
        Profile.FilterWithNominated(state, pod, node, Nominated, out _);

    /// <summary>Takes a Pod off its node for a trial; <see cref="PutBack"/> undoes it.</summary>
    public void TakeOff(CycleState state, PodInfo pod, PodInfo other, NodeInfo node)
    {
        node.Remove(other);
        Profile.PodRemoved(state, pod, other, node);
    }

    public void PutBack(CycleState state, PodInfo pod, PodInfo other, NodeInfo node)
    {
        node.Add(other);
        Profile.PodAdded(state, pod, other, node);
    }
}
