using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>The arguments of <see cref="InterPodAffinity"/>.</summary>
public sealed record InterPodAffinityArgs
{
    /// <summary>
    /// How much a required term of a Pod already there attracts those it means. 0 to 100; defaults to 1.
    /// </summary>
    public int HardPodAffinityWeight { get; init; } = 1;
    /// <summary>Pods without preferences of their own are not drawn by those of others.</summary>
    public bool IgnorePreferredTermsOfExistingPods { get; init; }
}

/// <summary>
/// Pods that want to be near others or away from them. Everything is a look at sums by topology value that the snapshot
/// keeps; no Pod is visited.
/// </summary>
public sealed class InterPodAffinity(ClusterSnapshot snapshot, InterPodAffinityArgs? arguments = null)
    : IPreFilterPlugin, IPreFilterExtensions, IFilterPlugin, IPreScorePlugin, IScorePlugin
{
    private const string FilterKey = "filter/" + nameof(InterPodAffinity);
    private const string ScoreKey = "score/" + nameof(InterPodAffinity);

    private static readonly Status Affinity = Status.Unresolvable("node(s) didn't match pod affinity rules");
    private static readonly Status AntiAffinity = Status.Unschedulable("node(s) didn't match pod anti-affinity rules");

    private static readonly Status ExistingAntiAffinity =
        Status.Unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");

    private readonly InterPodAffinityArgs args = arguments ?? new();

    public string Name => nameof(InterPodAffinity);

    public IReadOnlyList<EventRegistration> Events =>
    [
        new(EventResource.AssignedPod, EventAction.Add | EventAction.Delete | EventAction.PodLabels, MayHelp),
        new(EventResource.Node, EventAction.Add | EventAction.NodeLabels,
            static (PodInfo pod, in ClusterChange change) => change.After is Node node && HasKeys(pod, node)),
        new(EventResource.TargetPod, EventAction.PodLabels),
    ];

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot cluster)
    {
        TopologySums[] existing = RepelledBy(pod);
        if (existing.Length == 0 && pod.RequiredAffinity.Count == 0 && pod.RequiredAntiAffinity.Count == 0)
            return Status.Skip;
        FilterState filter = new() { Existing = existing };
        if (pod.RequiredAffinity.Count > 0)
        {
            PodTally tally = snapshot.PodsMeantBy(pod.RequiredAffinity);
            filter.Affinity = [.. pod.RequiredAffinity.Select(term => SumsOf(tally, term))];
            filter.MeansItself = pod.RequiredAffinity.All(term => snapshot.IsMeantBy(pod, term));
        }
        filter.AntiAffinity =
            [.. pod.RequiredAntiAffinity.Select(term => SumsOf(snapshot.PodsMeantBy([term]), term))];
        state.Set(FilterKey, filter);
        return Status.Success;
    }

    // The sums follow by themselves, but a Pod that is added may carry a term that nobody has carried before.
    public void AddPod(CycleState state, PodInfo pod, PodInfo added, NodeInfo node)
    {
        if (added.RequiredAntiAffinity.Count > 0 && state.Get<FilterState>(FilterKey) is { } filter)
            filter.Existing = RepelledBy(pod);
    }

    public void RemovePod(CycleState state, PodInfo pod, PodInfo removed, NodeInfo node)
    {
    }

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        FilterState filter = state.Get<FilterState>(FilterKey)!;
        if (!IsNear(filter, node.Slot))
            return Affinity;
        foreach (TopologySums sums in filter.AntiAffinity)
        {
            if (sums.At(node.Slot) > 0)
                return AntiAffinity;
        }
        foreach (TopologySums sums in filter.Existing)
        {
            if (sums.At(node.Slot) > 0)
                return ExistingAntiAffinity;
        }
        return Status.Success;
    }

    private static bool IsNear(FilterState filter, int slot)
    {
        if (filter.Affinity.Length == 0)
            return true;
        bool near = true, nowhere = true;
        foreach (TopologySums sums in filter.Affinity)
        {
            int value = sums.Column.ValueOf(slot);
            if (value < 0)
                return false; // Near means nothing on a node without the label.
            near &= sums.Of(value) > 0;
            nowhere &= sums.Total == 0;
        }
        // The first of a group that wants to be together must be able to start somewhere.
        return near || (nowhere && filter.MeansItself);
    }

    public Status PreScore(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes)
    {
        bool prefers = pod.PreferredAffinity.Count + pod.PreferredAntiAffinity.Count > 0;
        if (args.IgnorePreferredTermsOfExistingPods && !prefers)
            return Status.Skip;
        List<(TopologySums Sums, long Weight)> parts = [];
        foreach (AffinityTerm term in pod.PreferredAffinity)
            AddPart(parts, SumsOf(snapshot.PodsMeantBy([term]), term), term.Weight);
        foreach (AffinityTerm term in pod.PreferredAntiAffinity)
            AddPart(parts, SumsOf(snapshot.PodsMeantBy([term]), term), -term.Weight);
        foreach (TermTally tally in snapshot.TermsMeaning(pod))
        {
            int weight = tally.Kind switch
            {
                TermKind.RequiredAffinity => args.HardPodAffinityWeight,
                TermKind.PreferredAffinity => tally.Term.Weight,
                TermKind.PreferredAntiAffinity => -tally.Term.Weight,
                _ => 0,
            };
            if (weight != 0)
                AddPart(parts, SumsOf(tally, tally.Term), weight);
        }
        if (parts.Count == 0)
            return Status.Skip;
        state.Set(ScoreKey, parts.ToArray());
        return Status.Success;
    }

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        long score = 0;
        foreach ((TopologySums sums, long weight) in state.Get<(TopologySums, long)[]>(ScoreKey)!)
            score += sums.At(node.Slot) * weight;
        return score;
    }

    public void Normalize(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores)
    {
        long min = long.MaxValue, max = long.MinValue;
        foreach (long score in scores)
        {
            min = Math.Min(min, score);
            max = Math.Max(max, score);
        }
        foreach (ref long score in scores)
            score = max > min ? (long)(Profile.ScoreMax * ((score - min) / (double)(max - min))) : 0;
    }

    private static void AddPart(List<(TopologySums Sums, long Weight)> parts, TopologySums sums, long weight)
    {
        if (sums.Total > 0)
            parts.Add((sums, weight));
    }

    private TopologySums SumsOf(Tally tally, AffinityTerm term) => tally.By(snapshot.Topology(term.TopologyKey));

    private TopologySums[] RepelledBy(PodInfo pod)
    {
        List<TopologySums>? repelling = null;
        foreach (TermTally tally in snapshot.TermsMeaning(pod))
        {
            if (tally.Kind != TermKind.RequiredAntiAffinity)
                continue;
            TopologySums sums = SumsOf(tally, tally.Term);
            if (sums.Total > 0)
                (repelling ??= []).Add(sums);
        }
        return repelling is null ? [] : [.. repelling];
    }

    // A Pod that comes may be the one to be near to; one that goes may have been in the way.
    private bool MayHelp(PodInfo pod, in ClusterChange change)
    {
        PodInfo? before = change.Before as PodInfo, after = change.After as PodInfo;
        foreach (AffinityTerm term in pod.RequiredAffinity)
        {
            if (after is not null && snapshot.IsMeantBy(after, term))
                return true;
        }
        if (before is null)
            return false;
        foreach (AffinityTerm term in pod.RequiredAntiAffinity)
        {
            if (snapshot.IsMeantBy(before, term))
                return true;
        }
        foreach (AffinityTerm term in before.RequiredAntiAffinity)
        {
            if (snapshot.IsMeantBy(pod, term))
                return true;
        }
        return false;
    }

    private static bool HasKeys(PodInfo pod, Node node) =>
        pod.RequiredAffinity.All(term => node.Metadata.Labels.ContainsKey(term.TopologyKey));

    private sealed class FilterState
    {
        public TopologySums[] Affinity { get; set; } = [];
        public TopologySums[] AntiAffinity { get; set; } = [];
        public TopologySums[] Existing { get; set; } = [];
        public bool MeansItself { get; set; }
    }
}
