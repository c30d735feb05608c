using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a Pod's wishes for its neighbours and its node must satisfy.</summary>
internal static class AffinityRules
{
    private const string WeightRange = "must be in the range 1-100";
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    private const string OnlyAdditions = "only additions are allowed (no mutations or deletions)";

    public static void Validate(Affinity affinity, FieldPath path, FieldErrors errors)
    {
        if (affinity.NodeAffinity is { } node)
            ValidateNodes(node, path.Child("nodeAffinity"), errors);
        if (affinity.PodAffinity is { } pods)
        {
            ValidatePods(pods.RequiredDuringSchedulingIgnoredDuringExecution,
                pods.PreferredDuringSchedulingIgnoredDuringExecution, path.Child("podAffinity"), errors);
        }
        if (affinity.PodAntiAffinity is { } others)
        {
            ValidatePods(others.RequiredDuringSchedulingIgnoredDuringExecution,
                others.PreferredDuringSchedulingIgnoredDuringExecution, path.Child("podAntiAffinity"), errors);
        }
    }

    /// <summary>At least one term, each of them valid.</summary>
    public static void ValidateNodeSelector(NodeSelector selector, FieldPath path, FieldErrors errors)
    {
        FieldPath terms = path.Child("nodeSelectorTerms");
        if (selector.NodeSelectorTerms.Count == 0)
            errors.Required(terms, "must have at least one node selector term");
        for (int i = 0; i < selector.NodeSelectorTerms.Count; i++)
            ValidateTerm(selector.NodeSelectorTerms[i], true, terms.Index(i), errors);
    }

