using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>The part of the snapshot that counts Pods by what selectors mean.</summary>
public sealed partial class ClusterSnapshot
{
    // A cluster's templates ask for some hundreds at a time; the least recently asked one makes room.
    private const int TalliesMax = 4096;
    private const int SelectionsMax = 1024;
    // Shapes and terms without Pods are swept when there are this many more than at the last sweep.
    private const int SweepAfter = 4096;

    private readonly Dictionary<string, TopologyColumn> topologies = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, IReadOnlyDictionary<string, string>), PodShape> shapes =
        new(new PodShapeComparer());
    private readonly Dictionary<(string Identity, bool StayingOnly), PodTally> tallies = [];
    private readonly Dictionary<(TermKind, int Weight, string Key, string Identity), TermTally> terms = [];
    private readonly List<TermTally> termList = [];
    private readonly Dictionary<string, NodeSelection> selections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> namespaceLabels =
        new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Name), int> claimUsers = [];
    private long lookups;
    private int sweepAt = SweepAfter;

    /// <summary>The values of a topology key; made when first asked for.</summary>
    public TopologyColumn Topology(string key)
    {
        if (topologies.TryGetValue(key, out TopologyColumn? column))
            return column;
        topologies[key] = column = new TopologyColumn(key);
        foreach (NodeInfo node in byName.Values)
            SetTopology(column, node);
        return column;
    }

    /// <summary>Null labels: the namespace is gone.</summary>
    public void SetNamespace(string name, IReadOnlyDictionary<string, string>? labels)
    {
        if (Same(LabelsOf(name), labels ?? Maps.None<string>()))
            return;
        Generation++;
        if (labels is null)
            namespaceLabels.Remove(name);
        else
            namespaceLabels[name] = labels;
        // Rare: what depends on labels of namespaces is counted again when next asked for.
        foreach ((string Identity, bool) key in tallies.Keys.ToList())
        {
            if (tallies[key].Terms.Any(static term => term.DependsOnNamespaceLabels))
                Drop(key);
        }
        foreach (PodShape shape in shapes.Values)
            ForgetTerms(shape);
    }

    internal PodShape ShapeOf(PodInfo pod)
    {
        if (pod.Shape is { IsCurrent: true } known)
            return known;
        (string, IReadOnlyDictionary<string, string>) key = (pod.Pod.Metadata.Namespace, pod.Pod.Metadata.Labels);
        if (!shapes.TryGetValue(key, out PodShape? shape))
        {
            if (shapes.Count >= sweepAt)
                Sweep();
            shapes[key] = shape = new PodShape(key.Item1, key.Item2);
            foreach (PodTally tally in tallies.Values)
            {
                if (tally.Matches(shape, LabelsOf(shape.Namespace)))
                    shape.Tallies.Add(tally);
            }
        }
        pod.Shape = shape;
        return shape;
    }

    /// <summary>The Pods that all the terms mean.</summary>
    internal PodTally PodsMeantBy(IReadOnlyList<AffinityTerm> meant, bool stayingOnly = false)
    {
        string identity = meant.Count == 1 ? meant[0].Identity : string.Join('\n', meant.Select(term => term.Identity));
        (string, bool) key = (identity, stayingOnly);
        if (!tallies.TryGetValue(key, out PodTally? tally))
        {
            if (tallies.Count >= TalliesMax)
                Drop(tallies.MinBy(static pair => pair.Value.LastUsed).Key);
            tallies[key] = tally = new PodTally(meant, stayingOnly);
            foreach (PodShape shape in shapes.Values)
            {
                if (!tally.Matches(shape, LabelsOf(shape.Namespace)))
                    continue;
                shape.Tallies.Add(tally);
                foreach ((int slot, int count) in stayingOnly ? shape.Staying : shape.All)
                    tally.Add(slot, count);
            }
        }
        tally.LastUsed = ++lookups;
        return tally;
    }

    /// <summary>The terms of Pods on nodes that mean this Pod.</summary>
    internal List<TermTally> TermsMeaning(PodInfo pod)
    {
        PodShape shape = ShapeOf(pod);
        for (; shape.TermsSeen < termList.Count; shape.TermsSeen++)
        {
            TermTally term = termList[shape.TermsSeen];
            if (term.Term.Matches(shape, LabelsOf(shape.Namespace)))
                shape.Terms.Add(term);
        }
        return shape.Terms;
    }

    internal bool IsMeantBy(PodInfo pod, AffinityTerm term)
    {
        PodShape shape = ShapeOf(pod);
        return term.Matches(shape, LabelsOf(shape.Namespace));
    }

    /// <summary>The nodes that the Pod's selector and required affinity allow; null when they demand nothing.</summary>
    internal NodeSelection? SelectionOf(Pod pod)
    {
        string identity = NodeSelection.IdentityOf(pod);
        if (identity.Length == 0)
            return null;
        if (!selections.TryGetValue(identity, out NodeSelection? selection))
        {
            if (selections.Count >= SelectionsMax)
                selections.Remove(selections.MinBy(static pair => pair.Value.LastUsed).Key);
            selections[identity] = selection = new NodeSelection(pod);
        }
        selection.LastUsed = ++lookups;
        return selection;
    }

    /// <summary>How many Pods on nodes use a PersistentVolumeClaim.</summary>
    internal int UsersOf(string namespaceName, string claim) => claimUsers.GetValueOrDefault((namespaceName, claim));

    /// <summary>A Pod has come to a node (1) or left it (-1).</summary>
    internal void Count(PodInfo pod, int slot, int delta)
    {
        PodShape shape = ShapeOf(pod);
        bool staying = !pod.IsTerminating;
        shape.Count(slot, delta, staying);
        foreach (PodTally tally in shape.Tallies)
        {
            if (staying || !tally.StayingOnly)
                tally.Add(slot, delta);
        }
        foreach (string claim in pod.Claims)
        {
            (string, string) key = (pod.Pod.Metadata.Namespace, claim);
            int users = claimUsers.GetValueOrDefault(key) + delta;
            if (users == 0)
                claimUsers.Remove(key);
            else
                claimUsers[key] = users;
        }
        if (!pod.HasAffinity)
            return;
        Count(TermKind.RequiredAffinity, pod.RequiredAffinity, slot, delta);
        Count(TermKind.RequiredAntiAffinity, pod.RequiredAntiAffinity, slot, delta);
        Count(TermKind.PreferredAffinity, pod.PreferredAffinity, slot, delta);
        Count(TermKind.PreferredAntiAffinity, pod.PreferredAntiAffinity, slot, delta);
    }

    private void Count(TermKind kind, IReadOnlyList<AffinityTerm> carried, int slot, int delta)
    {
        foreach (AffinityTerm term in carried)
        {
            (TermKind, int, string, string) key = (kind, term.Weight, term.TopologyKey, term.Identity);
            if (!terms.TryGetValue(key, out TermTally? tally))
            {
                terms[key] = tally = new TermTally(kind, term);
                termList.Add(tally);
                tally.By(Topology(term.TopologyKey));
            }
            tally.Add(slot, delta);
        }
    }

    private IReadOnlyDictionary<string, string> LabelsOf(string namespaceName) =>
        namespaceLabels.GetValueOrDefault(namespaceName) ?? Maps.None<string>();

    private void SetTopology(TopologyColumn column, NodeInfo node)
    {
        int before = column.ValueOf(node.Slot);
        int after = node.Node.Metadata.Labels.TryGetValue(column.Key, out string? value) ? column.NumberOf(value) : -1;
        if (before == after)
        {
            if (after < 0)
                column.Set(node.Slot, -1);
            return;
        }
        column.Set(node.Slot, after);
        foreach (PodTally tally in tallies.Values)
            tally.Relabelled(column, node.Slot, before, after);
        foreach (TermTally tally in termList)
            tally.Relabelled(column, node.Slot, before, after);
    }

    private void Drop((string Identity, bool StayingOnly) key)
    {
        tallies.Remove(key, out PodTally? dropped);
        foreach (PodShape shape in shapes.Values)
            shape.Tallies.Remove(dropped!);
    }

    private void Sweep()
    {
        foreach (((string, IReadOnlyDictionary<string, string>) key, PodShape shape) in shapes.ToList())
        {
            ForgetTerms(shape);
            if (shape.Placed > 0)
                continue;
            shape.IsCurrent = false;
            shapes.Remove(key);
        }
        termList.RemoveAll(static tally => tally.Total == 0);
        foreach ((TermKind, int, string, string) key in terms.Keys.ToList())
        {
            if (terms[key].Total == 0)
                terms.Remove(key);
        }
        sweepAt = shapes.Count + SweepAfter;
    }

    private static void ForgetTerms(PodShape shape)
    {
        shape.Terms.Clear();
        shape.TermsSeen = 0;
    }
}
