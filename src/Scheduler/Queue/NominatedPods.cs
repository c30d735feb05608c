using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Queue;

/// <summary>
/// Pods that preemption has made room for, by node: others of lower priority must not take it. Owned by the loop.
/// </summary>
public sealed class NominatedPods
{
    private static readonly IReadOnlyList<PodInfo> None = [];
    private readonly Dictionary<string, string> nodeOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PodInfo>> byNode = new(StringComparer.Ordinal);

    public int Count => nodeOf.Count;

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; }

    public IReadOnlyList<PodInfo> On(string nodeName) =>
        byNode.Count > 0 && byNode.TryGetValue(nodeName, out List<PodInfo>? pods) ? pods : None;

    internal void AddNodesTo(HashSet<NodeInfo> nodes, ClusterSnapshot snapshot)
    {
        foreach (string name in byNode.Keys)
        {
            if (snapshot.Find(name) is { } node)
                nodes.Add(node);
        }
    }

    /// <summary>The node that the Pod hopes for: as decided here, or as the API shows. Null: none.</summary>
    public string? HopeOf(PodInfo pod) =>
        NodeOf(pod.Uid) ?? (pod.Pod.Status.NominatedNodeName is { Length: > 0 } shown ? shown : null);

    public string? NodeOf(string uid) => nodeOf.GetValueOrDefault(uid);

    public void Set(PodInfo pod, string nodeName)
    {
        Remove(pod.Uid);
        if (nodeName.Length == 0)
            return;
        Version++;
        nodeOf[pod.Uid] = nodeName;
        if (!byNode.TryGetValue(nodeName, out List<PodInfo>? pods))
            byNode[nodeName] = pods = [];
        pods.Add(pod);
    }

    public void Remove(string uid)
    {
        if (!nodeOf.Remove(uid, out string? nodeName))
            return;
        Version++;
        List<PodInfo> pods = byNode[nodeName];
        pods.RemoveAll(pod => pod.Uid == uid);
        if (pods.Count == 0)
            byNode.Remove(nodeName);
    }
}
