using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>A Pod that names its node runs there or nowhere.</summary>
public sealed class NodeName : IFilterPlugin
{
    private static readonly Status Rejection = Status.Unresolvable("node(s) didn't match the requested node name");

    public string Name => nameof(NodeName);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.Node, EventAction.Add, static (PodInfo pod, in ClusterChange change) =>
            change.After is Node node && node.Metadata.Name == pod.Pod.Spec.NodeName),
    ];

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node) =>
        pod.Pod.Spec.NodeName.Length == 0 || pod.Pod.Spec.NodeName == node.Name ? Status.Success : Rejection;
}
