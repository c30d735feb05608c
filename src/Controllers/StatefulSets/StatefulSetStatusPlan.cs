using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.StatefulSets;

/// <summary>The status that a set's Pods amount to. Pure.</summary>
internal static class StatefulSetStatusPlan
{
    /// <param name="updated">Pods that were just deleted to be made anew.</param>
    public static StatefulSetStatus For(StatefulSetView view, int collisionCount, int updated)
    {
        StatefulSet set = view.Set;
        string current = view.Current.Metadata.Name, update = view.Update.Metadata.Name;
        StatefulSetStatus status = Counted(set, view.Pods, current, update, view.Now) with
        {
            ObservedGeneration = set.Metadata.Generation,
            CurrentRevision = current,
            UpdateRevision = update,
            CollisionCount = collisionCount,
        };
        status = status with { CurrentReplicas = Math.Max(0, status.CurrentReplicas - updated) };
        int wanted = set.Spec.Replicas ?? 1;
        bool complete = set.Spec.UpdateStrategy.Type == "RollingUpdate"
            && status.UpdatedReplicas == wanted && status.ReadyReplicas == wanted && status.Replicas == wanted;
        return complete
            ? status with { CurrentReplicas = status.UpdatedReplicas, CurrentRevision = update }
            : status;
    }

    /// <summary>The counts alone, for a set that is going away.</summary>
    public static StatefulSetStatus Counted(
        StatefulSet set, IReadOnlyList<Pod> pods, string current, string update, DateTimeOffset now)
    {
        int replicas = 0, ready = 0, available = 0, ofCurrent = 0, ofUpdate = 0;
        foreach (Pod pod in pods)
        {
            if (pod.Status.Phase.Length > 0)
                replicas++;
            if (pod.Status.Phase == "Running" && PodState.IsReady(pod))
                ready++;
            if (IsAvailable(pod, set.Spec.MinReadySeconds, now))
                available++;
            if (pod.Metadata.DeletionTimestamp is not null)
                continue;
            string revision = StatefulSetIdentity.RevisionOf(pod);
            if (revision == current)
                ofCurrent++;
            if (revision == update)
                ofUpdate++;
        }
        return set.Status with
        {
            Replicas = replicas,
            ReadyReplicas = ready,
            AvailableReplicas = available,
            CurrentReplicas = ofCurrent,
            UpdatedReplicas = ofUpdate,
        };
    }

    public static bool IsAvailable(Pod pod, int minReadySeconds, DateTimeOffset now) =>
        pod.Status.Phase == "Running" && PodState.IsAvailable(pod, minReadySeconds, now);
}
