using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a Pod's wishes for its place must satisfy: affinities and spreading.</summary>
internal static class AffinityRules
{
    private const string WeightRange = "must be in the range 1-100";
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static void Validate(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.Affinity is { } affinity)
        {
            FieldPath at = path.Child("affinity");
            if (affinity.NodeAffinity is { } node)
                ValidateNodes(node, at.Child("nodeAffinity"), errors);
            if (affinity.PodAffinity is { } pods)
            {
                ValidatePods(pods.RequiredDuringSchedulingIgnoredDuringExecution,
                    pods.PreferredDuringSchedulingIgnoredDuringExecution, at.Child("podAffinity"), errors);
            }
            if (affinity.PodAntiAffinity is { } others)
            {
                ValidatePods(others.RequiredDuringSchedulingIgnoredDuringExecution,
                    others.PreferredDuringSchedulingIgnoredDuringExecution, at.Child("podAntiAffinity"), errors);
            }
        }
        for (int i = 0; i < spec.TopologySpreadConstraints.Count; i++)
            ValidateSpread(spec.TopologySpreadConstraints, i, path.Child("topologySpreadConstraints").Index(i), errors);
    }

    private static void ValidateNodes(NodeAffinity affinity, FieldPath path, FieldErrors errors)
    {
        if (affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } required)
        {
            FieldPath terms = path.Child(Required, "nodeSelectorTerms");
            if (required.NodeSelectorTerms.Count == 0)
                errors.Required(terms, "must have at least one node selector term");
            for (int i = 0; i < required.NodeSelectorTerms.Count; i++)
                ValidateTerm(required.NodeSelectorTerms[i], terms.Index(i), errors);
        }
        for (int i = 0; i < affinity.PreferredDuringSchedulingIgnoredDuringExecution.Count; i++)
        {
            PreferredSchedulingTerm term = affinity.PreferredDuringSchedulingIgnoredDuringExecution[i];
            FieldPath at = path.Child(Preferred).Index(i);
            if (term.Weight is < 1 or > 100)
                errors.Invalid(at.Child("weight"), term.Weight, WeightRange);
            ValidateTerm(term.Preference, at.Child("preference"), errors);
        }
    }

    private static void ValidateTerm(NodeSelectorTerm term, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < term.MatchExpressions.Count; i++)
        {
            NodeSelectorRequirement requirement = term.MatchExpressions[i];
            FieldPath at = path.Child("matchExpressions").Index(i);
            switch (requirement.Operator)
            {
                case "In" or "NotIn" when requirement.Values.Count == 0:
                    errors.Required(at.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                    break;
                case "Exists" or "DoesNotExist" when requirement.Values.Count > 0:
                    errors.Forbidden(at.Child("values"),
                        "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                    break;
                case "Gt" or "Lt" when requirement.Values.Count != 1:
                    errors.Required(at.Child("values"),
                        "must be specified single value when `operator` is 'Lt' or 'Gt'");
                    break;
                case "In" or "NotIn" or "Exists" or "DoesNotExist" or "Gt" or "Lt":
                    break;
                default:
                    errors.Invalid(at.Child("operator"), requirement.Operator, "not a valid selector operator");
                    break;
            }
            MetadataRules.ValidateLabelKey(requirement.Key, at.Child("key"), errors);
        }
        for (int i = 0; i < term.MatchFields.Count; i++)
        {
            // The name is the only field that nodes are selected by.
            if (term.MatchFields[i].Key != "metadata.name")
            {
                errors.Invalid(path.Child("matchFields").Index(i).Child("key"), term.MatchFields[i].Key,
                    "not a valid field selector key");
            }
        }
    }

    private static void ValidatePods(
        IReadOnlyList<PodAffinityTerm> required, IReadOnlyList<WeightedPodAffinityTerm> preferred, FieldPath path,
        FieldErrors errors)
    {
        for (int i = 0; i < required.Count; i++)
            ValidateTerm(required[i], path.Child(Required).Index(i), errors);
        for (int i = 0; i < preferred.Count; i++)
        {
            FieldPath at = path.Child(Preferred).Index(i);
            if (preferred[i].Weight is < 1 or > 100)
                errors.Invalid(at.Child("weight"), preferred[i].Weight, WeightRange);
            ValidateTerm(preferred[i].PodAffinityTerm, at.Child("podAffinityTerm"), errors);
        }
    }

    private static void ValidateTerm(PodAffinityTerm term, FieldPath path, FieldErrors errors)
    {
        if (term.LabelSelector is { } labels)
            LabelQuery.Validate(labels, path.Child("labelSelector"), errors);
        if (term.NamespaceSelector is { } namespaces)
            LabelQuery.Validate(namespaces, path.Child("namespaceSelector"), errors);
        ValidateTopologyKey(term.TopologyKey, path.Child("topologyKey"), errors);
    }

    private static void ValidateTopologyKey(string key, FieldPath path, FieldErrors errors)
    {
        if (key.Length == 0)
            errors.Required(path, "can not be empty");
        else
            MetadataRules.ValidateLabelKey(key, path, errors);
    }

    private static void ValidateSpread(
        IReadOnlyList<TopologySpreadConstraint> constraints, int index, FieldPath path, FieldErrors errors)
    {
        TopologySpreadConstraint constraint = constraints[index];
        if (constraint.MaxSkew <= 0)
            errors.Invalid(path.Child("maxSkew"), constraint.MaxSkew, "must be greater than zero");
        ValidateTopologyKey(constraint.TopologyKey, path.Child("topologyKey"), errors);
        if (constraint.WhenUnsatisfiable is not ("DoNotSchedule" or "ScheduleAnyway"))
        {
            errors.NotSupported(path.Child("whenUnsatisfiable"), constraint.WhenUnsatisfiable,
                "DoNotSchedule", "ScheduleAnyway");
        }
        if (constraint.MinDomains is <= 0)
            errors.Invalid(path.Child("minDomains"), constraint.MinDomains.Value, "must be greater than zero");
        if (constraint.LabelSelector is { } selector)
            LabelQuery.Validate(selector, path.Child("labelSelector"), errors);
        for (int earlier = 0; earlier < index; earlier++)
        {
            TopologySpreadConstraint other = constraints[earlier];
            if (other.TopologyKey == constraint.TopologyKey && other.WhenUnsatisfiable == constraint.WhenUnsatisfiable)
            {
                errors.Duplicate(path.Child("{topologyKey, whenUnsatisfiable}"),
                    $"{{{constraint.TopologyKey}, {constraint.WhenUnsatisfiable}}}");
            }
        }
    }
}
