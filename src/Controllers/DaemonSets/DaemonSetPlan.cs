using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.DaemonSets;

/// <summary>A DaemonSet, its Pods and the nodes at one moment.</summary>
/// <param name="Hash">What Pods of the present template carry.</param>
internal sealed record DaemonSetView(
    DaemonSet DaemonSet, string Hash, IReadOnlyList<Node> Nodes, IReadOnlyList<Pod> Pods, DateTimeOffset Now)
{
    public bool IsAvailable(Pod pod) => PodState.IsAvailable(pod, DaemonSet.Spec.MinReadySeconds, Now);

    public bool IsUpdated(Pod pod) => pod.Metadata.Labels.GetValueOrDefault(Revisions.PodLabel) == Hash;
}

/// <summary>
/// Which nodes get a Pod and which Pods go: first one Pod for every node that should have one, and when that holds, the
/// next step of the rolling update. Pure.
/// </summary>
/// <param name="Finished">Pods that ended: they go as well, but the next one waits longer each time.</param>
internal sealed record DaemonSetPlan(
    IReadOnlyList<string> CreateOn, IReadOnlyList<Pod> Delete, IReadOnlyList<Pod> Finished)
{
    public static DaemonSetPlan For(DaemonSetView view)
    {
        ILookup<string, Pod> podsByNode = ByNode(view.Pods);
        (int surge, int unavailable) = Budget(view);
        DaemonSetPlan plan = Place(view, podsByNode, surge > 0);
        bool rolls = view.DaemonSet.Spec.UpdateStrategy.Type != "OnDelete";
        return !rolls || plan.CreateOn.Count + plan.Delete.Count + plan.Finished.Count > 0
            ? plan
            : surge > 0 ? RollWithSurge(view, podsByNode, surge) : RollInPlace(view, podsByNode, unavailable);
    }

    public static ILookup<string, Pod> ByNode(IEnumerable<Pod> pods) => pods
        .OrderBy(static pod => pod.Metadata.CreationTimestamp?.Value)
        .ThenBy(static pod => pod.Metadata.Name, StringComparer.Ordinal)
        .ToLookup(DaemonPod.NodeOf);

    private static DaemonSetPlan Place(DaemonSetView view, ILookup<string, Pod> podsByNode, bool surges)
    {
        List<string> createOn = [];
        List<Pod> delete = [], finished = [];
        HashSet<string> known = [];
        foreach (Node node in view.Nodes)
        {
            known.Add(node.Metadata.Name);
            List<Pod> present = [.. podsByNode[node.Metadata.Name]];
            (bool shouldRun, bool mayGoOn) = DaemonPod.On(view.DaemonSet, node);
            if (shouldRun && present.Count == 0)
                createOn.Add(node.Metadata.Name);
            else if (!mayGoOn)
                delete.AddRange(present.Where(static pod => pod.Metadata.DeletionTimestamp is null));
            else
            {
                present.RemoveAll(static pod => pod.Metadata.DeletionTimestamp is not null);
                finished.AddRange(present.Where(static pod => pod.Status.Phase is "Failed" or "Succeeded"));
                present.RemoveAll(static pod => pod.Status.Phase is "Failed" or "Succeeded");
                delete.AddRange(surges ? SurplusWithSurge(view, present) : present.Skip(1));
            }
        }
        // Made for a node that has gone before the Pod was placed: nobody else would ever remove it.
        delete.AddRange(view.Pods.Where(pod => pod.Spec.NodeName.Length == 0
            && pod.Metadata.DeletionTimestamp is null && !known.Contains(DaemonPod.NodeOf(pod))));
        return new(createOn, delete, finished);
    }

    // Two may stand on a node while the new one takes over from the old one: one of each.
    private static IEnumerable<Pod> SurplusWithSurge(DaemonSetView view, List<Pod> oldestFirst)
    {
        if (oldestFirst.Count <= 1)
            return [];
        Pod? updated = oldestFirst.Find(view.IsUpdated), old = oldestFirst.Find(pod => !view.IsUpdated(pod));
        IEnumerable<Pod> surplus = oldestFirst.Where(pod => pod != updated && pod != old);
        bool takenOver = updated is not null && old is not null
            && (!PodState.IsReady(old) || view.IsAvailable(updated));
        return takenOver ? surplus.Append(old!) : surplus;
    }

    private static DaemonSetPlan RollInPlace(DaemonSetView view, ILookup<string, Pod> podsByNode, int mayMiss)
    {
        int missing = 0;
        List<Pod> broken = [], serving = [];
        foreach (Node node in view.Nodes)
        {
            if (OneOfEach(view, podsByNode[node.Metadata.Name]) is not var (updated, old))
                missing++; // More than one of a kind, or none: placing puts that right first.
            else if (updated is not null || old is null)
                missing += updated is null ? ShouldRun(view, node) : view.IsAvailable(updated) ? 0 : 1;
            else if (!view.IsAvailable(old))
            {
                broken.Add(old);
                missing++;
            }
            else
                serving.Add(old);
        }
        return new([], [.. broken, .. serving.Take(Math.Max(0, mayMiss - missing))], []);
    }

    private static DaemonSetPlan RollWithSurge(DaemonSetView view, ILookup<string, Pod> podsByNode, int maySurge)
    {
        int surging = 0;
        List<string> broken = [], serving = [];
        List<Pod> takenOver = [];
        foreach (Node node in view.Nodes)
        {
            if (OneOfEach(view, podsByNode[node.Metadata.Name]) is not var (updated, old))
                surging++;
            else if (old is null)
                continue;
            else if (updated is null)
            {
                if (ShouldRun(view, node) > 0)
                    (view.IsAvailable(old) ? serving : broken).Add(node.Metadata.Name);
            }
            else if (!view.IsAvailable(updated))
                surging++;
            else
                takenOver.Add(old);
        }
        return new([.. broken, .. serving.Take(Math.Max(0, maySurge - surging))], takenOver, []);
    }

    private static int ShouldRun(DaemonSetView view, Node node) =>
        DaemonPod.On(view.DaemonSet, node).ShouldRun ? 1 : 0;

    // Null when there are two of one kind. Pods on their way out do not count.
    private static (Pod? Updated, Pod? Old)? OneOfEach(DaemonSetView view, IEnumerable<Pod> pods)
    {
        Pod? updated = null, old = null;
        foreach (Pod pod in pods)
        {
            if (pod.Metadata.DeletionTimestamp is not null)
                continue;
            ref Pod? place = ref view.IsUpdated(pod) ? ref updated : ref old;
            if (place is not null)
                return null;
            place = pod;
        }
        return (updated, old);
    }

    // Of the nodes that should run a Pod; both zero would never get anywhere.
    private static (int Surge, int Unavailable) Budget(DaemonSetView view)
    {
        int desired = view.Nodes.Sum(node => ShouldRun(view, node));
        RollingUpdateDaemonSet? rolling = view.DaemonSet.Spec.UpdateStrategy.RollingUpdate;
        int surge = (rolling?.MaxSurge ?? 0).Scale(desired, roundUp: true);
        int unavailable = (rolling?.MaxUnavailable ?? 1).Scale(desired, roundUp: true);
        return surge == 0 && unavailable == 0 ? (0, 1) : (surge, unavailable);
    }
}
