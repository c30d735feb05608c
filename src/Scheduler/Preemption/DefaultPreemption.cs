using Kubesharp.Api.Core;
using Kubesharp.Api.Policy;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Plugins;
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
public sealed record PreemptionCandidate(NodeInfo Node, IReadOnlyList<PodInfo> Victims, int BudgetViolations)
{
    /// <summary>Of the victims; shifted above zero, as more victims must never make a smaller sum.</summary>
    internal long PrioritySum { get; } = SumOf(Victims);

    /// <summary>When the first of its most important victims was started.</summary>
    internal DateTimeOffset EarliestStart { get; } = EarliestOf(Victims);

    private static long SumOf(IReadOnlyList<PodInfo> victims)
    {
        long sum = 0;
        for (int i = 0; i < victims.Count; i++)
            sum += victims[i].Priority + (int.MaxValue + 1L);
        return sum;
    }

    private static DateTimeOffset EarliestOf(IReadOnlyList<PodInfo> victims)
    {
        DateTimeOffset earliest = DateTimeOffset.MaxValue;
        for (int i = 0; i < victims.Count; i++)
        {
            if (victims[i].Priority == victims[0].Priority && VictimOrder.StartOf(victims[i]) < earliest)
                earliest = VictimOrder.StartOf(victims[i]);
        }
        return earliest;
    }
}

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

    private static readonly Comparison<PodInfo> ByImportance = VictimOrder.Compare;
    private static readonly Status Unhelpful = Status.Unresolvable(NotHelpful);

    private readonly DefaultPreemptionArgs args = arguments ?? new();
    // Used anew for each node that is tried: there may be hundreds.
    private readonly List<PodInfo> potentialVictims = [];
    private readonly List<PodInfo> podsBefore = [];
    private readonly List<PodInfo> chosenVictims = [];
    private readonly List<NodeInfo> hopefulNodes = [];
    private readonly NodeAnswers<PreemptionCandidate> found = new();

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
        if (context.Nominated.HopeOf(pod) is not { } nominated
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
        List<NodeInfo> nodes = hopefulNodes;
        nodes.Clear();
        IReadOnlyList<(NodeInfo Node, Status Status)> rejected = diagnosis.Rejected;
        for (int i = 0; i < rejected.Count; i++)
        {
            if (rejected[i].Status.Code == StatusCode.Unschedulable)
                nodes.Add(rejected[i].Node);
        }
        if (diagnosis is { Absent.Code: StatusCode.Unschedulable, Rejected.Count: 0 })
            nodes.AddRange(context.Snapshot.Nodes);
        if (nodes.Count == 0)
            return [];
        int enough = Math.Min(
            nodes.Count,
            Math.Max(nodes.Count * args.MinCandidateNodesPercentage / 100, args.MinCandidateNodesAbsolute));
        int offset = context.Entropy.Next(nodes.Count);
        BudgetCheck budgets = new(context.Objects.List<PodDisruptionBudget>());
        // Then evicting Pods can change nothing for this Pod but the amounts that are free, and a trial is a sum.
        bool onlyAmounts = NodeAnswers.DependOnNodeAlone(context.Profile, state, pod);
        bool keeps = onlyAmounts && budgets.IsEmpty;
        if (keeps)
            found.Begin(context.Profile, state, pod);
        List<PreemptionCandidate> harmless = [], harmful = [];
        for (int i = 0; i < nodes.Count; i++)
        {
            NodeInfo node = nodes[(offset + i) % nodes.Count];
            bool keep = keeps && context.Nominated.On(node.Name).Count == 0;
            if (!keep || found.Find(node) is not { } candidate)
            {
                (PreemptionCandidate? tried, Status status) = Try(state, pod, node, budgets, onlyAmounts);
                if (tried is null)
                {
                    failures.Reject(node, status, Name);
                    continue;
                }
                candidate = keep ? found.Keep(node, tried) : tried;
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
        CycleState state, PodInfo pod, NodeInfo node, BudgetCheck budgets, bool onlyAmounts)
    {
        List<PodInfo> potential = potentialVictims, before = podsBefore;
        potential.Clear();
        foreach (PodInfo other in node.PodList)
        {
            if (other.Priority < pod.Priority)
                potential.Add(other);
        }
        if (potential.Count == 0)
            return (null, NoVictims);
        if (onlyAmounts && Calculate(pod, node, potential, budgets) is { } calculated)
            return (calculated, Status.Success);
        before.Clear();
        before.AddRange(node.PodList);
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
        List<PodInfo> victims = chosenVictims;
        victims.Clear();
        int violations = 0;
        potential.Sort(ByImportance);
        (List<PodInfo> violating, List<PodInfo> others) = budgets.Split(potential);
        foreach (PodInfo other in violating)
        {
            if (!Reprieve(state, pod, other, node, victims))
                violations++;
        }
        foreach (PodInfo other in others)
            Reprieve(state, pod, other, node, victims);
        if (violating.Count > 0 && others.Count > 0)
            victims.Sort(ByImportance);
        return victims.Count == 0
            ? (null, Status.Error($"expected at least one victim pod on node \"{node.Name}\""))
            : (new PreemptionCandidate(node, [.. victims], violations), Status.Success);
    }

    /// <summary>The same as a trial, by sums alone. Null: the Pod does not fit; a trial will say why.</summary>
    private PreemptionCandidate? Calculate(PodInfo pod, NodeInfo node, List<PodInfo> potential, BudgetCheck budgets)
    {
        Amounts free = new(
            node.Allocatable.MilliCpu - node.RequestedMilliCpu, node.Allocatable.Memory - node.RequestedMemory,
            node.Allocatable.EphemeralStorage - node.RequestedEphemeralStorage, node.AllowedPods - node.Pods.Count);
        IReadOnlyList<PodInfo> hopeful = context.Nominated.On(node.Name);
        for (int i = 0; i < hopeful.Count; i++)
        {
            if (hopeful[i].Priority >= pod.Priority && hopeful[i].Uid != pod.Uid)
                free = free.Less(hopeful[i]);
        }
        foreach (PodInfo other in potential)
            free = free.More(other);
        if (!free.Suffice(pod))
            return null;
        potential.Sort(ByImportance);
        (List<PodInfo> violating, List<PodInfo> others) = budgets.Split(potential);
        List<PodInfo> victims = chosenVictims;
        victims.Clear();
        int violations = 0;
        for (int i = 0; i < violating.Count + others.Count; i++)
        {
            PodInfo other = i < violating.Count ? violating[i] : others[i - violating.Count];
            if (free.Less(other).Suffice(pod))
            {
                free = free.Less(other);
                continue;
            }
            victims.Add(other);
            violations += i < violating.Count ? 1 : 0;
        }
        if (victims.Count == 0)
            return null;
        if (violating.Count > 0 && others.Count > 0)
            victims.Sort(ByImportance);
        return new PreemptionCandidate(node, [.. victims], violations);
    }

    private readonly record struct Amounts(long MilliCpu, long Memory, long Ephemeral, long Pods)
    {
        public Amounts Less(PodInfo pod) => new(
            MilliCpu - pod.Requested.MilliCpu, Memory - pod.Requested.Memory,
            Ephemeral - pod.Requested.EphemeralStorage, Pods - 1);

        public Amounts More(PodInfo pod) => new(
            MilliCpu + pod.Requested.MilliCpu, Memory + pod.Requested.Memory,
            Ephemeral + pod.Requested.EphemeralStorage, Pods + 1);

        public bool Suffice(PodInfo pod)
        {
            ResourceAmounts want = pod.Requested;
            return Pods >= 1 && (want.MilliCpu == 0 || want.MilliCpu <= MilliCpu)
                && (want.Memory == 0 || want.Memory <= Memory)
                && (want.EphemeralStorage == 0 || want.EphemeralStorage <= Ephemeral);
        }
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
