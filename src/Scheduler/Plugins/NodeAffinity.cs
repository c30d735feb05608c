using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;
using CoreNodeAffinity = Kubesharp.Api.Core.NodeAffinity;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>
/// nodeSelector and node affinity: required terms filter, preferred terms score by weight. What an administrator has
/// added for the profile (<c>addedAffinity</c>) counts as if it stood in every Pod.
/// </summary>
public sealed class NodeAffinity(CoreNodeAffinity? added = null)
    : IPreFilterPlugin, IFilterPlugin, IPreScorePlugin, IScorePlugin
{
    private const string NodeNameField = "metadata.name";
    private const string StateKey = nameof(NodeAffinity);

    private static readonly Status Rejection =
        Status.Unresolvable("node(s) didn't match Pod's node affinity/selector");

    private static readonly Status AddedRejection =
        Status.Unresolvable("node(s) didn't match scheduler-enforced node affinity");

    private static readonly object NoSelection = new();

    public string Name => nameof(NodeAffinity);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.Node, EventAction.Add | EventAction.NodeLabels,
            static (PodInfo pod, in ClusterChange change) =>
                change.After is Node node && NodeSelection.Matches(pod.Pod, node)
                && (change.Before is not Node before || !NodeSelection.Matches(pod.Pod, before))),
    ];

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot snapshot)
    {
        NodeSelection? selection = snapshot.SelectionOf(pod.Pod);
        if (selection is null && added?.RequiredDuringSchedulingIgnoredDuringExecution is null)
            return Status.Skip;
        state.Set(StateKey, selection ?? NoSelection);
        HashSet<string>? names = NamesOf(pod.Pod);
        if (names is { Count: 0 })
            return Rejection;
        return new(Status.Success, names);
    }

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        if (added?.RequiredDuringSchedulingIgnoredDuringExecution is { } enforced
            && !NodeSelection.Matches(enforced, node.Node))
            return AddedRejection;
        return state.Get<NodeSelection>(StateKey) is not { } selection || selection.Matches(node)
            ? Status.Success : Rejection;
    }

    public Status PreScore(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes) =>
        PreferredOf(pod).Count == 0 && added is not { PreferredDuringSchedulingIgnoredDuringExecution.Count: > 0 }
            ? Status.Skip : Status.Success;

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        long sum = Sum(PreferredOf(pod), node);
        return added is null ? sum : sum + Sum(added.PreferredDuringSchedulingIgnoredDuringExecution, node);
    }

    public void Normalize(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores) =>
        Scores.Normalize(scores, reverse: false);

    private static IReadOnlyList<PreferredSchedulingTerm> PreferredOf(PodInfo pod) =>
        pod.Pod.Spec.Affinity?.NodeAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? [];

    private static long Sum(IReadOnlyList<PreferredSchedulingTerm> terms, NodeInfo node)
    {
        long sum = 0;
        for (int i = 0; i < terms.Count; i++)
        {
            if (terms[i].Weight > 0 && NodeSelection.Matches(terms[i].Preference, node.Node))
                sum += terms[i].Weight;
        }
        return sum;
    }

    /// <summary>The nodes that every alternative names; null when one of them names none.</summary>
    private static HashSet<string>? NamesOf(Pod pod)
    {
        NodeSelector? required = pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        if (required is null || required.NodeSelectorTerms.Count == 0)
            return null;
        HashSet<string> all = new(StringComparer.Ordinal);
        foreach (NodeSelectorTerm term in required.NodeSelectorTerms)
        {
            HashSet<string>? names = null;
            foreach (NodeSelectorRequirement field in term.MatchFields)
            {
                if (field is not { Key: NodeNameField, Operator: "In" })
                    continue;
                if (names is null)
                    names = new(field.Values, StringComparer.Ordinal);
                else
                    names.IntersectWith(field.Values);
            }
            if (names is null)
                return null;
            all.UnionWith(names);
        }
        return all;
    }
}
