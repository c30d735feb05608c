using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Rejects nodes where a wanted host port is taken.</summary>
public sealed class NodePorts : IFilterPlugin
{
    private static readonly Status Rejection =
        Status.Unschedulable("node(s) didn't have free ports for the requested pod ports");

    public string Name => nameof(NodePorts);

    public ClusterEvent WakeOn => ClusterEvent.PodDeleted | ClusterEvent.NodeAdded;

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        if (pod.HostPorts.Count == 0)
            return Status.Success;
        foreach (PodInfo placed in node.Pods)
        {
            foreach (HostPort taken in placed.HostPorts)
            {
                foreach (HostPort wanted in pod.HostPorts)
                {
                    if (wanted.ConflictsWith(taken))
                        return Rejection;
                }
            }
        }
        return Status.Success;
    }
}
