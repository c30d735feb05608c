using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins.Volumes;

/// <summary>
/// A disk that one node at a time can write is not given twice, nor a claim that is for one Pod only.
/// </summary>
public sealed class VolumeRestrictions(ClusterSnapshot snapshot, ClusterObjects objects)
    : IPreFilterPlugin, IPreFilterExtensions, IFilterPlugin
{
    private const string StateKey = nameof(VolumeRestrictions);
    private const string OnePodOnly = "ReadWriteOncePod";

    private static readonly Status DiskConflict = Status.Unschedulable("node(s) had no available disk");

    private static readonly Status ClaimConflict = Status.Unschedulable(
        "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode");

    public string Name => nameof(VolumeRestrictions);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.AssignedPod, EventAction.Delete),
        new(EventResource.PersistentVolumeClaim, EventAction.Add | EventAction.Update),
        new(EventResource.Node, EventAction.Add),
    ];

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot cluster)
    {
        bool disks = pod.Pod.Spec.Volumes.Any(IsRestricted);
        List<string> exclusive = [];
        foreach (string name in pod.Claims)
        {
            if (objects.Get<PersistentVolumeClaim>(pod.Pod.Metadata.Namespace, name) is not { } claim)
                return Status.Unresolvable($"persistentvolumeclaim \"{name}\" not found");
            if (claim.Spec.AccessModes.Contains(OnePodOnly))
                exclusive.Add(name);
        }
        if (!disks && exclusive.Count == 0)
            return Status.Skip;
        Uses uses = new(exclusive);
        foreach (string name in exclusive)
            uses.Conflicts += snapshot.UsersOf(pod.Pod.Metadata.Namespace, name);
        state.Set(StateKey, uses);
        return Status.Success;
    }

    public void AddPod(CycleState state, PodInfo pod, PodInfo added, NodeInfo node) => Move(state, pod, added, 1);

    public void RemovePod(CycleState state, PodInfo pod, PodInfo removed, NodeInfo node) =>
        Move(state, pod, removed, -1);

    private static void Move(CycleState state, PodInfo pod, PodInfo other, int delta)
    {
        if (state.Get<Uses>(StateKey) is not { Exclusive.Count: > 0 } uses
            || other.Pod.Metadata.Namespace != pod.Pod.Metadata.Namespace)
            return;
        foreach (string claim in other.Claims)
        {
            if (uses.Exclusive.Contains(claim))
                uses.Conflicts += delta;
        }
    }

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        if (node.PodsWithVolumes > 0)
        {
            foreach (Volume volume in pod.Pod.Spec.Volumes)
            {
                if (!IsRestricted(volume))
                    continue;
                foreach (PodInfo other in node.PodList)
                {
                    if (other.Pod.Spec.Volumes.Any(taken => Conflict(volume, taken)))
                        return DiskConflict;
                }
            }
        }
        return state.Get<Uses>(StateKey)!.Conflicts > 0 ? ClaimConflict : Status.Success;
    }

    private static bool IsRestricted(Volume volume) =>
        volume.GcePersistentDisk is not null || volume.AwsElasticBlockStore is not null || volume.Rbd is not null
        || volume.Iscsi is not null;

    private static bool Conflict(Volume left, Volume right)
    {
        if (left.GcePersistentDisk is { } disk && right.GcePersistentDisk is { } sameDisk)
            return disk.PdName == sameDisk.PdName && !(disk.ReadOnly && sameDisk.ReadOnly);
        if (left.AwsElasticBlockStore is { } store && right.AwsElasticBlockStore is { } sameStore)
            return store.VolumeID == sameStore.VolumeID;
        if (left.Iscsi is { } target && right.Iscsi is { } sameTarget)
            return target.Iqn == sameTarget.Iqn && !(target.ReadOnly && sameTarget.ReadOnly);
        if (left.Rbd is { } image && right.Rbd is { } sameImage)
        {
            return image.Monitors.Any(sameImage.Monitors.Contains) && image.Pool == sameImage.Pool
                && image.Image == sameImage.Image && !(image.ReadOnly && sameImage.ReadOnly);
        }
        return false;
    }

    private sealed class Uses(List<string> exclusive)
    {
        public List<string> Exclusive => exclusive;
        /// <summary>Pods on nodes that use a claim which is for one Pod only.</summary>
        public int Conflicts { get; set; }
    }
}
