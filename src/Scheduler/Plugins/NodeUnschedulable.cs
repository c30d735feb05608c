using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Keeps Pods from cordoned nodes, unless they tolerate the taint that stands for it.</summary>
public sealed class NodeUnschedulable : IFilterPlugin
{
    private static readonly Status Rejection = Status.Unresolvable("node(s) were unschedulable");
    private static readonly Taint Cordon = Taint.Empty with
    {
        Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule",
    };

    public string Name => nameof(NodeUnschedulable);

    public ClusterEvent WakeOn => ClusterEvent.NodeTaintsChanged | ClusterEvent.NodeAdded;

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node) =>
        !node.Node.Spec.Unschedulable || TaintToleration.IsTolerated(Cordon, pod.Pod.Spec.Tolerations)
            ? Status.Success : Rejection;
}
