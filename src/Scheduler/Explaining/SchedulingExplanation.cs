using System.Globalization;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Scheduler.Configuration;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Plugins;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Explaining;

/// <summary>What a node's filters and scores say about a Pod.</summary>
public sealed record NodeExplanation(
    string Node, string RejectedBy, string Reason, string Details, long Total,
    IReadOnlyList<(string Plugin, long Score, int Weight)> Scores);

/// <summary>
/// A decision taken apart: for every node the filter that failed and by how much, or its scores. Nothing is changed,
/// and
/// all nodes are looked at, whatever the profile's percentage says.
/// </summary>
public sealed class SchedulingExplanation
{
    private SchedulingExplanation(
        string pod, string gate, string preFilter, IReadOnlyList<NodeExplanation> nodes, string preemption)
    {
        Pod = pod;
        Gate = gate;
        PreFilter = preFilter;
        Nodes = nodes;
        Preemption = preemption;
    }

    public string Pod { get; }
    /// <summary>Why the Pod may not be looked at; empty when it may.</summary>
    public string Gate { get; }
    /// <summary>Why no node can serve, whatever it is; empty when there is no such reason.</summary>
    public string PreFilter { get; }
    /// <summary>The best first, then those that were rejected, by name.</summary>
    public IReadOnlyList<NodeExplanation> Nodes { get; }
    /// <summary>What preemption would do; empty when some node fits.</summary>
    public string Preemption { get; }

    public static SchedulingExplanation Of(
        PodInfo pod, ClusterSnapshot snapshot, ClusterObjects objects, ProfileOptions? options = null)
    {
        Entropy entropy = Entropy.Seeded(0);
        NominatedPods nominated = new();
        string preemption = "";
        PluginContext context = new()
        {
            Snapshot = snapshot,
            Objects = objects,
            Nominated = nominated,
            Entropy = entropy,
            Time = TimeProvider.System,
            Evict = (_, node, victims) => preemption =
                $"would evict {string.Join(", ", victims.Select(static victim => NameOf(victim)))} from {node}",
        };
        Profile profile = ProfileBuilder.Build(options ?? new(), new PluginRegistry(), context);
        (Status gate, _) = profile.PreEnqueue(pod);
        CycleState state = new();
        Dictionary<string, List<(string, long, int)>> scores = new(StringComparer.Ordinal);
        SchedulingAlgorithm algorithm = new(snapshot, nominated, entropy, percentageOfNodesToScore: 100)
        {
            OnScore = (plugin, node, score, weight) =>
            {
                if (!scores.TryGetValue(node.Name, out List<(string, long, int)>? list))
                    scores[node.Name] = list = [];
                list.Add((plugin, score, weight));
            },
        };
        Decision decision = algorithm.Decide(profile, state, pod);
        if (decision.Diagnosis.PreFilterMessage.Length > 0)
            return new(NameOf(pod), gate.Message, decision.Diagnosis.PreFilterMessage, [], "");

        List<NodeExplanation> nodes = [];
        foreach (NodeInfo node in snapshot.Nodes)
        {
            if (scores.TryGetValue(node.Name, out List<(string Plugin, long Score, int Weight)>? list))
            {
                nodes.Add(new(node.Name, "", "", "", list.Sum(static score => score.Score * score.Weight), list));
                continue;
            }
            Status status = profile.FilterWithNominated(state, pod, node, nominated, out string plugin);
            nodes.Add(new(node.Name, plugin, status.Message, DetailsOf(plugin, pod, node), 0, []));
        }
        if (decision.Node is null && snapshot.Nodes.Count > 0)
        {
            PostFilterResult result = profile.PostFilter(state, pod, decision.Diagnosis);
            preemption = preemption.Length > 0 ? preemption : result.Status.Message;
        }
        return new(
            NameOf(pod), gate.Message, "",
            [.. nodes.OrderBy(static node => node.RejectedBy.Length > 0).ThenByDescending(static node => node.Total)
                .ThenBy(static node => node.Node, StringComparer.Ordinal)],
            preemption);
    }

    /// <summary>By how much: what is asked for, what is free, what there is.</summary>
    private static string DetailsOf(string plugin, PodInfo pod, NodeInfo node)
    {
        if (plugin != nameof(NodeResourcesFit))
            return "";
        List<string> lacks = [];
        if (node.Pods.Count + 1 > node.AllowedPods)
        {
            lacks.Add(string.Create(
                CultureInfo.InvariantCulture, $"pods: {node.Pods.Count} of {node.AllowedPods} taken"));
        }
        foreach (string name in (string[])["cpu", "memory", "ephemeral-storage",
            .. pod.Requested.Scalars.Select(static scalar => scalar.Name)])
        {
            long want = pod.Requested[name], there = node.Allocatable[name], free = there - node.RequestedOf(name);
            if (want > free && want > 0)
            {
                lacks.Add($"{name}: asks {Amount(name, want)}, free {Amount(name, free)} of {Amount(name, there)}, "
                    + $"lacks {Amount(name, want - free)}");
            }
        }
        return string.Join("; ", lacks);
    }

    private static Quantity Amount(string name, long amount) =>
        name == "cpu" ? Quantity.FromMilli(amount)
        : name is "memory" or "ephemeral-storage" || name.StartsWith("hugepages-", StringComparison.Ordinal)
            ? Quantity.FromBytes(amount) : new Quantity(amount);

    private static string NameOf(PodInfo pod) => $"{pod.Pod.Metadata.Namespace}/{pod.Pod.Metadata.Name}";

    /// <summary>For people.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append("Pod ").Append(Pod).Append('\n');
        if (Gate.Length > 0)
            text.Append("held back: ").Append(Gate).Append('\n');
        if (PreFilter.Length > 0)
            text.Append("no node can serve: ").Append(PreFilter).Append('\n');
        foreach (NodeExplanation node in Nodes)
        {
            text.Append('\n').Append(node.Node).Append(": ");
            if (node.RejectedBy.Length > 0)
            {
                text.Append("rejected by ").Append(node.RejectedBy).Append(": ").Append(node.Reason);
                if (node.Details.Length > 0)
                    text.Append(" (").Append(node.Details).Append(')');
                text.Append('\n');
                continue;
            }
            text.Append(CultureInfo.InvariantCulture, $"fits, score {node.Total}\n");
            foreach ((string plugin, long score, int weight) in node.Scores)
                text.Append(CultureInfo.InvariantCulture, $"  {plugin,-32} {score,4} x {weight} = {score * weight}\n");
        }
        if (Preemption.Length > 0)
        {
            text.Append("\npreemption: ").Append(Preemption.Replace("preemption: ", "", StringComparison.Ordinal))
                .Append('\n');
        }
        return text.ToString();
    }
}
