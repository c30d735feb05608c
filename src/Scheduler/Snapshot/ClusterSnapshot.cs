using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>
/// Nodes with the Pods on them, those included whose binding is under way (assumed), and the tallies that affinity and
/// spreading are decided from. Updated in place, one object at a time.
/// </summary>
/// <remarks>Owned by the scheduling loop: informers' events come to it through the scheduler's inbox.</remarks>
public sealed partial class ClusterSnapshot
{
    private const string ZoneLabel = "topology.kubernetes.io/zone";
    private const string RegionLabel = "topology.kubernetes.io/region";

    private readonly Dictionary<string, NodeInfo> byName = new(StringComparer.Ordinal);
    private readonly Stack<int> freeSlots = new();
    private readonly List<NodeInfo?> bySlot = [];
    // Zones in the order of their first node, nodes of a zone in the order of their coming: upstream's node tree.
    private readonly List<(string Zone, List<NodeInfo> Nodes)> zones = [];
    private readonly List<NodeInfo> order = [];
    private bool orderIsStale;

    // Pods by uid with the node that they count on, bound or assumed, whether that node is known or not.
    private readonly Dictionary<string, Placement> placed = new(StringComparer.Ordinal);
    // Pods of nodes that are not (or not yet) there.
    private readonly Dictionary<string, List<PodInfo>> homeless = new(StringComparer.Ordinal);

    internal NodeColumns Columns { get; } = new();

    /// <summary>Grows with every change that could change a decision; not with what preemption tries out.</summary>
    public long Generation { get; private set; }

    /// <summary>How many nodes have an image, and its size, by name.</summary>
    internal ImageTable Images { get; } = new();

    /// <summary>In the order in which they are tried: one of each zone in turn.</summary>
    public IReadOnlyList<NodeInfo> Nodes => OrderedNodes;

    internal List<NodeInfo> OrderedNodes
    {
        get
        {
            if (orderIsStale)
                Reorder();
            return order;
        }
    }

    internal int Slots => bySlot.Count;

    public NodeInfo? Find(string name) => byName.GetValueOrDefault(name);

    internal NodeInfo? At(int slot) => slot < bySlot.Count ? bySlot[slot] : null;

    public void SetNode(Node node)
    {
        Generation++;
        if (byName.TryGetValue(node.Metadata.Name, out NodeInfo? known))
        {
            if (ZoneOf(known.Node) != ZoneOf(node))
            {
                LeaveZone(known);
                Relabel(known, node);
                EnterZone(known);
                return;
            }
            Relabel(known, node);
            return;
        }
        int slot = freeSlots.Count > 0 ? freeSlots.Pop() : bySlot.Count;
        if (slot == bySlot.Count)
            bySlot.Add(null);
        Columns.Ensure(slot + 1);
        NodeInfo added = new(this, slot, node);
        bySlot[slot] = added;
        byName[node.Metadata.Name] = added;
        foreach (TopologyColumn column in topologies.Values)
            SetTopology(column, added);
        Images.Change(added, node);
        EnterZone(added);
        if (homeless.Remove(node.Metadata.Name, out List<PodInfo>? waiting))
        {
            foreach (PodInfo pod in waiting)
                added.Add(pod);
        }
    }

    public void RemoveNode(string name)
    {
        if (!byName.Remove(name, out NodeInfo? node))
            return;
        Generation++;
        List<PodInfo> pods = [.. node.Pods];
        foreach (PodInfo pod in pods)
            node.Remove(pod);
        if (pods.Count > 0)
            homeless[name] = pods;
        foreach (TopologyColumn column in topologies.Values)
            column.Set(node.Slot, -1);
        Images.Change(node, null);
        node.Clear();
        LeaveZone(node);
        foreach (NodeSelection selection in selections.Values)
            selection.Forget(node.Slot);
        bySlot[node.Slot] = null;
        freeSlots.Push(node.Slot);
    }

