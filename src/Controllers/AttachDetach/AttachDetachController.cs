using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Trees;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Nodes;
using Kubesharp.Controllers.PersistentVolumes;

namespace Kubesharp.Controllers.AttachDetach;

/// <summary>
/// Attaches the volumes of CSI drivers to the nodes whose Pods need them, and detaches them afterwards: as
/// VolumeAttachments, which the drivers' attachers act on. The key is a node's name; decisions are in
/// <see cref="AttachPlan"/>.
/// </summary>
/// <remarks>
/// One worker: two nodes looked at side by side could both find a volume free. What it remembers is since when a volume
/// is no longer needed and who was told that he waits; after a restart both start anew.
/// </remarks>
public sealed class AttachDetachController(ApiClient client, Cache cache, EventRecorder events, TimeProvider time)
    : IReconciler
{
    private const string ByNode = "node";
    private const string ByVolume = "volume";
    // Set by kubelets which leave attaching to this controller: all of them today.
    private const string Managed = "volumes.kubernetes.io/controller-managed-attach-detach";
    private const string KeepTerminated = "volumes.kubernetes.io/keep-terminated-pod-volumes";

    private readonly Dictionary<string, Memory> memories = new(StringComparer.Ordinal);
    private long forcedByTimeout;
    private long forcedByTaint;

    public static ControllerSpec Spec => ControllerSpec.Named("persistentvolume-attach-detach-controller")
        .WatchesChanges<Node>(static (_, before, after) =>
            before is null || after is null || MeansSomething(before, after)
                ? [ObjectKey.Of((after ?? before)!)] : [])
        .WatchesChanges<Pod>(static (_, before, after) => KeysOf(before, after))
        .Watches<VolumeAttachment>(static (cache, attachment) =>
        [
            new ObjectKey("", attachment.Spec.NodeName),
            // Others may have waited for it to be free.
            .. attachment.Spec.Source.PersistentVolumeName is { } name ? NodesThatWant(cache, name) : [],
        ])
        .Watches<PersistentVolumeClaim>(static (cache, claim) => NodesOf(PodsByClaim.Using(cache, ObjectKey.Of(claim))))
        .Watches<PersistentVolume>(static (cache, volume) =>
            volume.Spec.Csi is null ? [] : NodesThatWant(cache, volume.Metadata.Name))
        .Watches<CSIDriver>(static (cache, _) => cache.List<Node>().Select(static node => ObjectKey.Of(node)))
        .WithWorkers(1);

    public static void AddIndex(Cache cache)
    {
        cache.Informer<VolumeAttachment>().AddIndex(ByNode, static attachment => [attachment.Spec.NodeName]);
        cache.Informer<VolumeAttachment>().AddIndex(ByVolume, static attachment =>
            attachment.Spec.Source.PersistentVolumeName is { } name ? [name] : []);
    }

    /// <summary>Detachments of volumes that may still have been mounted, by reason.</summary>
    public IReadOnlyList<(string Reason, long Count)> Forced =>
    [
        (AttachPlan.Timeout, Interlocked.Read(ref forcedByTimeout)),
        (AttachPlan.OutOfService, Interlocked.Read(ref forcedByTaint)),
    ];

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        Node? node = cache.Get<Node>(key);
        IReadOnlyList<VolumeAttachment> attachments =
            cache.Informer<VolumeAttachment>().ByIndex(ByNode, key.Name);
        if (node is not null && !node.Metadata.Annotations.ContainsKey(Managed))
            return Result.Done;
        if (!memories.TryGetValue(key.Name, out Memory? memory))
            memories[key.Name] = memory = new Memory();
        DateTimeOffset now = time.GetUtcNow();
        NodeView view = ViewOf(key.Name, node, attachments, memory);
        AttachDecision decision = AttachPlan.For(view, now);
        memory.Remember(decision, now);
        if (node is null && attachments.Count == 0)
            memories.Remove(key.Name);

        // First what is safe to mount, then detaching: a node never mounts what is being taken from it.
        if (node is not null && await ReportAsync(node, decision, view, cancellationToken) is { } error)
            return Result.Retry(error);
        foreach (Detachment step in decision.Detach)
        {
            if (await DetachAsync(key.Name, step, cancellationToken) is { } detachError)
                return Result.Retry(detachError);
        }
        foreach (AttachableVolume volume in decision.Attach)
        {
            ApiResult<VolumeAttachment> created = await client.CreateAsync(
                volume.AttachmentTo(key.Name), cancellationToken);
            if (created.Error is { IsAlreadyExists: false } failed)
            {
                await TellAsync(volume, "Warning", "FailedAttachVolume",
                    _ => $"AttachVolume.Attach failed for volume \"{volume.Name}\" : {failed.Message}",
                    cancellationToken);
                return Result.Retry(failed);
            }
        }
        await TellOfTroubleAsync(decision, memory, cancellationToken);
        return Result.After(decision.Next);
    }

    private NodeView ViewOf(
        string nodeName, Node? node, IReadOnlyList<VolumeAttachment> attachments, Memory memory)
    {
        IReadOnlyList<AttachableVolume> wanted = node is null ? [] : WantedOn(node);
        Dictionary<string, string> uniqueNames = new(StringComparer.Ordinal);
        foreach (AttachedVolume known in node?.Status.VolumesAttached ?? [])
        {
            if (AttachableVolume.AttachmentName(known.Name, nodeName) is { } name)
                uniqueNames[name] = known.Name;
        }
        foreach (VolumeAttachment attachment in attachments)
        {
            if (attachment.Spec.Source.PersistentVolumeName is { } name
                && cache.Get<PersistentVolume>(new("", name)) is { Spec.Csi: not null } volume)
                uniqueNames[attachment.Metadata.Name] = AttachableVolume.UniqueNameOf(volume);
        }
        return new NodeView
        {
            NodeName = nodeName,
            Node = node,
            Wanted = wanted,
            Attachments = attachments,
            Elsewhere = wanted.SelectMany(volume => AttachmentsOf(volume.Name))
                .Where(attachment => attachment.Spec.NodeName != nodeName)
                .ToLookup(
                    static attachment => attachment.Spec.Source.PersistentVolumeName!,
                    static attachment => attachment.Spec.NodeName),
            UniqueNames = uniqueNames,
            UnwantedSince = memory.UnwantedSince,
        };
    }

    private List<AttachableVolume> WantedOn(Node node)
    {
        bool keepsTerminated = node.Metadata.Annotations.GetValueOrDefault(KeepTerminated) == "true";
        Dictionary<string, (PersistentVolume Volume, List<Pod> Pods)> wanted = new(StringComparer.Ordinal);
        foreach (Pod pod in PodsByNode.On(cache, node.Metadata.Name))
        {
            if (pod.Spec.Volumes.Count == 0 || (AttachPlan.IsDone(pod) && !keepsTerminated))
                continue;
            foreach (ObjectKey claimKey in PodsByClaim.ClaimsOf(pod))
            {
                if (VolumeOf(claimKey) is not { } volume)
                    continue;
                if (!wanted.TryGetValue(volume.Metadata.Name, out (PersistentVolume Volume, List<Pod> Pods) entry))
                    wanted[volume.Metadata.Name] = entry = (volume, []);
                entry.Pods.Add(pod);
            }
        }
        return [.. wanted.Values.Select(static entry => new AttachableVolume(entry.Volume, entry.Pods))];
    }

    /// <summary>The volume of a bound claim, when a driver has to attach it.</summary>
    private PersistentVolume? VolumeOf(ObjectKey claimKey) =>
        cache.Get<PersistentVolumeClaim>(claimKey) is { Status.Phase: "Bound", Spec.VolumeName.Length: > 0 } claim
        && cache.Get<PersistentVolume>(new("", claim.Spec.VolumeName)) is { Spec.Csi: { } csi } volume
        && volume.Spec.ClaimRef?.Uid == claim.Metadata.Uid
        && cache.Get<CSIDriver>(new("", csi.Driver)) is not { Spec.AttachRequired: false }
            ? volume : null;

    private async Task<ApiError?> ReportAsync(
        Node node, AttachDecision decision, NodeView view, CancellationToken cancellationToken)
    {
        if (decision.Report.SequenceEqual(node.Status.VolumesAttached))
            return null;
        List<Tree> attached = [];
        foreach (AttachedVolume volume in decision.Report)
            attached.Add(TreeObject.Of(("name", volume.Name), ("devicePath", "")));
        // A patch: the kubelet writes the rest of the status all the time.
        TreeObject patch = TreeObject.Of(("status", TreeObject.Of(("volumesAttached", TreeList.Of(attached)))));
        ApiResult<Node> written = await client.PatchAsync<Node>(
            ObjectKey.Of(node), PatchType.Merge, patch.ToString(), cancellationToken, "status");
        if (written.Error is { } error)
            return error.IsNotFound ? null : error;
        HashSet<string> before = [.. node.Status.VolumesAttached.Select(static volume => volume.Name)];
        before.SymmetricExceptWith(decision.Report.Select(static volume => volume.Name));
        foreach (AttachableVolume volume in view.Wanted.Where(volume => before.Contains(volume.UniqueName)))
        {
            if (!decision.Report.Any(known => known.Name == volume.UniqueName))
                continue;
            // The space at the end is upstream's.
            await TellAsync(volume, "Normal", "SuccessfulAttachVolume",
                _ => $"AttachVolume.Attach succeeded for volume \"{volume.Name}\" ", cancellationToken);
        }
        return null;
    }

    private async Task<ApiError?> DetachAsync(
        string nodeName, Detachment step, CancellationToken cancellationToken)
    {
        if (step.Force is null)
        {
            // The cache may lag behind the kubelet, which mounts only after it has said so.
            ApiResult<Node> fresh = await client.GetAsync<Node>(new("", nodeName), cancellationToken);
            if (fresh.Error is { IsNotFound: false } error)
                return error;
            if (fresh.Value?.Status.VolumesInUse.Any(volume =>
                AttachableVolume.AttachmentName(volume, nodeName) == step.Attachment.Metadata.Name) == true)
                return null; // The node's change wakes it again.
        }
        else if (step.Force == AttachPlan.Timeout)
        {
            Interlocked.Increment(ref forcedByTimeout);
        }
        else
        {
            Interlocked.Increment(ref forcedByTaint);
        }
        return await client.DeleteAsync<VolumeAttachment>(
            ObjectKey.Of(step.Attachment),
            new DeleteOptions { Preconditions = Preconditions.Empty with { Uid = step.Attachment.Metadata.Uid } },
            cancellationToken) is { IsConflict: false } failed ? failed : null;
    }

    private async Task TellOfTroubleAsync(
        AttachDecision decision, Memory memory, CancellationToken cancellationToken)
    {
        foreach ((AttachableVolume volume, string problem) in decision.Failing)
        {
            await TellAsync(volume, "Warning", "FailedAttachVolume",
                _ => $"AttachVolume.Attach failed for volume \"{volume.Name}\" : {problem}", cancellationToken);
        }
        foreach ((AttachableVolume volume, IReadOnlyList<string> nodes) in decision.Blocked)
        {
            if (!memory.Blocked.Add(volume.Name))
                continue; // Said once is enough.
            List<Pod> users =
            [
                .. nodes.SelectMany(node => PodsByNode.On(cache, node)).Where(pod =>
                    !AttachPlan.IsDone(pod) && PodsByClaim.ClaimsOf(pod).Any(claim =>
                        VolumeOf(claim)?.Metadata.Name == volume.Name)),
            ];
            await TellAsync(volume, "Warning", "FailedAttachVolume",
                pod => AttachPlan.MultiAttach(volume, pod, users), cancellationToken);
        }
        memory.Blocked.IntersectWith(decision.Blocked.Select(static blocked => blocked.Volume.Name));
    }

    private async Task TellAsync(
        AttachableVolume volume, string type, string reason, Func<Pod, string> message,
        CancellationToken cancellationToken)
    {
        foreach (Pod pod in volume.Pods)
            await events.RecordAsync(pod, type, reason, message(pod), cancellationToken);
    }

    private IReadOnlyList<VolumeAttachment> AttachmentsOf(string volumeName) =>
        cache.Informer<VolumeAttachment>().ByIndex(ByVolume, volumeName);

    private static IEnumerable<ObjectKey> KeysOf(Pod? before, Pod? after)
    {
        Pod pod = (after ?? before)!;
        if (pod.Spec.NodeName.Length == 0 || !PodsByClaim.ClaimsOf(pod).Any())
            return [];
        bool same = before is not null && after is not null && before.Metadata.Uid == after.Metadata.Uid
            && before.Spec.NodeName == after.Spec.NodeName && AttachPlan.IsDone(before) == AttachPlan.IsDone(after);
        return same ? [] : [new ObjectKey("", pod.Spec.NodeName)];
    }

    private static IEnumerable<ObjectKey> NodesThatWant(Cache cache, string volumeName) =>
        cache.Get<PersistentVolume>(new("", volumeName))?.Spec.ClaimRef is { } reference
            ? NodesOf(PodsByClaim.Using(cache, new(reference.Namespace, reference.Name))) : [];

    private static IEnumerable<ObjectKey> NodesOf(IEnumerable<Pod> pods) =>
        pods.Where(static pod => pod.Spec.NodeName.Length > 0)
            .Select(static pod => new ObjectKey("", pod.Spec.NodeName)).Distinct();

    // Heartbeats mean nothing here.
    private static bool MeansSomething(Node before, Node after) =>
        !before.Status.VolumesInUse.SequenceEqual(after.Status.VolumesInUse)
        || !before.Status.VolumesAttached.SequenceEqual(after.Status.VolumesAttached)
        || !before.Spec.Taints.SequenceEqual(after.Spec.Taints)
        || before.Metadata.Annotations.ContainsKey(Managed) != after.Metadata.Annotations.ContainsKey(Managed)
        || IsReady(before) != IsReady(after);

    private static bool IsReady(Node node) => node.Status.Conditions.Any(static condition =>
        condition is { Type: "Ready", Status: "True" });

    /// <summary>Of one node.</summary>
    private sealed class Memory
    {
        public Dictionary<string, DateTimeOffset> UnwantedSince { get; } = new(StringComparer.Ordinal);
        public HashSet<string> Blocked { get; } = new(StringComparer.Ordinal);

        public void Remember(AttachDecision decision, DateTimeOffset now)
        {
            foreach (string gone in UnwantedSince.Keys.Except(decision.Unwanted).ToList())
                UnwantedSince.Remove(gone);
            foreach (string name in decision.Unwanted)
                UnwantedSince.TryAdd(name, now);
        }
    }
}
