namespace Kubesharp.Scheduler.Snapshot;

/// <summary>
/// What selectors see of a Pod: namespace and labels. Pods of one template share it, so that a selector is matched once
/// and not for each of them. Owned by a <see cref="ClusterSnapshot"/>.
/// </summary>
internal sealed class PodShape(string namespaceName, IReadOnlyDictionary<string, string> labels)
{
    public string Namespace => namespaceName;
    public IReadOnlyDictionary<string, string> Labels => labels;

    /// <summary>Pods on nodes, and how many on which: all, and those that are not on their way out.</summary>
    public int Placed { get; set; }
    public Dictionary<int, int> All { get; } = [];
    public Dictionary<int, int> Staying { get; } = [];

    /// <summary>Tallies that count Pods of this shape.</summary>
    public List<PodTally> Tallies { get; } = [];

    /// <summary>Terms of other Pods that mean this shape, among the first <see cref="TermsSeen"/> known.</summary>
    public List<TermTally> Terms { get; } = [];
    public int TermsSeen { get; set; }

    /// <summary>False when the snapshot has forgotten this shape.</summary>
    public bool IsCurrent { get; set; } = true;

    public void Count(int slot, int delta, bool staying)
    {
        Placed += delta;
        Change(All, slot, delta);
        if (staying)
            Change(Staying, slot, delta);
    }

    private static void Change(Dictionary<int, int> counts, int slot, int delta)
    {
        int count = counts.GetValueOrDefault(slot) + delta;
        if (count == 0)
            counts.Remove(slot);
        else
            counts[slot] = count;
    }
}

/// <summary>Shapes are equal when namespace and labels are, whatever the order of the labels.</summary>
internal sealed class PodShapeComparer
    : IEqualityComparer<(string Namespace, IReadOnlyDictionary<string, string> Labels)>
{
    public bool Equals(
        (string Namespace, IReadOnlyDictionary<string, string> Labels) x,
        (string Namespace, IReadOnlyDictionary<string, string> Labels) y)
    {
        if (x.Namespace != y.Namespace || x.Labels.Count != y.Labels.Count)
            return false;
        if (ReferenceEquals(x.Labels, y.Labels))
            return true;
        foreach ((string key, string value) in x.Labels)
        {
            if (!y.Labels.TryGetValue(key, out string? other) || other != value)
                return false;
        }
        return true;
    }

    public int GetHashCode((string Namespace, IReadOnlyDictionary<string, string> Labels) obj)
    {
        int hash = obj.Namespace.GetHashCode(StringComparison.Ordinal);
        foreach ((string key, string value) in obj.Labels)
            hash += HashCode.Combine(key, value);
        return hash;
    }
}
