using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a selector of nodes must satisfy, wherever it stands.</summary>
internal static class NodeSelectorRules
{
    public static void Validate(NodeSelector selector, FieldPath path, FieldErrors errors)
    {
        FieldPath terms = path.Child("nodeSelectorTerms");
        if (selector.NodeSelectorTerms.Count == 0)
            errors.Required(terms, "must have at least one node selector term");
        for (int i = 0; i < selector.NodeSelectorTerms.Count; i++)
        {
            NodeSelectorTerm term = selector.NodeSelectorTerms[i];
            for (int at = 0; at < term.MatchExpressions.Count; at++)
                ValidateLabel(term.MatchExpressions[at], terms.Index(i).Child("matchExpressions").Index(at), errors);
            for (int at = 0; at < term.MatchFields.Count; at++)
                ValidateField(term.MatchFields[at], terms.Index(i).Child("matchFields").Index(at), errors);
        }
    }

    private static void ValidateLabel(NodeSelectorRequirement requirement, FieldPath path, FieldErrors errors)
    {
        FieldPath values = path.Child("values");
        switch (requirement.Operator)
        {
            case "In" or "NotIn":
                if (requirement.Values.Count == 0)
                    errors.Required(values, "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist":
                if (requirement.Values.Count > 0)
                {
                    errors.Forbidden(values,
                        "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }
                break;
            case "Gt" or "Lt":
                if (requirement.Values.Count != 1)
                    errors.Required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            default:
                errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }
        MetadataRules.ValidateLabelKey(requirement.Key, path.Child("key"), errors);
        for (int i = 0; i < requirement.Values.Count; i++)
        {
            Complaints complaints = default;
            NameRules.CheckLabelValue(requirement.Values[i], ref complaints);
            complaints.Report(values.Index(i), requirement.Values[i], errors);
        }
    }

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
            ValueRules.Name(requirement.Values[i], NameRules.Subdomain, path.Child("values").Index(i), errors);
    }
}
