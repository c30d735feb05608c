using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Storage;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;
using DeviceClaim = Kubesharp.Api.Resource.ResourceClaim;
using DeviceClass = Kubesharp.Api.Resource.DeviceClass;
using ResourceSlice = Kubesharp.Api.Resource.ResourceSlice;

namespace Kubesharp.Scheduler;

/// <summary>What the informers tell: into the inbox, and from there into snapshot, objects and queue.</summary>
public sealed partial class PodScheduler
{
    private void ObserveAll()
    {
        informers.Informer<Node>().AddHandler((before, after) => Post(() => OnNode(before, after)));
        // What a Pod asks for is computed here, on the informer's thread, not in the scheduling loop.
        informers.Informer<Pod>().AddHandler((before, after) =>
        {
            PodInfo? info = after is null ? null : new PodInfo(after);
            Post(() => OnPod(before, info));
        });
        informers.Informer<Namespace>().AddHandler((before, after) => Post(() => OnNamespace(before, after)));
        Observe<Service>(null);
        Observe<ReplicationController>(null);
        Observe<ReplicaSet>(null);
        Observe<StatefulSet>(null);
        Observe<PodDisruptionBudget>(null);
        Observe<PersistentVolume>(EventResource.PersistentVolume);
        Observe<PersistentVolumeClaim>(EventResource.PersistentVolumeClaim);
        Observe<StorageClass>(EventResource.StorageClass);
        Observe<CSINode>(EventResource.CsiNode);
        Observe<CSIDriver>(EventResource.CsiDriver);
        Observe<CSIStorageCapacity>(EventResource.CsiStorageCapacity);
        Observe<VolumeAttachment>(EventResource.VolumeAttachment);
        Observe<DeviceClaim>(EventResource.ResourceClaim);
        Observe<ResourceSlice>(EventResource.ResourceSlice);
        Observe<DeviceClass>(EventResource.DeviceClass);
    }

    private void Observe<T>(EventResource? resource)
        where T : ApiObject =>
        informers.Informer<T>().AddHandler((before, after) => Post(() =>
        {
            objects.Change(before, after);
            if (resource is not { } changed)
                return;
            EventAction action = ActionOf(before, after);
            queue.Wake(new ClusterChange(changed, action, before, after));
        }));

    private static EventAction ActionOf(ApiObject? before, ApiObject? after) =>
        before is null ? EventAction.Add : after is null ? EventAction.Delete : EventAction.Update;

    private void OnNamespace(Namespace? before, Namespace? after)
    {
        snapshot.SetNamespace((after ?? before)!.Metadata.Name, after?.Metadata.Labels);
        EventAction action = ActionOf(before, after);
        queue.Wake(new ClusterChange(EventResource.Namespace, action, before, after));
    }

    private void OnPod(Pod? before, PodInfo? after)
    {
        if (before is not null && (after is null || after.Uid != before.Metadata.Uid || IsFinished(after.Pod)))
            Gone(before);
        if (after is null || IsFinished(after.Pod))
            return;
        Pod pod = after.Pod;
        if (pod.Spec.NodeName.Length > 0)
        {
            Placed(after);
        }
        else if (after.IsTerminating)
        {
            Withdrawn(after.Uid);
        }
        else if (profiles.TryGetValue(pod.Spec.SchedulerName, out Profile? profile))
        {
            if (pod.Status.NominatedNodeName.Length > 0 && !snapshot.IsAssumed(after.Uid)
                && nominated.NodeOf(after.Uid) is null)
                nominated.Set(after, pod.Status.NominatedNodeName);
            queue.Set(after, profile);
        }
    }

    private void Gone(Pod pod)
    {
        PodInfo? placed = snapshot.Remove(pod.Metadata.Uid);
        bool hoped = nominated.NodeOf(pod.Metadata.Uid) is not null;
        Withdrawn(pod.Metadata.Uid);
        if (placed is not null || hoped)
            queue.Wake(new ClusterChange(EventResource.AssignedPod, EventAction.Delete, placed ?? new PodInfo(pod)));
        OnLeaving(pod.Metadata.Uid);
    }

