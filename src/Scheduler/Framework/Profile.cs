using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Framework;

/// <summary>The plugins that serve one schedulerName, sorted by extension point, in order.</summary>
public sealed class Profile
{
    public const string DefaultName = "default-scheduler";
    internal const long ScoreMax = 100;

    private readonly IPreEnqueuePlugin[] preEnqueue;
    private readonly IPreFilterPlugin[] preFilter;
    private readonly IFilterPlugin[] filter;
    private readonly IScorePlugin[] score;

    public Profile(string schedulerName, IReadOnlyList<IPlugin> plugins)
    {
        SchedulerName = schedulerName;
        preEnqueue = [.. plugins.OfType<IPreEnqueuePlugin>()];
        preFilter = [.. plugins.OfType<IPreFilterPlugin>()];
        filter = [.. plugins.OfType<IFilterPlugin>()];
        score = [.. plugins.OfType<IScorePlugin>()];
    }

    public string SchedulerName { get; }

    public Status PreEnqueue(PodInfo pod)
    {
        foreach (IPreEnqueuePlugin plugin in preEnqueue)
        {
            Status status = plugin.PreEnqueue(pod);
            if (!status.IsSuccess)
                return status;
        }
        return Status.Success;
    }

    /// <summary>The best node, or why none fits. Pure but for the random choice between equals.</summary>
    public Decision Decide(PodInfo pod, IReadOnlyList<NodeInfo> nodes, Api.Entropy entropy)
    {
        CycleState state = new();
        Diagnosis diagnosis = new(nodes.Count);
        foreach (IPreFilterPlugin plugin in preFilter)
        {
            Status status = plugin.PreFilter(state, pod, nodes);
            if (!status.IsSuccess)
                return new Decision(null, diagnosis.RejectAll(status, ClusterEvent.Any));
        }

        List<NodeInfo> feasible = [];
        foreach (NodeInfo node in nodes)
        {
            if (Fits(state, pod, node, diagnosis))
                feasible.Add(node);
        }
        return feasible.Count switch
        {
            0 => new Decision(null, diagnosis),
            1 => new Decision(feasible[0], diagnosis),
            _ => new Decision(Best(state, pod, feasible, entropy), diagnosis),
        };
    }

    private bool Fits(CycleState state, PodInfo pod, NodeInfo node, Diagnosis diagnosis)
    {
        foreach (IFilterPlugin plugin in filter)
        {
            Status status = plugin.Filter(state, pod, node);
            if (status.IsSuccess)
                continue;
            diagnosis.Reject(status, plugin.WakeOn);
            return false;
        }
        return true;
    }

    private NodeInfo Best(CycleState state, PodInfo pod, List<NodeInfo> feasible, Api.Entropy entropy)
    {
        Span<long> totals = feasible.Count <= 256 ? stackalloc long[feasible.Count] : new long[feasible.Count];
        Span<long> scores = feasible.Count <= 256 ? stackalloc long[feasible.Count] : new long[feasible.Count];
        totals.Clear();
        foreach (IScorePlugin plugin in score)
        {
            for (int i = 0; i < feasible.Count; i++)
                scores[i] = plugin.Score(state, pod, feasible[i]);
            plugin.Normalize(scores);
            for (int i = 0; i < feasible.Count; i++)
                totals[i] += scores[i] * plugin.Weight;
        }

        // One of the equals at random, each with the same chance: nodes fill evenly.
        int best = 0, equals = 1;
        for (int i = 1; i < totals.Length; i++)
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
}

/// <summary>The chosen node, or null and why.</summary>
public sealed record Decision(NodeInfo? Node, Diagnosis Diagnosis);
