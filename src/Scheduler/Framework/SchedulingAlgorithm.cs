using Kubesharp.Api;
using Kubesharp.Scheduler.Extenders;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Framework;

/// <summary>The chosen node, or null and why.</summary>
public sealed record Decision(NodeInfo? Node, Diagnosis Diagnosis, Status Status)
{
    /// <summary>Nodes that were looked at, and how many of them could serve.</summary>
    public int Evaluated { get; init; }
    public int Feasible { get; init; }
}

/// <summary>
/// From a Pod to a node: PreFilter, Filter over the nodes in turn, PreScore, Score, choice. Used by the scheduling
/// loop.
/// </summary>
public sealed class SchedulingAlgorithm(
    ClusterSnapshot snapshot, NominatedPods nominated, Entropy entropy, int percentageOfNodesToScore = 0,
    IReadOnlyList<Extender>? extenders = null)
{
    // Upstream's numbers: below a hundred nodes all are looked at; with more nodes a smaller part is, never under 5 %.
    private const int FeasibleMin = 100;
    private const int PercentageMin = 5;
    private const int PercentageStart = 50;
    private const int NodesPerPercent = 125;

    // For nodes that a PreFilter has left out. Of the plugins in the program only node affinity does that.
    private static readonly Status ByName = Status.Unresolvable("node(s) didn't satisfy plugin(s) [NodeAffinity]");

    private readonly IReadOnlyList<Extender> extenders = extenders ?? [];
    private readonly List<NodeInfo> feasible = [];
    private long[] totals = [];
    private long[] scores = [];
    private ulong[] mask = [];
    private readonly NodeAnswers<Rejection> rejections = new();
    private readonly HashSet<NodeInfo> hopedFor = [];
    private int nextStart;

    /// <summary>Told of every score when decisions are explained: plugin, node, normalized score, weight.</summary>
    internal Action<string, NodeInfo, long, int>? OnScore { get; set; }

    public async ValueTask<Decision> DecideAsync(
        Profile profile, CycleState state, PodInfo pod, CancellationToken cancellationToken)
    {
        if (extenders.Count == 0)
            return Decide(profile, state, pod);
        Diagnosis diagnosis = new(snapshot.Nodes.Count);
        int evaluated = Find(profile, state, pod, diagnosis, out Status status);
        if (feasible.Count > 0)
        {
            List<NodeInfo> left = await Extender.FilterAllAsync(
                extenders, pod, [.. feasible], diagnosis, cancellationToken);
            feasible.Clear();
            feasible.AddRange(left);
        }
        if (feasible.Count == 0)
            return new(null, diagnosis, status.IsSuccess ? Status.Unschedulable(diagnosis.Message) : status);
        status = Score(profile, state, pod);
        if (!status.IsSuccess)
            return new(null, diagnosis, status);
        if (feasible.Count > 1)
        {
            await Extender.PrioritizeAllAsync(
                extenders, pod, [.. feasible], totals.AsMemory(0, feasible.Count), cancellationToken);
        }
        return new(Best(), diagnosis, Status.Success) { Evaluated = evaluated, Feasible = feasible.Count };
    }

    /// <summary>A decision without extenders. Pure but for the random choice between equals.</summary>
    public Decision Decide(Profile profile, CycleState state, PodInfo pod)
    {
        Diagnosis diagnosis = new(snapshot.Nodes.Count);
        int evaluated = Find(profile, state, pod, diagnosis, out Status status);
        if (!status.IsSuccess)
            return new(null, diagnosis, status);
        int count = feasible.Count;
        if (count > 1 || OnScore is not null)
        {
            status = Score(profile, state, pod);
            if (!status.IsSuccess)
                return new(null, diagnosis, status);
        }
        return new(count == 1 ? feasible[0] : Best(), diagnosis, Status.Success)
        {
            Evaluated = evaluated, Feasible = count,
        };
    }

    /// <summary>How many nodes are enough for a cluster of this size.</summary>
    internal static int EnoughNodes(int nodes, int percentage)
    {
        if (nodes < FeasibleMin)
            return nodes;
        if (percentage == 0)
            percentage = Math.Max(PercentageMin, PercentageStart - nodes / NodesPerPercent);
        return percentage >= 100 ? nodes : Math.Max(FeasibleMin, (int)((long)nodes * percentage / 100));
    }

    /// <summary>The nodes that can serve, of the last search. Overwritten by the next.</summary>
    internal IReadOnlyList<NodeInfo> FeasibleNodes => feasible;

    internal ReadOnlySpan<long> Totals => totals.AsSpan(0, feasible.Count);

    /// <summary>Fills <see cref="FeasibleNodes"/>; returns how many nodes were looked at.</summary>
    private int Find(Profile profile, CycleState state, PodInfo pod, Diagnosis diagnosis, out Status status)
    {
        feasible.Clear();
        List<NodeInfo> nodes = snapshot.OrderedNodes;
        if (nodes.Count == 0)
        {
            status = Status.Unresolvable(diagnosis.Message);
            return 0;
        }
        status = profile.PreFilter(state, pod, snapshot, diagnosis, out IReadOnlySet<string>? names);
        if (!status.IsSuccess)
            return 0;

        // A Pod that preemption made room for goes there, if it can.
        if (nominated.HopeOf(pod) is { } hoped && snapshot.Find(hoped) is { } nominatedNode
            && (names is null || names.Contains(hoped)))
        {
            if (profile.FilterWithNominated(state, pod, nominatedNode, nominated, out _).IsSuccess)
            {
                feasible.Add(nominatedNode);
                return 1;
            }
        }
        if (names is not null)
        {
            diagnosis.Absent = ByName;
            nodes = [.. names.Select(snapshot.Find).OfType<NodeInfo>().OrderBy(static node => node.Slot)];
        }
        int enough = profile.Scores.Length == 0 && extenders.Count == 0
            ? 1 : EnoughNodes(nodes.Count, profile.PercentageOfNodesToScore ?? percentageOfNodesToScore);
        int start = nodes.Count == 0 ? 0 : nextStart % nodes.Count;
        int looked = Search(profile, state, pod, nodes, start, enough);
        nextStart = (nextStart + looked) % Math.Max(1, snapshot.OrderedNodes.Count);
        if (feasible.Count > 0)
            return looked;
        Diagnose(profile, state, pod, nodes, start, diagnosis);
        if (feasible.Count == 0)
            status = Status.Unschedulable(diagnosis.Message);
        return looked;
    }

    private int Search(
        Profile profile, CycleState state, PodInfo pod, List<NodeInfo> nodes, int start, int enough)
    {
        ulong bulk = Restrict(profile, state, pod);
        bool anyNominated = nominated.Count > 0;
        for (int i = 0, at = start; i < nodes.Count; i++)
        {
            NodeInfo node = nodes[at];
            if (++at == nodes.Count)
                at = 0;
            if (bulk != 0 && (mask[node.Slot >> 6] >> (node.Slot & 63) & 1) == 0)
                continue;
            Status status = anyNominated
                ? profile.FilterWithNominated(state, pod, node, nominated, out _, bulk)
                : profile.Filter(state, pod, node, bulk, out _);
            if (!status.IsSuccess)
                continue;
            feasible.Add(node);
            if (feasible.Count >= enough)
                return i + 1;
        }
        return nodes.Count;
    }

    /// <summary>Asks the filters that can answer for all nodes at once; returns their bits.</summary>
    private ulong Restrict(Profile profile, CycleState state, PodInfo pod)
    {
        ulong asked = 0;
        for (int i = 0; i < profile.Filters.Length; i++)
        {
            if (profile.Filters[i] is not IBulkFilterPlugin plugin || (state.SkippedFilters >> i & 1) != 0)
                continue;
            int words = snapshot.Columns.Capacity / NodeColumns.Step;
            if (asked == 0)
            {
                if (mask.Length < words)
                    mask = new ulong[words];
                Array.Fill(mask, ulong.MaxValue, 0, words);
            }
            plugin.Restrict(state, pod, snapshot, mask.AsSpan(0, words));
            asked |= 1UL << i;
        }
        return asked;
    }

    // No node can serve: only now is it worth knowing why, in the order of the filters.
    private void Diagnose(
        Profile profile, CycleState state, PodInfo pod, List<NodeInfo> nodes, int start, Diagnosis diagnosis)
    {
        diagnosis.Expect(nodes.Count);
        bool keeps = NodeAnswers.DependOnNodeAlone(profile, state, pod);
        if (keeps)
            rejections.Begin(profile, state, pod);
        nominated.AddNodesTo(hopedFor, snapshot);
        for (int i = 0, at = start; i < nodes.Count; i++)
        {
            NodeInfo node = nodes[at];
            if (++at == nodes.Count)
                at = 0;
            bool keep = keeps && (hopedFor.Count == 0 || !hopedFor.Contains(node));
            if (keep && rejections.Find(node) is { } known)
            {
                diagnosis.Reject(node, known.Status, known.Plugin);
                continue;
            }
            Status status = profile.FilterWithNominated(state, pod, node, nominated, out string plugin);
            diagnosis.Reject(node, status, plugin);
            if (keep)
                rejections.Keep(node, new(status, plugin));
        }
        hopedFor.Clear();
    }

    private Status Score(Profile profile, CycleState state, PodInfo pod)
    {
        int count = feasible.Count;
        if (totals.Length < count)
        {
            totals = new long[Math.Max(count, 256)];
            scores = new long[totals.Length];
        }
        Status status = profile.PreScore(state, pod, feasible);
        if (!status.IsSuccess)
            return status;
        Span<long> sums = totals.AsSpan(0, count);
        Span<long> current = scores.AsSpan(0, count);
        sums.Clear();
        for (int i = 0; i < profile.Scores.Length; i++)
        {
            if ((state.SkippedScores >> i & 1) != 0)
                continue;
            IScorePlugin plugin = profile.Scores[i];
            for (int n = 0; n < count; n++)
                current[n] = plugin.Score(state, pod, feasible[n]);
            plugin.Normalize(state, pod, feasible, current);
            int weight = profile.Weights[i];
            for (int n = 0; n < count; n++)
            {
                if (current[n] is < 0 or > Profile.ScoreMax)
                {
                    return Status.Error(
                        $"plugin {plugin.Name} returns an invalid score {current[n]}, it should in the range of [0, 100]");
                }
                sums[n] += current[n] * weight;
                OnScore?.Invoke(plugin.Name, feasible[n], current[n], weight);
            }
        }
        return Status.Success;
    }

    // One of the equals at random, each with the same chance: nodes fill evenly.
    private NodeInfo Best()
    {
        int best = 0, equals = 1;
        for (int i = 1; i < feasible.Count; i++)
        {
            if (totals[i] > totals[best])
            {
                best = i;
                equals = 1;
            }
            else if (totals[i] == totals[best] && entropy.Next(++equals) == 0)
            {
                best = i;
            }
        }
        return feasible[best];
    }

    private sealed record Rejection(Status Status, string Plugin);
}
