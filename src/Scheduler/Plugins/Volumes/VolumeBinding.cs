using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Storage;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Trees;
using Kubesharp.Client;
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
/// be made; and binds those before the Pod.
/// </summary>
public sealed class VolumeBinding(PluginContext context, VolumeBindingArgs? arguments = null)
    : IPreFilterPlugin, IFilterPlugin, IReservePlugin, IPreBindPlugin
{
    private const string StateKey = nameof(VolumeBinding);
    private const string SelectedNode = "volume.kubernetes.io/selected-node";
    private const string BindCompleted = "pv.kubernetes.io/bind-completed";
    private const string NoProvisioner = "kubernetes.io/no-provisioner";
    // Between two looks at a claim that is being bound, as upstream.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly Status Conflict =
        Status.Unresolvable("node(s) didn't match PersistentVolume's node affinity");

    private static readonly Status NothingFree =
        Status.Unresolvable("node(s) didn't find available persistent volumes to bind");

    private static readonly Status NoSpace = Status.Unresolvable("node(s) did not have enough free storage");

    private static readonly Status NoVolume = Status.Unresolvable(
        "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)");

    private readonly VolumeBindingArgs args = arguments ?? new();
    private readonly ClusterObjects objects = context.Objects;
    // Volumes promised to claims by Pods that are on their way: the loop's own knowledge, ahead of the API.
    private readonly Dictionary<string, string> promised = new(StringComparer.Ordinal);

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
            if (claim.Status.Phase == "Lost")
            {
                return Status.Unresolvable(
                    $"persistentvolumeclaim \"{name}\" bound to non-existent persistentvolume "
                    + $"\"{claim.Spec.VolumeName}\"");
            }
            if (claim.Metadata.DeletionTimestamp is not null)
                return Status.Unresolvable($"persistentvolumeclaim \"{name}\" is being deleted");
            if (pod.Pod.Spec.Volumes.Any(volume => volume.Ephemeral is not null
                && name == $"{pod.Pod.Metadata.Name}-{volume.Name}")
                && !claim.Metadata.OwnerReferences.Any(owner => owner.Uid == pod.Uid))
            {
                return Status.Unresolvable($"PVC {claim.Metadata.Namespace}/{name} was not created for pod "
                    + $"{claim.Metadata.Namespace}/{pod.Pod.Metadata.Name} (pod is not owner)");
            }
            if (IsBound(claim))
                claims.Bound.Add(claim);
            else if (ClassOf(claim) is { VolumeBindingMode: "WaitForFirstConsumer" }
                && claim.Spec.VolumeName.Length == 0)
                claims.Unbound.Add(claim);
            else
                return Status.Unresolvable("pod has unbound immediate PersistentVolumeClaims");
        }
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
            if (!VolumeMatch.AllowsNode(volume, node))
                return Conflict;
        }
        return claims.Unbound.Count == 0 ? Status.Success : Plan(claims, node, out _);
    }

    /// <summary>Which volume each claim would get on the node; a claim without one is provisioned.</summary>
    private Status Plan(
        Claims claims, NodeInfo node, out List<(PersistentVolumeClaim Claim, PersistentVolume? Volume)> plan)
    {
        plan = [];
        HashSet<string> used = new(StringComparer.Ordinal);
        // Small ones first, so that they do not take the large volumes.
        foreach (PersistentVolumeClaim claim in claims.Unbound.OrderBy(static claim =>
            claim.Spec.Resources.Requests.GetValueOrDefault("storage")))
        {
            string? selected = claim.Metadata.Annotations.GetValueOrDefault(SelectedNode);
            if (selected is not null && selected != node.Name)
                return NothingFree;
            string key = $"{claim.Metadata.Namespace}/{claim.Metadata.Name}";
            PersistentVolume? volume = selected is not null ? null : VolumeMatch.Find(
                claim, objects.List<PersistentVolume>(), node,
                candidate => used.Contains(candidate.Metadata.Name)
                    || (promised.TryGetValue(candidate.Metadata.Name, out string? other) && other != key));
            if (volume is not null)
            {
                used.Add(volume.Metadata.Name);
            }
            else
            {
                StorageClass storageClass = ClassOf(claim)!;
                if (storageClass.Provisioner is "" or NoProvisioner || !VolumeMatch.AllowsNode(storageClass, node))
                    return NothingFree;
                if (!HasCapacity(claim, storageClass, node))
                    return NoSpace;
            }
            plan.Add((claim, volume));
        }
        return Status.Success;
    }

    private bool HasCapacity(PersistentVolumeClaim claim, StorageClass storageClass, NodeInfo node)
    {
        if (objects.Get<CSIDriver>(storageClass.Provisioner) is not { Spec.StorageCapacity: true })
            return true;
        Quantity wanted = claim.Spec.Resources.Requests.GetValueOrDefault("storage");
        foreach (CSIStorageCapacity capacity in objects.List<CSIStorageCapacity>())
        {
            if (capacity.StorageClassName == storageClass.Metadata.Name
                && (capacity.MaximumVolumeSize ?? capacity.Capacity) is { } limit && limit.CompareTo(wanted) >= 0
                && capacity.NodeTopology is not null
                && LabelQuery.Of(capacity.NodeTopology).Matches(node.Node.Metadata.Labels))
                return true;
        }
        return false;
    }

    public Status Reserve(CycleState state, PodInfo pod, NodeInfo node)
    {
        if (state.Get<Claims>(StateKey) is not { Unbound.Count: > 0 } claims)
            return Status.Success;
        Status status = Plan(claims, node, out List<(PersistentVolumeClaim Claim, PersistentVolume? Volume)> plan);
        if (!status.IsSuccess)
            return status;
        claims.Plan = plan;
        foreach ((PersistentVolumeClaim claim, PersistentVolume? volume) in plan)
        {
            if (volume is not null)
                promised[volume.Metadata.Name] = $"{claim.Metadata.Namespace}/{claim.Metadata.Name}";
        }
        return Status.Success;
    }

    public void Unreserve(CycleState state, PodInfo pod, string nodeName)
    {
        foreach ((_, PersistentVolume? volume) in state.Get<Claims>(StateKey)?.Plan ?? [])
        {
            if (volume is not null)
                promised.Remove(volume.Metadata.Name);
        }
    }

    public async Task<Status> PreBindAsync(
        CycleState state, PodInfo pod, string nodeName, CancellationToken cancellationToken)
    {
        if (state.Get<Claims>(StateKey) is not { Plan.Count: > 0 } claims)
            return Status.Success;
        if (context.Client is not { } client)
            return Status.Error("there is no API to bind volumes through");
        foreach ((PersistentVolumeClaim claim, PersistentVolume? volume) in claims.Plan)
        {
            ApiError? error = volume is null
                ? await SelectNodeAsync(client, claim, nodeName, cancellationToken)
                : await PromiseAsync(client, volume, claim, cancellationToken);
            if (error is not null)
                return Status.Error(error.Message);
        }
        long start = context.Time.GetTimestamp();
        foreach ((PersistentVolumeClaim claim, _) in claims.Plan)
        {
            while (true)
            {
                ApiResult<PersistentVolumeClaim> now = await client.GetAsync<PersistentVolumeClaim>(
                    ObjectKey.Of(claim), cancellationToken);
                if (now.Value is { } current && IsBound(current))
                    break;
                if (now.Error is { IsNotFound: true } gone)
                    return Status.Error(gone.Message);
                if (now.Value?.Metadata.Annotations.ContainsKey(SelectedNode) == false
                    && claims.Plan.Any(step => step.Claim == claim && step.Volume is null))
                    return Status.Error($"provisioning failed for PVC \"{claim.Metadata.Name}\"");
                if (context.Time.GetElapsedTime(start) > args.BindTimeout)
                    return Status.Error($"binding volumes: timed out waiting for the condition");
                await Task.Delay(Pause, context.Time, cancellationToken);
            }
        }
        return Status.Success;
    }

    private static async Task<ApiError?> PromiseAsync(
        ApiClient client, PersistentVolume volume, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (volume.Spec.ClaimRef is { Uid.Length: > 0 })
            return null;
        ObjectReference reference = ObjectReference.Empty with
        {
            ApiVersion = "v1",
            Kind = "PersistentVolumeClaim",
            Namespace = claim.Metadata.Namespace,
            Name = claim.Metadata.Name,
            Uid = claim.Metadata.Uid,
        };
        Dictionary<string, string> annotations = new(volume.Metadata.Annotations)
        {
            ["pv.kubernetes.io/bound-by-controller"] = "yes",
        };
        ApiResult<PersistentVolume> written = await client.UpdateAsync(
            volume with
            {
                Metadata = volume.Metadata with { Annotations = annotations },
                Spec = volume.Spec with { ClaimRef = reference },
            },
            cancellationToken);
        return written.Error;
    }

    private static async Task<ApiError?> SelectNodeAsync(
        ApiClient client, PersistentVolumeClaim claim, string nodeName, CancellationToken cancellationToken)
    {
        TreeObject patch = TreeObject.Of(("metadata", TreeObject.Of(
            ("annotations", TreeObject.Of((SelectedNode, nodeName))))));
        ApiResult<PersistentVolumeClaim> written = await client.PatchAsync<PersistentVolumeClaim>(
            ObjectKey.Of(claim), PatchType.Merge, patch.ToString(), cancellationToken);
        return written.Error;
    }

    private StorageClass? ClassOf(PersistentVolumeClaim claim) =>
        claim.Spec.StorageClassName is { Length: > 0 } name ? objects.Get<StorageClass>(name) : null;

    private static bool IsBound(PersistentVolumeClaim claim) =>
        claim.Spec.VolumeName.Length > 0 && claim.Metadata.Annotations.ContainsKey(BindCompleted);

    private sealed class Claims
    {
        public List<PersistentVolumeClaim> Bound { get; } = [];
        public List<PersistentVolumeClaim> Unbound { get; } = [];
        public List<(PersistentVolumeClaim Claim, PersistentVolume? Volume)> Plan { get; set; } = [];
    }
}
