namespace Kubesharp.Scheduler.Snapshot;

/// <summary>The values of one topology key: a number for each, and which node has which.</summary>
public sealed class TopologyColumn
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private int[] valueOf = [];

    internal TopologyColumn(string key) => Key = key;

    public string Key { get; }
    /// <summary>How many values were ever seen; numbers are below it.</summary>
    public int ValueCount => numbers.Count;

    /// <summary>The number of the node's value, or -1 when it lacks the label.</summary>
    public int ValueOf(int slot) => slot < valueOf.Length ? valueOf[slot] : -1;

    internal ReadOnlySpan<int> Values => valueOf;

    internal int NumberOf(string value)
    {
        if (!numbers.TryGetValue(value, out int number))
            numbers[value] = number = numbers.Count;
        return number;
    }

    internal void Set(int slot, int number)
    {
        if (slot >= valueOf.Length)
        {
            int length = valueOf.Length;
            Array.Resize(ref valueOf, Math.Max(64, Math.Max(slot + 1, length * 2)));
            Array.Fill(valueOf, -1, length, valueOf.Length - length);
        }
        valueOf[slot] = number;
    }
}

/// <summary>
/// Counts by node, and sums by the values of those topology keys that somebody asked for. Kept up to date by the
/// snapshot with each Pod that comes or goes.
/// </summary>
public abstract class Tally
{
    private readonly List<TopologySums> sums = [];
    private int[] byNode = [];

    public int On(int slot) => slot < byNode.Length ? byNode[slot] : 0;

    /// <summary>All counts together.</summary>
    public long Total { get; private set; }

    internal ReadOnlySpan<int> ByNode => byNode;

    internal TopologySums By(TopologyColumn column)
    {
        foreach (TopologySums known in sums)
        {
            if (known.Column == column)
                return known;
        }
        TopologySums added = new(column);
        for (int slot = 0; slot < byNode.Length; slot++)
        {
            if (byNode[slot] != 0)
                added.Add(column.ValueOf(slot), byNode[slot]);
        }
        sums.Add(added);
        return added;
    }

    internal void Add(int slot, int delta)
    {
        if (slot >= byNode.Length)
            Array.Resize(ref byNode, Math.Max(64, Math.Max(slot + 1, byNode.Length * 2)));
        byNode[slot] += delta;
        Total += delta;
        foreach (TopologySums sum in sums)
            sum.Add(sum.Column.ValueOf(slot), delta);
    }

    internal void Relabelled(TopologyColumn column, int slot, int before, int after)
    {
        int count = On(slot);
        if (count == 0)
            return;
        foreach (TopologySums sum in sums)
        {
            if (sum.Column == column)
            {
                sum.Add(before, -count);
                sum.Add(after, count);
            }
        }
    }
}

/// <summary>Sums of a tally by the values of one topology key.</summary>
public sealed class TopologySums
{
    private int[] counts = [];

    internal TopologySums(TopologyColumn column) => Column = column;

    public TopologyColumn Column { get; }
    /// <summary>All sums together: what is on nodes that have the label at all.</summary>
    public long Total { get; private set; }

    public int Of(int value) => (uint)value < (uint)counts.Length ? counts[value] : 0;

    public int At(int slot) => Of(Column.ValueOf(slot));

    internal void Add(int value, int delta)
    {
        if (value < 0)
            return;
        if (value >= counts.Length)
            Array.Resize(ref counts, Math.Max(8, Math.Max(value + 1, counts.Length * 2)));
        counts[value] += delta;
        Total += delta;
    }
}

/// <summary>The Pods that all of some terms mean.</summary>
internal sealed class PodTally(IReadOnlyList<AffinityTerm> terms, bool stayingOnly) : Tally
{
    public IReadOnlyList<AffinityTerm> Terms => terms;
    /// <summary>Pods on their way out do not count.</summary>
    public bool StayingOnly => stayingOnly;
    /// <summary>When it was last asked for, in lookups: the least recent one is forgotten first.</summary>
    public long LastUsed { get; set; }

    public bool Matches(PodShape shape, IReadOnlyDictionary<string, string> namespaceLabels)
    {
        foreach (AffinityTerm term in terms)
        {
            if (!term.Matches(shape, namespaceLabels))
                return false;
        }
        return true;
    }
}

/// <summary>How a Pod carries a term.</summary>
internal enum TermKind { RequiredAffinity, RequiredAntiAffinity, PreferredAffinity, PreferredAntiAffinity }

/// <summary>The Pods that carry one term.</summary>
internal sealed class TermTally(TermKind kind, AffinityTerm term) : Tally
{
    public TermKind Kind => kind;
    public AffinityTerm Term => term;
}
