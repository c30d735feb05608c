using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;
using CoreNodeAffinity = Kubesharp.Api.Core.NodeAffinity;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>nodeSelector and node affinity: required terms filter, preferred terms score by weight.</summary>
public sealed class NodeAffinity : IFilterPlugin, IScorePlugin
{
    private static readonly Status Rejection =
        Status.Unresolvable("node(s) didn't match Pod's node affinity/selector");

    public string Name => nameof(NodeAffinity);

    public ClusterEvent WakeOn => ClusterEvent.NodeLabelsChanged | ClusterEvent.NodeAdded;

    public int Weight => 2;

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node) =>
        Matches(pod.Pod, node.Node) ? Status.Success : Rejection;

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        CoreNodeAffinity? affinity = pod.Pod.Spec.Affinity?.NodeAffinity;
        if (affinity is null)
            return 0;
        long sum = 0;
        foreach (PreferredSchedulingTerm term in affinity.PreferredDuringSchedulingIgnoredDuringExecution)
        {
            if (term.Weight > 0 && Matches(term.Preference, node.Node))
                sum += term.Weight;
        }
        return sum;
    }

    public void Normalize(Span<long> scores) => Scores.Normalize(scores, reverse: false);

    internal static bool Matches(Pod pod, Node node)
    {
        foreach ((string key, string value) in pod.Spec.NodeSelector)
        {
            if (!node.Metadata.Labels.TryGetValue(key, out string? actual) || actual != value)
                return false;
        }
        if (pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not { } required)
            return true;
        foreach (NodeSelectorTerm term in required.NodeSelectorTerms)
        {
            if (Matches(term, node))
                return true;
        }
        return false;
    }

    // A term with nothing in it matches nothing; terms are alternatives, what is inside a term must all hold.
    private static bool Matches(NodeSelectorTerm term, Node node)
    {
        if (term.MatchExpressions.Count == 0 && term.MatchFields.Count == 0)
            return false;
        foreach (NodeSelectorRequirement requirement in term.MatchExpressions)
        {
            bool present = node.Metadata.Labels.TryGetValue(requirement.Key, out string? value);
            if (!Holds(requirement, present, value))
                return false;
        }
        foreach (NodeSelectorRequirement requirement in term.MatchFields)
        {
            if (requirement.Key != "metadata.name" || !Holds(requirement, true, node.Metadata.Name))
                return false;
        }
        return true;
    }

    private static bool Holds(NodeSelectorRequirement requirement, bool present, string? value)
    {
        switch (requirement.Operator)
        {
            case "In":
                return present && requirement.Values.Contains(value!);
            case "NotIn":
                return !present || !requirement.Values.Contains(value!);
            case "Exists":
                return present;
            case "DoesNotExist":
                return !present;
            case "Gt" or "Lt":
                if (!present || requirement.Values.Count != 1
                    || !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long have)
                    || !long.TryParse(
                        requirement.Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                            out long limit))
                    return false;
                return requirement.Operator == "Gt" ? have > limit : have < limit;
            default:
                return false;
        }
    }
}
