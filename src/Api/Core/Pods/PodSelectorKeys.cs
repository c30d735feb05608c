using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>
/// Keys whose values are those of the Pod's own labels become plain expressions of the selector when the Pod is made:
/// from then on nobody has to know about them.
/// </summary>
internal static class PodSelectorKeys
{
    public static Pod Merge(Pod pod)
    {
        PodSpec spec = pod.Spec;
        if (spec.Affinity is null && spec.TopologySpreadConstraints.Count == 0)
            return pod;
        IReadOnlyDictionary<string, string> labels = pod.Metadata.Labels;
        IReadOnlyList<TopologySpreadConstraint> constraints = Lists.Change(spec.TopologySpreadConstraints, constraint =>
        {
            LabelSelector? selector = Merge(constraint.LabelSelector, constraint.MatchLabelKeys, [], labels);
            return ReferenceEquals(selector, constraint.LabelSelector)
                ? constraint : constraint with { LabelSelector = selector };
        });
        Affinity? affinity = Merge(spec.Affinity, labels);
        return ReferenceEquals(constraints, spec.TopologySpreadConstraints) && ReferenceEquals(affinity, spec.Affinity)
            ? pod
            : pod with { Spec = spec with { Affinity = affinity, TopologySpreadConstraints = constraints } };
    }

    private static Affinity? Merge(Affinity? affinity, IReadOnlyDictionary<string, string> labels)
    {
        if (affinity is null or { PodAffinity: null, PodAntiAffinity: null })
            return affinity;
        PodAffinityTerm Term(PodAffinityTerm term)
        {
            LabelSelector? selector =
                Merge(term.LabelSelector, term.MatchLabelKeys, term.MismatchLabelKeys, labels);
            return ReferenceEquals(selector, term.LabelSelector) ? term : term with { LabelSelector = selector };
        }
        WeightedPodAffinityTerm Weighted(WeightedPodAffinityTerm term)
        {
            PodAffinityTerm merged = Term(term.PodAffinityTerm);
            return ReferenceEquals(merged, term.PodAffinityTerm) ? term : term with { PodAffinityTerm = merged };
        }
        Affinity result = affinity with
        {
            PodAffinity = affinity.PodAffinity is { } pods
                ? pods with
                {
                    RequiredDuringSchedulingIgnoredDuringExecution =
                        Lists.Change(pods.RequiredDuringSchedulingIgnoredDuringExecution, Term),
                    PreferredDuringSchedulingIgnoredDuringExecution =
                        Lists.Change(pods.PreferredDuringSchedulingIgnoredDuringExecution, Weighted),
                }
                : null,
            PodAntiAffinity = affinity.PodAntiAffinity is { } others
                ? others with
                {
                    RequiredDuringSchedulingIgnoredDuringExecution =
                        Lists.Change(others.RequiredDuringSchedulingIgnoredDuringExecution, Term),
                    PreferredDuringSchedulingIgnoredDuringExecution =
                        Lists.Change(others.PreferredDuringSchedulingIgnoredDuringExecution, Weighted),
                }
                : null,
        };
        return result.Equals(affinity) ? affinity : result;
    }

    private static LabelSelector? Merge(
        LabelSelector? selector, IReadOnlyList<string> match, IReadOnlyList<string> mismatch,
        IReadOnlyDictionary<string, string> labels)
    {
        if (selector is null || (match.Count == 0 && mismatch.Count == 0))
            return selector;
        List<LabelSelectorRequirement> expressions = [.. selector.MatchExpressions];
        Add(match, "In");
        Add(mismatch, "NotIn");
        return expressions.Count == selector.MatchExpressions.Count
            ? selector : selector with { MatchExpressions = expressions };

        void Add(IReadOnlyList<string> keys, string comparison)
        {
            foreach (string key in keys)
            {
                if (labels.TryGetValue(key, out string? value))
                    expressions.Add(new() { Key = key, Operator = comparison, Values = [value] });
            }
        }
    }
}