    /// <summary>Counts a Pod on a node: as the API shows it, or ahead of that (assumed).</summary>
    public void Place(PodInfo pod, string nodeName, bool assumed = false)
    {
        Remove(pod.Uid);
        Generation++;
        placed[pod.Uid] = new Placement(pod, nodeName, assumed);
        if (byName.TryGetValue(nodeName, out NodeInfo? node))
        {
            node.Add(pod);
            return;
        }
        if (!homeless.TryGetValue(nodeName, out List<PodInfo>? waiting))
            homeless[nodeName] = waiting = [];
        waiting.Add(pod);
    }

    /// <summary>The Pod that was removed, or null.</summary>
    public PodInfo? Remove(string uid)
    {
        if (!placed.Remove(uid, out Placement place))
            return null;
        Generation++;
        if (byName.TryGetValue(place.NodeName, out NodeInfo? node))
        {
            node.Remove(place.Pod);
        }
        else if (homeless.TryGetValue(place.NodeName, out List<PodInfo>? waiting))
        {
            waiting.Remove(place.Pod);
            if (waiting.Count == 0)
                homeless.Remove(place.NodeName);
        }
        return place.Pod;
    }

    /// <summary>
    /// The API shows an assumed Pod on its node, alike in all that counts: sums and tallies stay as they are.
    /// </summary>
    internal void Confirm(PodInfo shown)
    {
        Placement place = placed[shown.Uid];
        placed[shown.Uid] = place with { IsAssumed = false };
    }

    /// <summary>Takes back an assumption whose binding failed. A Pod that is bound meanwhile stays.</summary>
    public void Forget(string uid)
    {
        if (IsAssumed(uid))
            Remove(uid);
    }

    public bool IsAssumed(string uid) => placed.TryGetValue(uid, out Placement place) && place.IsAssumed;

    public PodInfo? FindPod(string uid) => placed.TryGetValue(uid, out Placement place) ? place.Pod : null;

    internal string? NodeOf(string uid) => placed.TryGetValue(uid, out Placement place) ? place.NodeName : null;

    internal int PodCount => placed.Count;

    private void Relabel(NodeInfo node, Node changed)
    {
        Node before = node.Node;
        node.Update(changed);
        if (!ReferenceEquals(before.Status.Images, changed.Status.Images))
            Images.Change(node, changed);
        if (Same(before.Metadata.Labels, changed.Metadata.Labels))
            return;
        foreach (TopologyColumn column in topologies.Values)
            SetTopology(column, node);
        foreach (NodeSelection selection in selections.Values)
            selection.Forget(node.Slot);
    }

    internal static bool Same(
        IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left.Count != right.Count)
            return false;
        foreach ((string key, string value) in left)
        {
            if (!right.TryGetValue(key, out string? other) || other != value)
                return false;
        }
        return true;
    }

    private static string ZoneOf(Node node)
    {
        string region = node.Metadata.Labels.GetValueOrDefault(RegionLabel, "");
        string zone = node.Metadata.Labels.GetValueOrDefault(ZoneLabel, "");
        return region.Length + zone.Length == 0 ? "" : $"{region}:\0:{zone}";
    }

    private void EnterZone(NodeInfo node)
    {
        orderIsStale = true;
        string zone = ZoneOf(node.Node);
        foreach ((string known, List<NodeInfo> nodes) in zones)
        {
            if (known == zone)
            {
                nodes.Add(node);
                return;
            }
        }
        zones.Add((zone, [node]));
    }

    private void LeaveZone(NodeInfo node)
    {
        orderIsStale = true;
        for (int i = 0; i < zones.Count; i++)
        {
            if (!zones[i].Nodes.Remove(node))
                continue;
            if (zones[i].Nodes.Count == 0)
                zones.RemoveAt(i);
            return;
        }
    }

    private void Reorder()
    {
        order.Clear();
        for (int round = 0; order.Count < byName.Count; round++)
        {
            foreach ((_, List<NodeInfo> nodes) in zones)
            {
                if (round < nodes.Count)
                    order.Add(nodes[round]);
            }
        }
        orderIsStale = false;
    }

    private readonly record struct Placement(PodInfo Pod, string NodeName, bool IsAssumed);
}
