using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>A port of the node is given once.</summary>
public sealed class NodePorts : IPreFilterPlugin, IFilterPlugin
{
    private static readonly Status Rejection =
        Status.Unschedulable("node(s) didn't have free ports for the requested pod ports");

    public string Name => nameof(NodePorts);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.AssignedPod, EventAction.Delete, static (PodInfo pod, in ClusterChange change) =>
            change.Before is PodInfo gone && Conflict(pod.HostPorts, gone.HostPorts)),
        new(EventResource.Node, EventAction.Add),
    ];

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot snapshot) =>
        pod.HostPorts.Count == 0 ? Status.Skip : Status.Success;

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node) =>
        Conflict(pod.HostPorts, node.UsedPorts) ? Rejection : Status.Success;

    private static bool Conflict(IReadOnlyList<HostPort> wanted, IReadOnlyList<HostPort> used)
    {
        for (int i = 0; i < wanted.Count; i++)
        {
            for (int j = 0; j < used.Count; j++)
            {
                if (wanted[i].ConflictsWith(used[j]))
                    return true;
            }
        }
        return false;
    }
}
