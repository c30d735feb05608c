using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>A Pod that needs a feature of the kubelet goes to nodes that declare it (KEP-5328).</summary>
public sealed class NodeDeclaredFeatures : IPreFilterPlugin, IFilterPlugin
{
    private const string RestartAll = "RestartAllContainersOnContainerExits";

    private static readonly Status Rejection = Status.Unresolvable(
        $"node declared features check failed - unsatisfied requirements: {RestartAll}");

    public string Name => nameof(NodeDeclaredFeatures);

    public IReadOnlyList<EventRegistration> Events { get; } =
        [new(EventResource.Node, EventAction.Add | EventAction.Other)];

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot snapshot) =>
        pod.Pod.Spec.Containers.Any(RestartsAll) || pod.Pod.Spec.InitContainers.Any(RestartsAll)
            ? Status.Success : Status.Skip;

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node) =>
        node.Node.Status.DeclaredFeatures.Contains(RestartAll) ? Status.Success : Rejection;

    private static bool RestartsAll(Container container) =>
        container.RestartPolicyRules.Any(static rule => rule.Action == "RestartAllContainers");
}
