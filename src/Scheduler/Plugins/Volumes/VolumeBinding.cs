using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Trees;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;
using Status = Kubesharp.Scheduler.Framework.Status;

namespace Kubesharp.Scheduler.Plugins.Volumes;

/// <summary>The arguments of <see cref="VolumeBinding"/>.</summary>
public sealed record VolumeBindingArgs
{
    /// <summary>How long a binding may take, provisioning included. Defaults to 10 minutes.</summary>
    public TimeSpan BindTimeout { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>
/// Finds nodes where a Pod's claims can be used: bound ones where their volume is, others where a volume is free or can
/// be made; promises those to the claims, and waits until they are bound before the Pod is.
/// </summary>
public sealed class VolumeBinding(PluginContext context, VolumeBindingArgs? arguments = null)
    : IPreFilterPlugin, IFilterPlugin, IReservePlugin, IPreBindPlugin
{
    private const string StateKey = nameof(VolumeBinding);

    private static readonly Status Conflict =
        Status.Unresolvable("node(s) didn't match PersistentVolume's node affinity");

    private static readonly Status NothingFree =
        Status.Unresolvable("node(s) didn't find available persistent volumes to bind");

    private static readonly Status NoSpace = Status.Unresolvable("node(s) did not have enough free storage");

    private static readonly Status NoVolume = Status.Unresolvable(
        "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)");

    private readonly VolumeBindingArgs args = arguments ?? new();
    private readonly ClusterObjects objects = context.Objects;
    private readonly VolumeReservations reservations = new(context.Objects);

    public string Name => nameof(VolumeBinding);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.StorageClass, EventAction.Add | EventAction.Update),
        new(EventResource.PersistentVolumeClaim, EventAction.Add | EventAction.Update,
            static (PodInfo pod, in ClusterChange change) => change.After is PersistentVolumeClaim claim
                && claim.Metadata.Namespace == pod.Pod.Metadata.Namespace && pod.Claims.Contains(claim.Metadata.Name)),
        new(EventResource.PersistentVolume, EventAction.Add | EventAction.Update),
        new(EventResource.Node, EventAction.Add | EventAction.NodeLabels),
        new(EventResource.CsiNode, EventAction.Add | EventAction.Update),
        new(EventResource.CsiDriver, EventAction.Update),
        new(EventResource.CsiStorageCapacity, EventAction.Add | EventAction.Update),
    ];

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot snapshot)
    {
        if (pod.Claims.Count == 0)
            return Status.Skip;
        Claims claims = new();
        foreach (string name in pod.Claims)
        {
            if (objects.Get<PersistentVolumeClaim>(pod.Pod.Metadata.Namespace, name) is not { } claim)
                return Status.Unresolvable($"persistentvolumeclaim \"{name}\" not found");
            if (Problem(pod, claim) is { } problem)
                return Status.Unresolvable(problem);
            if (ClaimBinding.IsBound(claim))
                claims.Bound.Add(claim);
            else if (ClassOf(claim) is { VolumeBindingMode: "WaitForFirstConsumer" } storageClass
                && claim.Spec.VolumeName.Length == 0)
                claims.Unbound.Add(Unbound(claim, storageClass));
            else
                return Status.Unresolvable("pod has unbound immediate PersistentVolumeClaims");
        }
        // Small ones first, so that they do not take the large volumes.
        claims.Unbound.Sort(static (left, right) =>
            ClaimBinding.SizeOf(left.Claim).CompareTo(ClaimBinding.SizeOf(right.Claim)));
        state.Set(StateKey, claims);
        return Status.Success;
    }

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        Claims claims = state.Get<Claims>(StateKey)!;
        foreach (PersistentVolumeClaim claim in claims.Bound)
        {
            if (objects.Get<PersistentVolume>(claim.Spec.VolumeName) is not { } volume)
                return NoVolume;
            if (!VolumeTopology.AllowsNode(volume, node.Node))
                return Conflict;
        }
        return claims.Unbound.Count == 0 ? Status.Success : Plan(claims, node.Node, null);
    }

    public Status Reserve(CycleState state, PodInfo pod, NodeInfo node)
    {
        if (state.Get<Claims>(StateKey) is not { Unbound.Count: > 0 } claims)
            return Status.Success;
        List<Step> plan = [];
        Status status = Plan(claims, node.Node, plan);
        if (!status.IsSuccess)
            return status;
        claims.Plan = plan;
        claims.Node = node.Node;
        foreach (Step step in plan)
            reservations.Add(step.Claim, step.Volume?.Metadata.Name ?? "", node.Name, pod.Uid);
        return Status.Success;
    }

    public void Unreserve(CycleState state, PodInfo pod, string nodeName)
    {
        foreach (Step step in state.Get<Claims>(StateKey)?.Plan ?? [])
            reservations.Remove(step.Claim, pod.Uid);
    }

    public bool Waits(CycleState state) => state.Get<Claims>(StateKey) is { Plan.Count: > 0 };

    public async Task<Status> PreBindAsync(
        CycleState state, PodInfo pod, string nodeName, CancellationToken cancellationToken)
    {
        if (state.Get<Claims>(StateKey) is not { Plan.Count: > 0 } claims)
            return Status.Success;
        if (context.Client is not { } client || context.Informers is not { } informers)
            return Status.Error("there is no API to bind volumes through");
        foreach (Step step in claims.Plan)
        {
            ApiError? error = step.Volume is null
                ? await SelectNodeAsync(client, step, nodeName, cancellationToken)
                : await PromiseAsync(client, step.Volume, step.Claim, cancellationToken);
            if (error is not null)
                return Status.Error(error.Message);
        }
        using CancellationTokenSource patience = new(args.BindTimeout, context.Time);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        Informer<PersistentVolumeClaim> seen = informers.Informer<PersistentVolumeClaim>();
        Informer<PersistentVolume> volumes = informers.Informer<PersistentVolume>();
        try
        {
            while (true)
            {
                // Taken before the look, so that no change is missed.
                Task next = Task.WhenAny(seen.NextChange, volumes.NextChange, state.PodGone);
                if (state.PodGone.IsCompleted)
                    return Failed($"pod \"{pod.Pod.Metadata.Name}\" does not exist any more");
                if (Look(claims, seen, volumes) is { } verdict)
                    return verdict;
                await next.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed("context deadline exceeded");
        }
    }

    private static string? Problem(PodInfo pod, PersistentVolumeClaim claim)
    {
        string name = claim.Metadata.Name;
        if (claim.Status.Phase == "Lost")
        {
            return $"persistentvolumeclaim \"{name}\" bound to non-existent persistentvolume "
                + $"\"{claim.Spec.VolumeName}\"";
        }
        if (claim.Metadata.DeletionTimestamp is not null)
            return $"persistentvolumeclaim \"{name}\" is being deleted";
        bool isMadeForIt = pod.Pod.Spec.Volumes.Any(volume =>
            volume.Ephemeral is not null && name == $"{pod.Pod.Metadata.Name}-{volume.Name}");
        return isMadeForIt && !claim.Metadata.OwnerReferences.Any(owner => owner.Uid == pod.Uid)
            ? $"PVC {claim.Metadata.Namespace}/{name} was not created for pod "
                + $"{claim.Metadata.Namespace}/{pod.Pod.Metadata.Name} (pod is not owner)"
            : null;
    }

    /// <summary>What the claim can get, looked up once for all nodes.</summary>
    private UnboundClaim Unbound(PersistentVolumeClaim claim, StorageClass storageClass)
    {
        // Asked first: it ends when the API shows what was reserved, and must not come back when that is taken away.
        (string Volume, string NodeName)? reserved = reservations.Of(claim);
        if (claim.Metadata.Annotations.TryGetValue(ClaimBinding.SelectedNode, out string? selected))
            return new(claim, storageClass, [], selected);
        if (reserved is { } promised)
        {
            // Another Pod with the same claim is on its way: to the same volume, or to the same node.
            if (promised.Volume.Length == 0)
                return new(claim, storageClass, [], promised.NodeName);
            if (objects.Get<PersistentVolume>(promised.Volume) is { } volume)
                return new(claim, storageClass, [volume], null, IsPromised: true);
        }
        return new(
            claim, storageClass,
            VolumeMatch.All(claim, objects.List<PersistentVolume>(), volume => reservations.IsTaken(volume, claim)),
            null);
    }

    /// <summary>Which volume each claim would get on the node; a claim without one is provisioned.</summary>
    private Status Plan(Claims claims, Node node, List<Step>? plan)
    {
        HashSet<string>? used = null;
        foreach (UnboundClaim unbound in claims.Unbound)
        {
            if (unbound.NodeName is not null && unbound.NodeName != node.Metadata.Name)
                return NothingFree;
            PersistentVolume? volume = null;
            foreach (PersistentVolume candidate in unbound.Candidates)
            {
                if (used?.Contains(candidate.Metadata.Name) == true
                    || !VolumeTopology.AllowsNode(candidate, node))
                    continue;
                volume = candidate;
                break;
            }
            if (volume is not null)
            {
                if (claims.Unbound.Count > 1)
                    (used ??= new(StringComparer.Ordinal)).Add(volume.Metadata.Name);
            }
            else if (unbound.IsPromised || unbound.Class.Provisioner is "" or ClaimBinding.NoProvisioner
                || !VolumeTopology.AllowsNode(unbound.Class, node))
            {
                return NothingFree;
            }
            else if (!VolumeTopology.HasCapacity(objects, unbound.Claim, unbound.Class, node))
            {
                return NoSpace;
            }
            plan?.Add(new Step(unbound.Claim, volume));
        }
        return Status.Success;
    }

    private static async Task<ApiError?> PromiseAsync(
        ApiClient client, PersistentVolume volume, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        PersistentVolume promised = ClaimBinding.Promise(volume, claim);
        return ReferenceEquals(promised, volume)
            ? null : (await client.UpdateAsync(promised, cancellationToken)).Error;
    }

    private static async Task<ApiError?> SelectNodeAsync(
        ApiClient client, Step step, string nodeName, CancellationToken cancellationToken)
    {
        // With the uid: a claim that took the name since is not this one.
        TreeObject patch = TreeObject.Of(("metadata", TreeObject.Of(
            ("uid", step.Claim.Metadata.Uid),
            ("annotations", TreeObject.Of((ClaimBinding.SelectedNode, nodeName))))));
        ApiResult<PersistentVolumeClaim> written = await client.PatchAsync<PersistentVolumeClaim>(
            ObjectKey.Of(step.Claim), PatchType.Merge, patch.ToString(), cancellationToken);
        step.Written = written.Value?.Metadata.ResourceVersion ?? "";
        return written.Error;
    }

    /// <summary>Success when all claims are bound, an error when one cannot be any more; null: not yet.</summary>
    private static Status? Look(
        Claims claims, Informer<PersistentVolumeClaim> seen, Informer<PersistentVolume> volumes)
    {
        bool all = true;
        foreach (Step step in claims.Plan)
        {
            string name = step.Claim.Metadata.Name;
            if (step.Volume is null && !seen.HasSeen(step.Written))
            {
                all = false; // What is in the cache may be from before the node was written.
                continue;
            }
            if (seen.Get(ObjectKey.Of(step.Claim)) is not { } claim || claim.Metadata.Uid != step.Claim.Metadata.Uid)
                return Failed($"failed to get pvc: persistentvolumeclaim \"{name}\" not found");
            if (claim.Metadata.DeletionTimestamp is not null)
                return Failed($"persistentvolumeclaim \"{name}\" is being deleted");
            // A provisioner that cannot do it takes the node away, so that another one is looked for.
            if (step.Volume is null && !ClaimBinding.IsBound(claim)
                && claim.Metadata.Annotations.GetValueOrDefault(ClaimBinding.SelectedNode)
                    != claims.Node!.Metadata.Name)
                return Failed($"provisioning failed for PVC \"{name}\"");
            if (!ClaimBinding.IsBound(claim) || volumes.Get(new("", claim.Spec.VolumeName)) is not { } volume)
            {
                all = false;
                continue;
            }
            if (!VolumeTopology.AllowsNode(volume, claims.Node!))
            {
                return Failed($"pv \"{volume.Metadata.Name}\" node affinity doesn't match node "
                    + $"\"{claims.Node!.Metadata.Name}\": no matching NodeSelectorTerms");
            }
        }
        return all ? Status.Success : null;
    }

    private static Status Failed(string reason) => Status.Error("binding volumes: " + reason);

    private StorageClass? ClassOf(PersistentVolumeClaim claim) =>
        ClaimBinding.ClassOf(claim) is { Length: > 0 } name ? objects.Get<StorageClass>(name) : null;

    private sealed class Claims
    {
        public List<PersistentVolumeClaim> Bound { get; } = [];
        public List<UnboundClaim> Unbound { get; } = [];
        public List<Step> Plan { get; set; } = [];
        public Node? Node { get; set; }
    }

    /// <param name="Candidates">Best first.</param>
    /// <param name="NodeName">The only node for it; null: any.</param>
    /// <param name="IsPromised">It gets its candidate or nothing.</param>
    private sealed record UnboundClaim(
        PersistentVolumeClaim Claim, StorageClass Class, IReadOnlyList<PersistentVolume> Candidates, string? NodeName,
        bool IsPromised = false);

    /// <param name="Volume">Null: one is made.</param>
    private sealed record Step(PersistentVolumeClaim Claim, PersistentVolume? Volume)
    {
        /// <summary>The revision in which the claim names the node.</summary>
        public string Written { get; set; } = "";
    }
}
