using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>
/// Nodes with the Pods on them, those included whose binding is still under way (assumed). Owned by the scheduling
/// loop:
/// informer events come to it through the scheduler's inbox.
/// </summary>
public sealed class SchedulerCache
{
    private readonly Dictionary<string, NodeInfo> byName = new(StringComparer.Ordinal);
    private readonly List<NodeInfo> nodes = [];
    // Pods by uid with the node that they count on, bound or assumed.
    private readonly Dictionary<string, (string Node, PodInfo Pod)> placed = new(StringComparer.Ordinal);
    private readonly HashSet<string> assumed = new(StringComparer.Ordinal);

    public IReadOnlyList<NodeInfo> Nodes => nodes;

    public void SetNode(Node node)
    {
        if (byName.TryGetValue(node.Metadata.Name, out NodeInfo? known))
        {
            known.Update(node);
            return;
        }
        NodeInfo added = new(node);
        byName[node.Metadata.Name] = added;
        nodes.Add(added);
        foreach ((string on, PodInfo pod) in placed.Values)
        {
            if (on == node.Metadata.Name)
                added.Add(pod);
        }
    }

    public void RemoveNode(string name)
    {
        if (byName.Remove(name, out NodeInfo? node))
            nodes.Remove(node);
    }

    /// <summary>A bound Pod as the API shows it; ends an assumption about it.</summary>
    public void SetPod(Pod pod)
    {
        RemovePod(pod.Metadata.Uid);
        Place(new PodInfo(pod), pod.Spec.NodeName);
    }

    public void RemovePod(string uid)
    {
        assumed.Remove(uid);
        if (placed.Remove(uid, out (string Node, PodInfo Pod) place) && byName.TryGetValue(place.Node,
            out NodeInfo? node))
            node.Remove(uid);
    }

    /// <summary>
    /// Counts the Pod on the node before the binding is confirmed, so that the next decision sees it.
    /// </summary>
    public void Assume(PodInfo pod, string nodeName)
    {
        assumed.Add(pod.Pod.Metadata.Uid);
        Place(pod, nodeName);
    }

    /// <summary>Takes back an assumption whose binding failed. A Pod that is bound meanwhile stays.</summary>
    public void Forget(string uid)
    {
        if (assumed.Contains(uid))
            RemovePod(uid);
    }

    public bool IsAssumed(string uid) => assumed.Contains(uid);

    private void Place(PodInfo pod, string nodeName)
    {
        placed[pod.Pod.Metadata.Uid] = (nodeName, pod);
        if (byName.TryGetValue(nodeName, out NodeInfo? node))
            node.Add(pod);
    }
}