    /// <summary>While a Pod is held back by gates its choice of nodes may become narrower, never wider.</summary>
    public static void ValidateNarrowing(
        NodeAffinity? changed, NodeAffinity? old, FieldPath path, FieldErrors errors)
    {
        if (old?.RequiredDuringSchedulingIgnoredDuringExecution is not { } before)
            return;
        IReadOnlyList<NodeSelectorTerm> oldTerms = before.NodeSelectorTerms;
        IReadOnlyList<NodeSelectorTerm> terms =
            changed?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [];
        FieldPath at = path.Child(Required, "nodeSelectorTerms");
        if (oldTerms.Count > 0 && oldTerms.Count != terms.Count)
        {
            errors.InvalidShown(at, $"[{string.Join(',', terms.Select(ApiJson.ToText))}]",
                "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }
        for (int i = 0; i < oldTerms.Count; i++)
        {
            if (!OnlyAdds(terms[i], oldTerms[i]))
                errors.InvalidShown(at.Index(i), ApiJson.ToText(terms[i]), OnlyAdditions);
        }
    }

    /// <summary>Keys whose values are taken from the Pod itself.</summary>
    public static void ValidateKeys(
        IReadOnlyList<string> match, IReadOnlyList<string> mismatch, LabelSelector? selector, FieldPath path,
        FieldErrors errors)
    {
        ValidateKeyNames(match, selector, path, "matchLabelKeys", errors);
        ValidateKeyNames(mismatch, selector, path, "mismatchLabelKeys", errors);
        if (match.Count == 0)
            return;
        if (selector is not null)
        {
            var seen = new HashSet<string>(selector.MatchLabels.Keys, StringComparer.Ordinal);
            foreach (LabelSelectorRequirement expression in selector.MatchExpressions)
            {
                // The server itself has added one expression for each key; a second one is the user's.
                int index = LastIndexOf(match, expression.Key);
                if (!seen.Add(expression.Key) && index >= 0)
                {
                    errors.Invalid(path.Index(index), expression.Key,
                        "exists in both matchLabelKeys and labelSelector");
                }
            }
        }
        for (int i = 0; i < match.Count; i++)
        {
            if (mismatch.Contains(match[i]))
            {
                errors.Invalid(path.Child("matchLabelKeys").Index(i), match[i],
                    "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
    }

    private static int LastIndexOf(IReadOnlyList<string> keys, string key)
    {
        for (int i = keys.Count - 1; i >= 0; i--)
        {
            if (keys[i] == key)
                return i;
        }
        return -1;
    }

    private static void ValidateKeyNames(
        IReadOnlyList<string> keys, LabelSelector? selector, FieldPath path, string field, FieldErrors errors)
    {
        if (keys.Count == 0)
            return;
        if (selector is null)
        {
            errors.Forbidden(path.Child(field), "must not be specified when labelSelector is not set");
            return;
        }
        for (int i = 0; i < keys.Count; i++)
            MetadataRules.ValidateLabelKey(keys[i], path.Child(field).Index(i), errors);
    }

    private static void ValidateNodes(NodeAffinity affinity, FieldPath path, FieldErrors errors)
    {
        if (affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } required)
            ValidateNodeSelector(required, path.Child(Required), errors);
        for (int i = 0; i < affinity.PreferredDuringSchedulingIgnoredDuringExecution.Count; i++)
        {
            PreferredSchedulingTerm term = affinity.PreferredDuringSchedulingIgnoredDuringExecution[i];
            FieldPath at = path.Child(Preferred).Index(i);
            if (term.Weight is < 1 or > 100)
                errors.Invalid(at.Child("weight"), term.Weight, WeightRange);
            // Values that no label can have do no harm here: the wish is just not met.
            ValidateTerm(term.Preference, false, at.Child("preference"), errors);
        }
    }

    private static void ValidateTerm(NodeSelectorTerm term, bool checkValues, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < term.MatchExpressions.Count; i++)
        {
            ValidateExpression(
                term.MatchExpressions[i], checkValues, path.Child("matchExpressions").Index(i), errors);
        }
        for (int i = 0; i < term.MatchFields.Count; i++)
            ValidateField(term.MatchFields[i], path.Child("matchFields").Index(i), errors);
    }

    private static void ValidateExpression(
        NodeSelectorRequirement requirement, bool checkValues, FieldPath path, FieldErrors errors)
    {
        switch (requirement.Operator)
        {
            case "In" or "NotIn" when requirement.Values.Count == 0:
                errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when requirement.Values.Count > 0:
                errors.Forbidden(path.Child("values"),
                    "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "Gt" or "Lt" when requirement.Values.Count != 1:
                errors.Required(path.Child("values"),
                    "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist" or "Gt" or "Lt":
                break;
            default:
                errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }
        MetadataRules.ValidateLabelKey(requirement.Key, path.Child("key"), errors);
        if (!checkValues)
            return;
        for (int i = 0; i < requirement.Values.Count; i++)
            NameChecks.LabelValue(requirement.Values[i], path.Child("values").Index(i), errors);
    }

    // The name is the only field that nodes are selected by.
    private static void ValidateField(NodeSelectorRequirement requirement, FieldPath path, FieldErrors errors)
    {
        if (requirement.Operator is not ("In" or "NotIn"))
            errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
        else if (requirement.Values.Count != 1)
        {
            errors.Required(path.Child("values"),
                "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }
        if (requirement.Key != "metadata.name")
        {
            errors.Invalid(path.Child("key"), requirement.Key, "not a valid field selector key");
            return;
        }
        for (int i = 0; i < requirement.Values.Count; i++)
            NameChecks.Subdomain(requirement.Values[i], path.Child("values").Index(i), errors);
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
        foreach (string name in term.Namespaces)
            NameChecks.Label(name, path.Child("namespace"), errors);
        ValidateKeys(term.MatchLabelKeys, term.MismatchLabelKeys, term.LabelSelector, path, errors);
        if (term.TopologyKey.Length == 0)
            errors.Required(path.Child("topologyKey"), "can not be empty");
        MetadataRules.ValidateLabelKey(term.TopologyKey, path.Child("topologyKey"), errors);
    }

    private static bool OnlyAdds(NodeSelectorTerm term, NodeSelectorTerm old)
    {
        // An empty term selects nothing, so anything in it would select more.
        if (old.MatchExpressions.Count == 0 && old.MatchFields.Count == 0)
            return term.MatchExpressions.Count == 0 && term.MatchFields.Count == 0;
        return StartsWith(term.MatchExpressions, old.MatchExpressions) && StartsWith(term.MatchFields, old.MatchFields);
    }

    private static bool StartsWith(
        IReadOnlyList<NodeSelectorRequirement> list, IReadOnlyList<NodeSelectorRequirement> start) =>
        list.Count >= start.Count && list.Take(start.Count).SequenceEqual(start);
}
