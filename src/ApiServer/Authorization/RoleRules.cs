using Kubesharp.Api.Meta;
using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Admission;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>The rules that a role stands for.</summary>
internal static class RoleRules
{
    /// <summary>The rules of a referenced role; null when it does not exist.</summary>
    /// <param name="objects">Where the roles are.</param>
    /// <param name="reference">From a binding.</param>
    /// <param name="namespace">The binding's namespace, which a Role is looked for in.</param>
    public static IReadOnlyList<PolicyRule>? Of(IObjectReader objects, RoleRef reference, string @namespace) =>
        reference.Kind == "Role"
            ? (objects.Get(Resources.Roles, @namespace, reference.Name) as Role)?.Rules
            : objects.Get(Resources.ClusterRoles, "", reference.Name) is ClusterRole role
                ? Effective(objects, role)
                : null;

    /// <summary>
    /// An aggregated role holds the rules of those it selects at once, whether or not they were copied into it yet.
    /// </summary>
    public static IReadOnlyList<PolicyRule> Effective(IObjectReader objects, ClusterRole role)
    {
        if (role.AggregationRule is null)
            return role.Rules;
        List<PolicyRule> rules = [];
        Collect(objects, role, new(StringComparer.Ordinal) { role.Metadata.Name }, rules);
        return rules.Count > 0 ? rules : role.Rules;
    }

    private static void Collect(
        IObjectReader objects, ClusterRole role, HashSet<string> seen, List<PolicyRule> rules)
    {
        if (role.AggregationRule is null)
        {
            rules.AddRange(role.Rules);
            return;
        }
        foreach (ClusterRole other in objects.List(Resources.ClusterRoles, "").Cast<ClusterRole>())
        {
            if (role.AggregationRule.ClusterRoleSelectors.Any(selector => Selects(selector, other))
                && seen.Add(other.Metadata.Name))
            {
                Collect(objects, other, seen, rules);
            }
        }
    }

    public static bool Selects(LabelSelector selector, ClusterRole role)
    {
        IReadOnlyDictionary<string, string> labels = role.Metadata.Labels;
        foreach ((string key, string value) in selector.MatchLabels)
        {
            if (labels.GetValueOrDefault(key) != value)
                return false;
        }
        foreach (LabelSelectorRequirement requirement in selector.MatchExpressions)
        {
            bool has = labels.TryGetValue(requirement.Key, out string? value);
            bool matches = requirement.Operator switch
            {
                "In" => has && requirement.Values.Contains(value),
                "NotIn" => !has || !requirement.Values.Contains(value),
                "Exists" => has,
                "DoesNotExist" => !has,
                _ => false,
            };
            if (!matches)
                return false;
        }
        return true;
    }
}
