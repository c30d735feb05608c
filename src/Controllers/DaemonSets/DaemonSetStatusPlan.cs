using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.DaemonSets;

/// <summary>The status that the nodes and their Pods amount to. Pure.</summary>
internal static class DaemonSetStatusPlan
{
    public static DaemonSetStatus For(DaemonSetView view, int collisionCount)
    {
        int desired = 0, current = 0, misplaced = 0, ready = 0, updated = 0, available = 0;
        ILookup<string, Pod> podsByNode = DaemonSetPlan.ByNode(view.Pods);
        foreach (Node node in view.Nodes)
        {
            List<Pod> pods = [.. podsByNode[node.Metadata.Name]];
            if (!DaemonPod.On(view.DaemonSet, node).ShouldRun)
            {
                misplaced += pods.Count > 0 ? 1 : 0;
                continue;
            }
            desired++;
            if (pods.Count == 0)
                continue;
            current++;
            // The oldest speaks for the node; while a successor surges it is served by either.
            Pod shown = pods.Find(static pod => pod.Metadata.DeletionTimestamp is null && PodState.IsReady(pod))
                ?? pods[0];
            if (PodState.IsReady(shown))
            {
                ready++;
                available += pods.Exists(view.IsAvailable) ? 1 : 0;
            }
            updated += pods.Exists(pod => view.IsUpdated(pod) && pod.Metadata.DeletionTimestamp is null) ? 1 : 0;
        }
        return view.DaemonSet.Status with
        {
            ObservedGeneration = view.DaemonSet.Metadata.Generation,
            DesiredNumberScheduled = desired,
            CurrentNumberScheduled = current,
            NumberMisscheduled = misplaced,
            NumberReady = ready,
            UpdatedNumberScheduled = updated,
            NumberAvailable = available,
            NumberUnavailable = desired - available,
            CollisionCount = collisionCount > 0 ? collisionCount : view.DaemonSet.Status.CollisionCount,
        };
    }
}
