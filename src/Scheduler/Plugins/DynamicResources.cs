using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;
using DeviceClaim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>
/// Pods with ResourceClaims go where what was allocated for those is. Allocating devices (structured parameters with
/// CEL selectors) is not done here: a claim that nobody has allocated holds its Pod back, and the reason says so.
/// </summary>
public sealed class DynamicResources(ClusterObjects objects) : IPreEnqueuePlugin, IPreFilterPlugin, IFilterPlugin
{
    private const string StateKey = nameof(DynamicResources);

    private static readonly Status Elsewhere = Status.Unresolvable("resourceclaim not available on the node");
    private static readonly Status NotAllocated = Status.Unresolvable("cannot allocate all claims");

    public string Name => nameof(DynamicResources);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.ResourceClaim, EventAction.Add | EventAction.Update),
        new(EventResource.TargetPod, EventAction.Other),
        new(EventResource.Node, EventAction.Add | EventAction.NodeLabels),
    ];

    public Status PreEnqueue(PodInfo pod)
    {
        foreach (PodResourceClaim reference in pod.Pod.Spec.ResourceClaims)
        {
            if (NameOf(pod.Pod, reference) is not { } name)
                return Status.Unresolvable($"waiting for dynamic resource controller to create the resourceclaim");
            if (objects.Get<DeviceClaim>(pod.Pod.Metadata.Namespace, name) is null)
                return Status.Unresolvable($"waiting for resourceclaim \"{name}\" to exist");
        }
        return Status.Success;
    }

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot snapshot)
    {
        if (pod.Pod.Spec.ResourceClaims.Count == 0)
            return Status.Skip;
        List<NodeSelector> selectors = [];
        foreach (PodResourceClaim reference in pod.Pod.Spec.ResourceClaims)
        {
            string? name = NameOf(pod.Pod, reference);
            if (name is null || objects.Get<DeviceClaim>(pod.Pod.Metadata.Namespace, name) is not { } claim)
                return Status.Unresolvable($"resourceclaim \"{name}\" not found");
            if (claim.Metadata.DeletionTimestamp is not null)
                return Status.Unresolvable($"resourceclaim \"{name}\" is being deleted");
            if (claim.Status.Allocation is not { } allocation)
                return NotAllocated;
            if (allocation.NodeSelector is { } selector)
                selectors.Add(selector);
        }
        state.Set(StateKey, selectors);
        return Status.Success;
    }

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        foreach (NodeSelector selector in state.Get<List<NodeSelector>>(StateKey)!)
        {
            if (!NodeSelection.Matches(selector, node.Node))
                return Elsewhere;
        }
        return Status.Success;
    }

    // Null: the claim made from a template is not there yet.
    private static string? NameOf(Pod pod, PodResourceClaim reference)
    {
        if (reference.ResourceClaimName is not null)
            return reference.ResourceClaimName;
        foreach (PodResourceClaimStatus status in pod.Status.ResourceClaimStatuses)
        {
            if (status.Name == reference.Name)
                return status.ResourceClaimName;
        }
        return null;
    }
}
