using Kubesharp.Api.Core;
using Kubesharp.Api.Policy;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Preemption;

/// <summary>The arguments of <see cref="DefaultPreemption"/>.</summary>
public sealed record DefaultPreemptionArgs
{
    /// <summary>How many of the nodes are tried at least, in percent. Defaults to 10.</summary>
    public int MinCandidateNodesPercentage { get; init; } = 10;
    /// <summary>How many nodes are tried at least. Defaults to 100.</summary>
    public int MinCandidateNodesAbsolute { get; init; } = 100;
}

/// <summary>A node and the Pods that would have to leave it, the most important first.</summary>
public sealed record PreemptionCandidate(NodeInfo Node, IReadOnlyList<PodInfo> Victims, int BudgetViolations);

/// <summary>
/// Makes room for a Pod by evicting others of lower priority: on one node, as few and as unimportant ones as possible,
/// budgets respected where that can be.
/// </summary>
public sealed class DefaultPreemption(PluginContext context, DefaultPreemptionArgs? arguments = null)
    : IPostFilterPlugin
{
    private const string NotHelpful = "Preemption is not helpful for scheduling";
    private const string PreemptionReason = "PreemptionByScheduler";

    private static readonly Status NoVictims =
        Status.Unresolvable("No preemption victims found for incoming pod");

    private static readonly Status Unhelpful = Status.Unresolvable(NotHelpful);

    private readonly DefaultPreemptionArgs args = arguments ?? new();

    public string Name => nameof(DefaultPreemption);

    public PostFilterResult PostFilter(CycleState state, PodInfo pod, Diagnosis diagnosis)
    {
        if (WhyNotEligible(pod, diagnosis) is { } reason)
            return new(Status.Unschedulable($"preemption: {reason}"));
        Diagnosis failures = new(context.Snapshot.Nodes.Count) { Absent = Unhelpful };
        IReadOnlyList<PreemptionCandidate> candidates = FindCandidates(state, pod, diagnosis, failures);
        if (candidates.Count == 0)
            return new(Status.Unschedulable($"preemption: {failures.Message}"), "");
        PreemptionCandidate best = CandidateOrder.Best(candidates);
        context.Evict(pod, best.Node.Name, best.Victims);
        return new(Status.Success, best.Node.Name);
    }

    /// <summary>Null: the Pod may preempt others.</summary>
    private string? WhyNotEligible(PodInfo pod, Diagnosis diagnosis)
    {
        if (pod.Pod.Spec.PreemptionPolicy == "Never")
            return "not eligible due to preemptionPolicy=Never.";
        string nominated = pod.Pod.Status.NominatedNodeName;
        if (nominated.Length == 0
            || diagnosis.StatusOf(nominated)?.Code == StatusCode.UnschedulableAndUnresolvable
            || context.Snapshot.Find(nominated) is not { } node)
            return null;
        foreach (PodInfo other in node.Pods)
        {
            if (other.IsTerminating && other.Priority < pod.Priority && IsVictim(other.Pod))
                return "not eligible due to a terminating pod on the nominated node.";
        }
        return null;
    }

    private static bool IsVictim(Pod pod)
    {
        foreach (PodCondition condition in pod.Status.Conditions)
        {
            if (condition is { Type: "DisruptionTarget", Status: "True", Reason: PreemptionReason })
                return true;
        }
        return false;
    }

    internal IReadOnlyList<PreemptionCandidate> FindCandidates(
        CycleState state, PodInfo pod, Diagnosis diagnosis, Diagnosis failures)
    {
        // Only where evicting Pods can change the answer.
        List<NodeInfo> nodes = [];
        foreach ((NodeInfo node, Status status) in diagnosis.Rejected)
        {
            if (status.Code == StatusCode.Unschedulable)
                nodes.Add(node);
        }
        if (diagnosis is { Absent.Code: StatusCode.Unschedulable, Rejected.Count: 0 })
            nodes.AddRange(context.Snapshot.Nodes);
        nodes.Sort(static (left, right) => left.Slot.CompareTo(right.Slot));
        if (nodes.Count == 0)
            return [];
        int enough = Math.Min(
            nodes.Count,
            Math.Max(nodes.Count * args.MinCandidateNodesPercentage / 100, args.MinCandidateNodesAbsolute));
        int offset = context.Entropy.Next(nodes.Count);
        BudgetCheck budgets = new(context.Objects.List<PodDisruptionBudget>());
        List<PreemptionCandidate> harmless = [], harmful = [];
        for (int i = 0; i < nodes.Count; i++)
        {
            NodeInfo node = nodes[(offset + i) % nodes.Count];
            (PreemptionCandidate? candidate, Status status) = Try(state, pod, node, budgets);
            if (candidate is null)
            {
                failures.Reject(node, status, Name);
                continue;
            }
            (candidate.BudgetViolations == 0 ? harmless : harmful).Add(candidate);
            // A search that has found enough ends, but not before one candidate that hurts no budget.
            if (harmless.Count > 0 && harmless.Count + harmful.Count >= enough)
                break;
        }
        return [.. harmless, .. harmful];
    }

    /// <summary>
    /// Takes all Pods of lower priority off the node; when the Pod fits then, puts back as many as it still fits with,
    /// the important ones first. Leaves everything as it was.
    /// </summary>
    private (PreemptionCandidate? Candidate, Status Status) Try(
        CycleState state, PodInfo pod, NodeInfo node, BudgetCheck budgets)
    {
        List<PodInfo> potential = [];
        foreach (PodInfo other in node.Pods)
        {
            if (other.Priority < pod.Priority)
                potential.Add(other);
        }
        if (potential.Count == 0)
            return (null, NoVictims);
        PodInfo[] before = [.. node.Pods];
        try
        {
            foreach (PodInfo other in potential)
                context.TakeOff(state, pod, other, node);
            Status status = context.Filter(state, pod, node);
            return status.IsSuccess ? Reprieve(state, pod, node, potential, budgets) : (null, status);
        }
        finally
        {
            foreach (PodInfo other in potential)
            {
                if (!node.PodList.Contains(other))
                    context.PutBack(state, pod, other, node);
            }
            node.Restore(before);
        }
    }

    private (PreemptionCandidate? Candidate, Status Status) Reprieve(
        CycleState state, PodInfo pod, NodeInfo node, List<PodInfo> potential, BudgetCheck budgets)
    {
        List<PodInfo> victims = [];
        int violations = 0;
        potential.Sort(VictimOrder.Compare);
        (List<PodInfo> violating, List<PodInfo> others) = budgets.Split(potential);
        foreach (PodInfo other in violating)
        {
            if (!Reprieve(state, pod, other, node, victims))
                violations++;
        }
        foreach (PodInfo other in others)
            Reprieve(state, pod, other, node, victims);
        if (violating.Count > 0 && others.Count > 0)
            victims.Sort(VictimOrder.Compare);
        return victims.Count == 0
            ? (null, Status.Error($"expected at least one victim pod on node \"{node.Name}\""))
            : (new PreemptionCandidate(node, victims, violations), Status.Success);
    }

    private bool Reprieve(CycleState state, PodInfo pod, PodInfo other, NodeInfo node, List<PodInfo> victims)
    {
        context.PutBack(state, pod, other, node);
        if (context.Filter(state, pod, node).IsSuccess)
            return true;
        context.TakeOff(state, pod, other, node);
        victims.Add(other);
        return false;
    }
}
