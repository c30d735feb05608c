using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Resource;
using Kubesharp.Client;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;
using Claim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Scheduler.Plugins.Devices;

/// <summary>
/// Pods with ResourceClaims go where what was allocated for those is, or where devices for them are free: those are
/// allocated and reserved for the Pod before it is bound (KEP-4381).
/// </summary>
public sealed class DynamicResources(PluginContext context)
    : IPreEnqueuePlugin, IPreFilterPlugin, IFilterPlugin, IPostFilterPlugin, IPreScorePlugin, IScorePlugin,
        IReservePlugin, IPreBindPlugin
{
    private const string StateKey = nameof(DynamicResources);
    // As many Pods may use a claim at a time; the API allows no more.
    private const int ReservedMax = 256;

    private static readonly Status Elsewhere = Status.Unresolvable("resourceclaim not available on the node");
    private static readonly Status NothingFree = Status.Unresolvable("cannot allocate all claims");

    private readonly ClusterObjects objects = context.Objects;
    private readonly DeviceInventory inventory = new(context.Objects);
    private readonly DeviceLedger ledger = new(context.Objects);
    private readonly DeviceSelectors selectors = new();

    public string Name => nameof(DynamicResources);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        // Another claim may have given back what this one waits for.
        new(EventResource.ResourceClaim, EventAction.All),
        new(EventResource.TargetPod, EventAction.Other),
        new(EventResource.Node, EventAction.Add | EventAction.NodeLabels),
        new(EventResource.DeviceClass, EventAction.Add | EventAction.Update),
        new(EventResource.ResourceSlice, EventAction.Add | EventAction.Update),
    ];

    public Status PreEnqueue(PodInfo pod)
    {
        foreach (PodResourceClaim reference in pod.Pod.Spec.ResourceClaims)
        {
            if (NameOf(pod.Pod, reference) is not { } name)
                return Status.Unresolvable($"waiting for dynamic resource controller to create the resourceclaim");
            if (objects.Get<Claim>(pod.Pod.Metadata.Namespace, name) is null)
                return Status.Unresolvable($"waiting for resourceclaim \"{name}\" to exist");
        }
        return Status.Success;
    }

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot snapshot)
    {
        if (pod.Pod.Spec.ResourceClaims.Count == 0)
            return Status.Skip;
        Claims claims = new(ledger.Taken);
        foreach (PodResourceClaim reference in pod.Pod.Spec.ResourceClaims)
        {
            string? name = NameOf(pod.Pod, reference);
            if (name is null || objects.Get<Claim>(pod.Pod.Metadata.Namespace, name) is not { } claim)
                return Status.Unresolvable($"resourceclaim \"{name}\" not found");
            if (claims.All.Any(known => known.Metadata.Uid == claim.Metadata.Uid))
                continue; // Named twice.
            if (Problem(pod, claim) is { } problem)
                return Status.Unresolvable(problem);
            claims.All.Add(claim);
            if (claim.Status.Allocation is null)
                claims.Wanting.Add(claim);
        }
        state.Set(StateKey, claims);
        return Status.Success;
    }

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        Claims claims = state.Get<Claims>(StateKey)!;
        foreach (Claim claim in claims.All)
        {
            if (claim.Status.Allocation?.NodeSelector is not { } selector
                || NodeSelection.Matches(selector, node.Node))
                continue;
            claims.Misplaced.Add(claim);
            return Elsewhere;
        }
        if (claims.Wanting.Count == 0)
            return Status.Success;
        DeviceAllocation found = Find(claims, node);
        return found.Allocations is not null ? Status.Success
            : found.Error is { } error ? Status.Unresolvable(error) : NothingFree;
    }

    /// <summary>
    /// Gives back what was allocated for this Pod alone and lies where the Pod cannot go: next time it may lie better.
    /// </summary>
    public PostFilterResult PostFilter(CycleState state, PodInfo pod, Diagnosis diagnosis)
    {
        if (state.Get<Claims>(StateKey) is not { Misplaced.Count: > 0 } claims || context.Client is not { } client)
            return new(Status.Unschedulable());
        foreach (Claim claim in claims.Misplaced)
        {
            if (claim.Status.ReservedFor.Any(user => user.Uid != pod.Uid))
                continue;
            Release(client, claim, pod.Pod, devices: true);
            return new(Status.Unschedulable("deallocation of ResourceClaim completed"));
        }
        return new(Status.Unschedulable("still not schedulable"));
    }

    public Status PreScore(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes) =>
        state.Get<Claims>(StateKey)?.Wanting.Any(static claim =>
            claim.Spec.Devices.Requests.Any(static request => request.FirstAvailable.Count > 0)) == true
            ? Status.Success : Status.Skip;

    /// <summary>Nodes where earlier alternatives of the requests are free are better.</summary>
    public long Score(CycleState state, PodInfo pod, NodeInfo node) =>
        Find(state.Get<Claims>(StateKey)!, node).Preference;

    public void Normalize(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores) =>
        Scores.Normalize(scores, reverse: false);

    public Status Reserve(CycleState state, PodInfo pod, NodeInfo node)
    {
        if (state.Get<Claims>(StateKey) is not { } claims)
            return Status.Success;
        if (claims.Wanting.Count == 0)
            return Status.Success;
        if (Find(claims, node).Allocations is not { } allocations)
            return NothingFree;
        for (int i = 0; i < claims.Wanting.Count; i++)
        {
            claims.Allocated[claims.Wanting[i].Metadata.Uid] = allocations[i];
            ledger.Add(claims.Wanting[i], allocations[i]);
        }
        return Status.Success;
    }

    public void Unreserve(CycleState state, PodInfo pod, string nodeName)
    {
        if (state.Get<Claims>(StateKey) is not { } claims)
            return;
        foreach (Claim claim in claims.Wanting)
            ledger.Remove(claim);
        if (context.Client is not { } client)
            return;
        foreach (Claim claim in claims.Written)
            Release(client, claim, pod.Pod, devices: false);
    }

    public async Task<Status> PreBindAsync(
        CycleState state, PodInfo pod, string nodeName, CancellationToken cancellationToken)
    {
        if (state.Get<Claims>(StateKey) is not { All.Count: > 0 } claims)
            return Status.Success;
        if (context.Client is not { } client)
            return Status.Error("there is no API to reserve claims through");
        ClaimWriter writer = new(client);
        foreach (Claim claim in claims.All)
        {
            claims.Written.Add(claim);
            string? problem = await writer.ReserveAsync(
                claim, claims.Allocated.GetValueOrDefault(claim.Metadata.Uid), pod.Pod, cancellationToken);
            if (problem is not null)
                return Status.Error(problem);
        }
        return Status.Success;
    }

    private string? Problem(PodInfo pod, Claim claim)
    {
        string name = claim.Metadata.Name;
        if (claim.Metadata.DeletionTimestamp is not null)
            return $"resourceclaim \"{name}\" is being deleted";
        // A claim that was made for a Pod is for that one only.
        if (claim.Metadata.OwnerReferences.FirstOrDefault(static owner => owner is { Controller: true, Kind: "Pod" })
            is { } owner && owner.Uid != pod.Uid)
            return $"ResourceClaim {ObjectKey.Of(claim)} was not created for pod {ObjectKey.Of(pod.Pod)} "
                + "(pod is not owner)";
        if (claim.Status.Allocation is not null)
        {
            return claim.Status.ReservedFor.Count >= ReservedMax
                && !claim.Status.ReservedFor.Any(user => user.Uid == pod.Uid) ? "resourceclaim in use" : null;
        }
        if (ledger.IsPending(claim))
            return $"resource claim {ObjectKey.Of(claim)} is in the process of being allocated";
        foreach (DeviceRequest request in claim.Spec.Devices.Requests)
        {
            if (request.Exactly is null && request.FirstAvailable.Count == 0)
                return $"request {request.Name}: unknown request type";
            IEnumerable<string> classes = request.Exactly is { } exactly
                ? [exactly.DeviceClassName] : request.FirstAvailable.Select(static one => one.DeviceClassName);
            foreach (string className in classes)
            {
                if (objects.Get<DeviceClass>(className) is null)
                    return $"request {request.Name}: device class {className} does not exist";
            }
        }
        return null;
    }

    private DeviceAllocation Find(Claims claims, NodeInfo node)
    {
        if (!claims.ByNode.TryGetValue(node.Name, out DeviceAllocation? found))
        {
            claims.ByNode[node.Name] = found = DeviceAllocator.Allocate(
                claims.Wanting, node.Node, inventory, claims.Taken, objects.Get<DeviceClass>, selectors);
        }
        return found;
    }

    // Not awaited on purpose: Loop.Run never faults, and there is one for each claim of a Pod that failed.
    private void Release(ApiClient client, Claim claim, Pod pod, bool devices) => _ = Loop.Run(
        "scheduler/release-claim", context.Time,
        token => new ClaimWriter(client).ReleaseAsync(claim, pod, devices, token), CancellationToken.None);

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

    /// <param name="taken">The devices that were taken when the cycle began.</param>
    private sealed class Claims(IReadOnlySet<DeviceId> taken)
    {
        public IReadOnlySet<DeviceId> Taken => taken;
        public List<Claim> All { get; } = [];
        /// <summary>Those that nothing is allocated for yet.</summary>
        public List<Claim> Wanting { get; } = [];
        /// <summary>Those whose devices are where the Pod cannot go.</summary>
        public HashSet<Claim> Misplaced { get; } = [];
        public Dictionary<string, DeviceAllocation> ByNode { get; } = new(StringComparer.Ordinal);
        /// <summary>By the claim's uid: what was found on the chosen node.</summary>
        public Dictionary<string, AllocationResult> Allocated { get; } = new(StringComparer.Ordinal);
        /// <summary>Those that may carry the Pod's reservation by now.</summary>
        public List<Claim> Written { get; } = [];
    }
}
