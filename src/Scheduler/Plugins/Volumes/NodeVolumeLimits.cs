using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins.Volumes;

/// <summary>A node has no more volumes of a CSI driver than that driver says it can (CSINode).</summary>
public sealed class NodeVolumeLimits(ClusterObjects objects) : IPreFilterPlugin, IFilterPlugin
{
    private const string StateKey = nameof(NodeVolumeLimits);

    // Attachments by node, as of a version of theirs: few change between two Pods.
    private readonly Dictionary<string, List<AttachedVolume>> attachments = new(StringComparer.Ordinal);
    private long attachmentsAsOf = -1;

    private static readonly Status Rejection = Status.Unschedulable("node(s) exceed max volume count");

    public string Name => nameof(NodeVolumeLimits);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.AssignedPod, EventAction.Delete, static (PodInfo pod, in ClusterChange change) =>
            change.Before is PodInfo gone && gone.Pod.Spec.Volumes.Any(static volume =>
                volume.PersistentVolumeClaim is not null || volume.Ephemeral is not null || volume.Csi is not null)),
        new(EventResource.CsiNode, EventAction.Add | EventAction.Update),
        new(EventResource.PersistentVolume, EventAction.Add),
        new(EventResource.PersistentVolumeClaim, EventAction.Add),
        new(EventResource.VolumeAttachment, EventAction.Delete),
    ];

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot snapshot)
    {
        IReadOnlyList<AttachedVolume> wanted = VolumesOf(pod);
        if (wanted.Count == 0)
            return Status.Skip;
        IndexAttachments();
        state.Set(StateKey, wanted);
        return Status.Success;
    }

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        if (objects.Get<CSINode>(node.Name) is not { } csiNode)
            return Status.Success; // Nothing is known about limits.
        IReadOnlyList<AttachedVolume> wanted = state.Get<IReadOnlyList<AttachedVolume>>(StateKey)!;
        if (HasRoomForAll(csiNode, node, wanted.Count))
            return Status.Success;
        HashSet<AttachedVolume> attached = [];
        foreach (PodInfo other in node.PodList)
        {
            if (other.Pod.Spec.Volumes.Count > 0)
                attached.UnionWith(VolumesOf(other));
        }
        // Volumes whose Pods have gone take their place until they are detached.
        if (attachments.TryGetValue(node.Name, out List<AttachedVolume>? left))
            attached.UnionWith(left);
        foreach (CSINodeDriver driver in csiNode.Spec.Drivers)
        {
            if (driver.Allocatable?.Count is not { } limit)
                continue;
            int fresh = wanted.Where(volume => volume.Driver == driver.Name).Distinct().Count(volume =>
                !attached.Contains(volume));
            if (fresh > 0 && attached.Count(volume => volume.Driver == driver.Name) + fresh > limit)
                return Rejection;
        }
        return Status.Success;
    }

    // Even if no two Pods shared a volume and all were of one driver: on most nodes that settles it.
    private bool HasRoomForAll(CSINode csiNode, NodeInfo node, int wanted)
    {
        int all = wanted + (attachments.TryGetValue(node.Name, out List<AttachedVolume>? left) ? left.Count : 0);
        foreach (PodInfo other in node.PodList)
        {
            if (other.Pod.Spec.Volumes.Count > 0)
                all += VolumesOf(other).Count;
        }
        for (int i = 0; i < csiNode.Spec.Drivers.Count; i++)
        {
            if (csiNode.Spec.Drivers[i].Allocatable?.Count < all)
                return false;
        }
        return true;
    }

    private void IndexAttachments()
    {
        long version = objects.VersionOf<VolumeAttachment>() + objects.VersionOf<PersistentVolume>();
        if (version == attachmentsAsOf)
            return;
        attachmentsAsOf = version;
        attachments.Clear();
        foreach (VolumeAttachment attachment in objects.List<VolumeAttachment>())
        {
            if (attachment.Spec.Source.PersistentVolumeName is not { } name
                || objects.Get<PersistentVolume>(name)?.Spec.Csi is not { } csi)
                continue;
            if (!attachments.TryGetValue(attachment.Spec.NodeName, out List<AttachedVolume>? volumes))
                attachments[attachment.Spec.NodeName] = volumes = [];
            volumes.Add(new(csi.Driver, csi.VolumeHandle));
        }
    }

    private IReadOnlyList<AttachedVolume> VolumesOf(PodInfo pod)
    {
        if (pod.ResolvedVolumes is IReadOnlyList<AttachedVolume> known)
            return known;
        List<AttachedVolume> volumes = [];
        bool final = true;
        string space = pod.Pod.Metadata.Namespace;
        foreach (string name in pod.Claims)
        {
            PersistentVolumeClaim? claim = objects.Get<PersistentVolumeClaim>(space, name);
            if (claim is { Spec.VolumeName.Length: > 0 }
                && objects.Get<PersistentVolume>(claim.Spec.VolumeName) is { } volume)
            {
                if (volume.Spec.Csi is { } csi)
                    volumes.Add(new(csi.Driver, csi.VolumeHandle));
                continue;
            }
            final = false;
            // Not there yet: it will be one of its class's driver.
            if (claim?.Spec.StorageClassName is { Length: > 0 } className
                && objects.Get<StorageClass>(className) is { } storageClass)
                volumes.Add(new(storageClass.Provisioner, $"{space}/{name}"));
        }
        if (final)
            pod.ResolvedVolumes = volumes;
        return volumes;
    }

    private sealed record AttachedVolume(string Driver, string Handle);
}
