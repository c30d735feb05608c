using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Rejects cordoned nodes, unless the Pod tolerates the taint that says the same.</summary>
public sealed class NodeUnschedulable : IFilterPlugin
{
    private static readonly Status Rejection = Status.Unresolvable("node(s) were unschedulable");

    private static readonly Taint Cordoned =
        Taint.Empty with { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" };

    public string Name => nameof(NodeUnschedulable);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.Node, EventAction.Add | EventAction.NodeTaints,
            static (PodInfo pod, in ClusterChange change) => change.After is Node node && Allows(pod, node)),
        new(EventResource.TargetPod, EventAction.PodTolerations),
    ];

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node) =>
        !node.IsUnschedulable || Allows(pod, node.Node) ? Status.Success : Rejection;

    private static bool Allows(PodInfo pod, Node node) =>
        !node.Spec.Unschedulable || TaintToleration.IsTolerated(Cordoned, pod.Pod.Spec.Tolerations);
}
