using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>A Pod that names its node runs there or nowhere.</summary>
public sealed class NodeName : IFilterPlugin
{
    private static readonly Status Rejection = Status.Unresolvable("node(s) didn't match the requested node name");

    public string Name => nameof(NodeName);

    public ClusterEvent WakeOn => ClusterEvent.NodeAdded;

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node) =>
        pod.Pod.Spec.NodeName.Length == 0 || pod.Pod.Spec.NodeName == node.Node.Metadata.Name
            ? Status.Success : Rejection;
}
