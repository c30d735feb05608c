using Kubesharp.Api.Core;
using Kubesharp.Api.Selectors;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>The arguments of <see cref="PodTopologySpread"/>.</summary>
public sealed record PodTopologySpreadArgs
{
    /// <summary>
    /// For Pods without constraints of their own. Null: the system's (hosts with a skew of 3, zones with one of 5, both
    /// as wishes). Their selectors are those of the Services and controllers of the Pod.
    /// </summary>
    public IReadOnlyList<TopologySpreadConstraint>? DefaultConstraints { get; init; }
}

/// <summary>
/// Spreads Pods over topologies. Counts by node are kept by the snapshot; a Pod costs one pass over arrays of numbers.
/// </summary>
public sealed class PodTopologySpread(
    ClusterSnapshot snapshot, ClusterObjects objects, PodTopologySpreadArgs? arguments = null)
    : IPreFilterPlugin, IPreFilterExtensions, IFilterPlugin, IPreScorePlugin, IScorePlugin
{
    private const string FilterKey = "filter/" + nameof(PodTopologySpread);
    private const string ScoreKey = "score/" + nameof(PodTopologySpread);
    private const string HostLabel = "kubernetes.io/hostname";
    private const string ZoneLabel = "topology.kubernetes.io/zone";
    private const string Hard = "DoNotSchedule", Soft = "ScheduleAnyway";

    private static readonly Status Missing =
        Status.Unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");

    private static readonly Status Skewed =
        Status.Unschedulable("node(s) didn't match pod topology spread constraints");

    private static readonly TopologySpreadConstraint[] SystemDefaults =
    [
        new() { TopologyKey = HostLabel, WhenUnsatisfiable = Soft, MaxSkew = 3 },
        new() { TopologyKey = ZoneLabel, WhenUnsatisfiable = Soft, MaxSkew = 5 },
    ];

    private readonly bool systemDefaulted = arguments?.DefaultConstraints is null;
    private readonly IReadOnlyList<TopologySpreadConstraint> defaults =
        arguments?.DefaultConstraints ?? SystemDefaults;
    private readonly SpreadSelectors selectors = new(snapshot, objects);

    public string Name => nameof(PodTopologySpread);

    public IReadOnlyList<EventRegistration> Events =>
    [
        new(EventResource.AssignedPod, EventAction.Add | EventAction.Delete | EventAction.PodLabels, MayHelp),
        new(EventResource.Node,
            EventAction.Add | EventAction.Delete | EventAction.NodeLabels | EventAction.NodeTaints),
        new(EventResource.TargetPod, EventAction.PodLabels),
    ];

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot cluster)
    {
        Constraint[] constraints = ConstraintsOf(pod, Hard);
        if (constraints.Length == 0)
            return Status.Skip;
        Count(pod, constraints, requireAll: true, static (constraint, value, count) =>
        {
            constraint.Counts[value] += count;
            constraint.Present[value] = true;
        });
        state.Set(FilterKey, constraints);
        return Status.Success;
    }

    public void AddPod(CycleState state, PodInfo pod, PodInfo added, NodeInfo node) => Move(state, pod, added, node, 1);

    public void RemovePod(CycleState state, PodInfo pod, PodInfo removed, NodeInfo node) =>
        Move(state, pod, removed, node, -1);

    private void Move(CycleState state, PodInfo pod, PodInfo other, NodeInfo node, int delta)
    {
        if (state.Get<Constraint[]>(FilterKey) is not { } constraints
            || other.Pod.Metadata.Namespace != pod.Pod.Metadata.Namespace)
            return;
        foreach (Constraint constraint in constraints)
        {
            if (constraint.Column.ValueOf(node.Slot) < 0)
                return;
        }
        foreach (Constraint constraint in constraints)
        {
            if (!snapshot.IsMeantBy(other, constraint.Term) || !constraint.Includes(pod, node))
                continue;
            int value = constraint.Column.ValueOf(node.Slot);
            constraint.Counts[value] += delta;
            constraint.Present[value] = true;
            constraint.ForgetMinimum();
        }
    }

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        foreach (Constraint constraint in state.Get<Constraint[]>(FilterKey)!)
        {
            int value = constraint.Column.ValueOf(node.Slot);
            if (value < 0)
                return Missing;
            long skew = (long)constraint.CountAt(value) + constraint.Self - constraint.Minimum;
            if (skew > constraint.MaxSkew)
                return Skewed;
        }
        return Status.Success;
    }

    public Status PreScore(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes)
    {
        Constraint[] constraints = ConstraintsOf(pod, Soft);
        if (constraints.Length == 0)
            return Status.Skip;
        bool requireAll = pod.Pod.Spec.TopologySpreadConstraints.Count > 0 || !systemDefaulted;
        Scoring scoring = new(constraints, requireAll);
        int[] sizes = new int[constraints.Length];
        bool[] withoutLabel = new bool[constraints.Length];
        int ignored = 0;
        foreach (NodeInfo node in nodes)
        {
            if (requireAll && scoring.Ignores(node.Slot))
            {
                ignored++;
                continue;
            }
            for (int i = 0; i < constraints.Length; i++)
            {
                if (constraints[i].IsHost)
                    continue;
                int value = constraints[i].Column.ValueOf(node.Slot);
                ref bool seen = ref value < 0 ? ref withoutLabel[i] : ref constraints[i].Present[value];
                if (!seen)
                    sizes[i]++;
                seen = true;
            }
        }
        for (int i = 0; i < constraints.Length; i++)
        {
            int size = constraints[i].IsHost ? nodes.Count - ignored : sizes[i];
            scoring.Weights[i] = Math.Log(size + 2);
        }
        // Hosts are counted when they are scored.
        if (!Array.TrueForAll(constraints, static constraint => constraint.IsHost))
        {
            Count(pod, constraints, requireAll, static (constraint, value, count) =>
            {
                if (!constraint.IsHost && constraint.Present[value])
                    constraint.Counts[value] += count;
            });
        }
        state.Set(ScoreKey, scoring);
        return Status.Success;
    }

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        Scoring scoring = state.Get<Scoring>(ScoreKey)!;
        if (scoring.RequireAll && scoring.Ignores(node.Slot))
            return 0;
        double score = 0;
        for (int i = 0; i < scoring.Constraints.Length; i++)
        {
            Constraint constraint = scoring.Constraints[i];
            int value = constraint.Column.ValueOf(node.Slot);
            if (value < 0)
                continue;
            int count = constraint.IsHost ? constraint.Tally.On(node.Slot) : constraint.CountAt(value);
            score += count * scoring.Weights[i] + (constraint.MaxSkew - 1);
        }
        return (long)Math.Round(score, MidpointRounding.AwayFromZero);
    }

    public void Normalize(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores)
    {
        Scoring scoring = state.Get<Scoring>(ScoreKey)!;
        long min = long.MaxValue, max = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scoring.RequireAll && scoring.Ignores(nodes[i].Slot))
                continue;
            min = Math.Min(min, scores[i]);
            max = Math.Max(max, scores[i]);
        }
        for (int i = 0; i < scores.Length; i++)
        {
            if (scoring.RequireAll && scoring.Ignores(nodes[i].Slot))
                scores[i] = 0;
            else
                scores[i] = max == 0 ? Profile.ScoreMax : Profile.ScoreMax * (max + min - scores[i]) / max;
        }
    }

    /// <summary>One pass over the nodes that count, with what each has of the Pods meant.</summary>
    private void Count(PodInfo pod, Constraint[] constraints, bool requireAll, Action<Constraint, int, int> add)
    {
        bool allIncluded = Array.TrueForAll(constraints, static constraint => constraint.IncludesAll);
        for (int slot = 0; slot < snapshot.Slots; slot++)
        {
            if (snapshot.At(slot) is not { } node)
                continue;
            if (requireAll && IsMissingAny(constraints, slot))
                continue;
            foreach (Constraint constraint in constraints)
            {
                int value = constraint.Column.ValueOf(slot);
                if (value >= 0 && (allIncluded || constraint.Includes(pod, node)))
                    add(constraint, value, constraint.Tally.On(slot));
            }
        }
    }

    private static bool IsMissingAny(Constraint[] constraints, int slot)
    {
        foreach (Constraint constraint in constraints)
        {
            if (constraint.Column.ValueOf(slot) < 0)
                return true;
        }
        return false;
    }

    private Constraint[] ConstraintsOf(PodInfo pod, string whenUnsatisfiable)
    {
        IReadOnlyList<TopologySpreadConstraint> own = pod.Pod.Spec.TopologySpreadConstraints;
        if (own.Count == 0 && !defaults.Any(constraint => constraint.WhenUnsatisfiable == whenUnsatisfiable))
            return [];
        LabelQuery? given = own.Count == 0 ? selectors.Of(pod) : null;
        if (own.Count == 0 && given is null)
            return [];
        List<Constraint> constraints = [];
        foreach (TopologySpreadConstraint constraint in own.Count > 0 ? own : defaults)
        {
            if (constraint.WhenUnsatisfiable != whenUnsatisfiable)
                continue;
            AffinityTerm term = AffinityTerm.Of(
                pod.Pod.Metadata.Namespace, given ?? SelectorOf(constraint, pod.Pod), constraint.TopologyKey);
            constraints.Add(new Constraint(
                constraint, term, snapshot.Topology(constraint.TopologyKey),
                snapshot.PodsMeantBy([term], stayingOnly: true), snapshot.SelectionOf(pod.Pod))
            {
                Self = snapshot.IsMeantBy(pod, term) ? 1 : 0,
            });
        }
        return [.. constraints];
    }

    internal static LabelQuery SelectorOf(TopologySpreadConstraint constraint, Pod pod)
    {
        LabelQuery selector = LabelQuery.Of(constraint.LabelSelector);
        if (constraint.MatchLabelKeys.Count == 0 || selector.IsNothing)
            return selector;
        List<LabelRequirement> requirements = [.. selector.Requirements];
        AffinityTerm.AddKeys(requirements, constraint.MatchLabelKeys, pod, LabelOperator.In);
        return LabelQuery.Of(requirements);
    }

    // Counts change with Pods that the constraints mean, whether they come, go or change their labels.
    private bool MayHelp(PodInfo pod, in ClusterChange change)
    {
        PodInfo? before = change.Before as PodInfo, after = change.After as PodInfo;
        foreach (TopologySpreadConstraint constraint in pod.Pod.Spec.TopologySpreadConstraints)
        {
            AffinityTerm term = AffinityTerm.Of(
                pod.Pod.Metadata.Namespace, SelectorOf(constraint, pod.Pod), constraint.TopologyKey);
            bool was = before is not null && snapshot.IsMeantBy(before, term);
            bool now = after is not null && snapshot.IsMeantBy(after, term);
            if (was != now)
                return true;
        }
        return pod.Pod.Spec.TopologySpreadConstraints.Count == 0;
    }

    private sealed class Scoring(Constraint[] constraints, bool requireAll)
    {
        public Constraint[] Constraints => constraints;
        public bool RequireAll => requireAll;
        public double[] Weights { get; } = new double[constraints.Length];

        public bool Ignores(int slot) => IsMissingAny(constraints, slot);
    }

    private sealed class Constraint(
        TopologySpreadConstraint constraint, AffinityTerm term, TopologyColumn column, PodTally tally,
        NodeSelection? selection)
    {
        private readonly bool honorsAffinity = constraint.NodeAffinityPolicy != "Ignore" && selection is not null;
        private readonly bool honorsTaints = constraint.NodeTaintsPolicy == "Honor";
        private readonly int minDomains = constraint.MinDomains ?? 1;
        private const long Unknown = long.MinValue;
        private long minimum = Unknown;

        public AffinityTerm Term => term;
        public TopologyColumn Column => column;
        public PodTally Tally => tally;
        public int MaxSkew => constraint.MaxSkew;
        public bool IsHost { get; } = constraint.TopologyKey == HostLabel;
        /// <summary>1 when the Pod itself is meant.</summary>
        public int Self { get; init; }
        public int[] Counts { get; } = new int[column.ValueCount];
        public bool[] Present { get; } = new bool[column.ValueCount];
        public bool IncludesAll => !honorsAffinity && !honorsTaints;

        public int CountAt(int value) => value < Counts.Length ? Counts[value] : 0;

        public bool Includes(PodInfo pod, NodeInfo node) =>
            (!honorsAffinity || selection!.Matches(node))
            && (!honorsTaints || !node.HasTaints || TaintToleration.Untolerated(pod, node.Node) is null);

        /// <summary>The fewest that any value has; none at all when there are fewer values than demanded.</summary>
        public long Minimum
        {
            get
            {
                if (minimum != Unknown)
                    return minimum;
                int domains = 0;
                long least = int.MaxValue;
                for (int value = 0; value < Counts.Length; value++)
                {
                    if (!Present[value])
                        continue;
                    domains++;
                    least = Math.Min(least, Counts[value]);
                }
                return minimum = domains < minDomains ? 0 : least;
            }
        }

        public void ForgetMinimum() => minimum = Unknown;
    }
}
