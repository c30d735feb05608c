using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What constraints on spreading over zones, nodes and the like must satisfy.</summary>
internal static class SpreadRules
{
    public static void Validate(
        IReadOnlyList<TopologySpreadConstraint> constraints, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < constraints.Count; i++)
        {
            TopologySpreadConstraint constraint = constraints[i];
            FieldPath at = path.Index(i);
            if (constraint.MaxSkew <= 0)
                errors.Invalid(at.Child("maxSkew"), constraint.MaxSkew, "must be greater than zero");
            if (constraint.TopologyKey.Length == 0)
                errors.Required(at.Child("topologyKey"), "can not be empty");
            if (constraint.WhenUnsatisfiable is not ("DoNotSchedule" or "ScheduleAnyway"))
            {
                errors.NotSupported(at.Child("whenUnsatisfiable"), constraint.WhenUnsatisfiable,
                    "DoNotSchedule", "ScheduleAnyway");
            }
            CheckRepeated(constraints, i, at, errors);
            CheckMinDomains(constraint, at.Child("minDomains"), errors);
            CheckPolicy(constraint.NodeAffinityPolicy, at, "nodeAffinityPolicy", errors);
            CheckPolicy(constraint.NodeTaintsPolicy, at, "nodeTaintsPolicy", errors);
            AffinityRules.ValidateKeys(constraint.MatchLabelKeys, [], constraint.LabelSelector, at, errors);
            if (constraint.LabelSelector is { } selector)
                LabelQuery.Validate(selector, at.Child("labelSelector"), errors);
        }
    }

    private static void CheckRepeated(
        IReadOnlyList<TopologySpreadConstraint> constraints, int index, FieldPath path, FieldErrors errors)
    {
        TopologySpreadConstraint constraint = constraints[index];
        for (int later = index + 1; later < constraints.Count; later++)
        {
            if (constraints[later].TopologyKey != constraint.TopologyKey
                || constraints[later].WhenUnsatisfiable != constraint.WhenUnsatisfiable)
                continue;
            errors.Duplicate(path.Child("{topologyKey, whenUnsatisfiable}"),
                $"{{{constraint.TopologyKey}, {constraint.WhenUnsatisfiable}}}");
            return;
        }
    }

    private static void CheckMinDomains(TopologySpreadConstraint constraint, FieldPath path, FieldErrors errors)
    {
        if (constraint.MinDomains is not { } domains)
            return;
        if (domains <= 0)
            errors.Invalid(path, domains, "must be greater than zero");
        if (constraint.WhenUnsatisfiable != "DoNotSchedule")
        {
            errors.Invalid(path, domains, "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not "
                + constraint.WhenUnsatisfiable);
        }
    }

    private static void CheckPolicy(string? policy, FieldPath path, string field, FieldErrors errors)
    {
        if (policy is not (null or "Honor" or "Ignore"))
            errors.NotSupported(path.Child(field), policy, "Honor", "Ignore");
    }
}
