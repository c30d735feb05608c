using System.Globalization;
using System.Text;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Framework;

/// <summary>Why a Pod found no node: for each node what rejected it, or what rejected all at once.</summary>
public sealed class Diagnosis(int nodeCount)
{
    private readonly List<(NodeInfo Node, Status Status)> rejected = [];
    private readonly SortedSet<string> plugins = new(StringComparer.Ordinal);

    private string? lastBlamed;

    public int NodeCount => nodeCount;

    /// <summary>Nodes that were looked at, in the order of the look.</summary>
    public IReadOnlyList<(NodeInfo Node, Status Status)> Rejected => rejected;

    /// <summary>The plugins that said no: an event that they registered for may help.</summary>
    public IReadOnlySet<string> Plugins => plugins;

    /// <summary>What PreFilter said when it rejected the Pod for all nodes.</summary>
    public string PreFilterMessage { get; internal set; } = "";
    /// <summary>What preemption said.</summary>
    public string PostFilterMessage { get; internal set; } = "";
    /// <summary>Counts for nodes that were not looked at; null when all were.</summary>
    internal Status? Absent { get; set; }

    internal void Reject(NodeInfo node, Status status, string plugin)
    {
        rejected.Add((node, status));
        // Mostly the same plugin as for the last node.
        if (!ReferenceEquals(lastBlamed, plugin))
            plugins.Add(plugin);
        lastBlamed = plugin;
    }

    internal void RejectAll(Status status, string plugin)
    {
        PreFilterMessage = status.Message;
        Absent = status;
        plugins.Add(plugin);
    }

    internal void Blame(string plugin) => plugins.Add(plugin);

    /// <summary>The answer for a node, by its name.</summary>
    public Status? StatusOf(string nodeName)
    {
        foreach ((NodeInfo node, Status status) in rejected)
        {
            if (node.Name == nodeName)
                return status;
        }
        return Absent;
    }

    /// <summary>
    /// Upstream's sentence: <c>0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable.</c>
    /// </summary>
    public string Message
    {
        get
        {
            if (nodeCount == 0 && PreFilterMessage.Length == 0)
                return "no nodes available to schedule pods";
            StringBuilder text = new();
            text.Append(CultureInfo.InvariantCulture, $"0/{nodeCount} nodes are available:");
            if (PreFilterMessage.Length > 0)
                text.Append(' ').Append(PreFilterMessage).Append('.');
            else
                AppendReasons(text);
            if (PostFilterMessage.Length > 0)
                text.Append(' ').Append(PostFilterMessage);
            return text.ToString();
        }
    }

    private void AppendReasons(StringBuilder text)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        // Plugins give the same instance to all nodes alike: its reasons are read once for each run of it.
        for (int i = 0, from = 0; i < rejected.Count; i++)
        {
            if (i + 1 < rejected.Count && ReferenceEquals(rejected[i + 1].Status, rejected[i].Status))
                continue;
            Count(counts, rejected[i].Status, i + 1 - from);
            from = i + 1;
        }
        if (Absent is not null && rejected.Count < nodeCount)
            Count(counts, Absent, nodeCount - rejected.Count);
        if (counts.Count == 0)
            return;
        IEnumerable<string> listed = counts
            .Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key}"))
            .Order(StringComparer.Ordinal);
        text.Append(' ').AppendJoin(", ", listed).Append('.');
    }

    private static void Count(Dictionary<string, int> counts, Status status, int nodes)
    {
        foreach (string reason in status.Reasons)
            counts[reason] = counts.GetValueOrDefault(reason) + nodes;
    }

    /// <summary>All nodes are about to be looked at.</summary>
    internal void Expect(int nodes) => rejected.EnsureCapacity(nodes);
}