    private void Withdrawn(string uid)
    {
        queue.Remove(uid);
        nominated.Remove(uid);
        if (gone.TryGetValue(uid, out TaskCompletionSource? binding))
            binding.TrySetResult();
        foreach (PluginContext context in contexts)
            context.WaitingPods.Find(uid)?.Reject("scheduler", "the pod is gone");
    }

    private void Placed(PodInfo after)
    {
        bool wasAssumed = snapshot.IsAssumed(after.Uid);
        PodInfo? known = wasAssumed ? null : snapshot.FindPod(after.Uid);
        queue.Remove(after.Uid);
        nominated.Remove(after.Uid);
        if (known is not null && known.Pod.Spec.NodeName == after.Pod.Spec.NodeName && !Matters(known, after))
            return;
        if (!wasAssumed || snapshot.FindPod(after.Uid) is not { } assumed
            || snapshot.NodeOf(after.Uid) != after.Pod.Spec.NodeName || Matters(assumed, after))
            snapshot.Place(after, after.Pod.Spec.NodeName);
        else
            snapshot.Confirm(after);
        if (after.IsTerminating)
            OnLeaving(after.Uid);
        if (known is null)
        {
            queue.Wake(new ClusterChange(EventResource.AssignedPod, EventAction.Add, null, after));
            return;
        }
        EventAction action = SchedulingQueue.ChangeOf(known, after);
        if (action != EventAction.None)
            queue.Wake(new ClusterChange(EventResource.AssignedPod, action, known, after));
    }

    /// <summary>Whether a Pod on a node has changed in what others are decided by.</summary>
    private static bool Matters(PodInfo before, PodInfo after) =>
        before.IsTerminating != after.IsTerminating
        || before.Priority != after.Priority
        || !ClusterSnapshot.Same(before.Pod.Metadata.Labels, after.Pod.Metadata.Labels)
        || !ReferenceEquals(before.Pod.Spec, after.Pod.Spec) && !before.Pod.Spec.Containers.SequenceEqual(
            after.Pod.Spec.Containers)
        || before.Requested.MilliCpu != after.Requested.MilliCpu || before.Requested.Memory != after.Requested.Memory
        || before.Pod.Status.StartTime != after.Pod.Status.StartTime
        || before.Pod.Status.Conditions.Count != after.Pod.Status.Conditions.Count;

    private void OnNode(Node? before, Node? after)
    {
        if (after is null)
        {
            snapshot.RemoveNode(before!.Metadata.Name);
            queue.Wake(new ClusterChange(EventResource.Node, EventAction.Delete, before));
            return;
        }
        EventAction action = before is null ? EventAction.Add : ChangesBetween(before, after);
        // Heartbeats change nothing that decisions are made from.
        if (action == EventAction.None && ReferenceEquals(before!.Status.Images, after.Status.Images))
            return;
        snapshot.SetNode(after);
        if (action != EventAction.None)
            queue.Wake(new ClusterChange(EventResource.Node, action, before, after));
    }

    private static EventAction ChangesBetween(Node before, Node after)
    {
        EventAction changes = EventAction.None;
        if (!before.Spec.Taints.SequenceEqual(after.Spec.Taints)
            || before.Spec.Unschedulable != after.Spec.Unschedulable)
            changes |= EventAction.NodeTaints;
        if (!before.Status.Allocatable.SequenceEqual(after.Status.Allocatable))
            changes |= EventAction.NodeAllocatable;
        if (!ClusterSnapshot.Same(before.Metadata.Labels, after.Metadata.Labels))
            changes |= EventAction.NodeLabels;
        if (!before.Status.DeclaredFeatures.SequenceEqual(after.Status.DeclaredFeatures))
            changes |= EventAction.Other;
        return changes;
    }

    private static bool IsFinished(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed";
}
