using Kubesharp.Api.Rbac;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>What a rule covers. Pure.</summary>
internal static class Rules
{
    public const string All = "*";

    /// <summary>Hot path: every request of everyone but system:masters. No allocation.</summary>
    public static bool Allows(PolicyRule rule, in AuthorizationAttributes attributes)
    {
        if (!Holds(rule.Verbs, attributes.Verb))
            return false;
        return attributes.IsResourceRequest
            ? Holds(rule.ApiGroups, attributes.Group)
                && MatchesResource(rule.Resources, attributes.Resource, attributes.Subresource)
                && (rule.ResourceNames.Count == 0 || Contains(rule.ResourceNames, attributes.Name))
            : MatchesPath(rule.NonResourceURLs, attributes.Path);
    }

    public static bool MatchesResource(IReadOnlyList<string> resources, string resource, string subresource)
    {
        for (int i = 0; i < resources.Count; i++)
        {
            string allowed = resources[i];
            if (allowed == All)
                return true;
            if (subresource.Length == 0)
            {
                if (allowed == resource)
                    return true;
                continue;
            }
            // "*/scale" means the subresource of every resource; "pods/*" means nothing, as upstream.
            int slash = allowed.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || !allowed.AsSpan(slash + 1).SequenceEqual(subresource))
                continue;
            ReadOnlySpan<char> parent = allowed.AsSpan(0, slash);
            if (parent is All || parent.SequenceEqual(resource))
                return true;
        }
        return false;
    }

    public static bool MatchesPath(IReadOnlyList<string> allowed, string path)
    {
        for (int i = 0; i < allowed.Count; i++)
        {
            string pattern = allowed[i];
            if (pattern == All || pattern == path)
                return true;
            if (pattern.EndsWith('*')
                && path.AsSpan().StartsWith(pattern.AsSpan().TrimEnd('*'), StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// The parts of <paramref name="wanted"/> that no rule of <paramref name="held"/> covers; empty when a holder of
    /// the one may grant the other.
    /// </summary>
    public static IReadOnlyList<PolicyRule> NotCovered(
        IReadOnlyList<PolicyRule> held, IReadOnlyList<PolicyRule> wanted)
    {
        List<PolicyRule> missing = [];
        foreach (PolicyRule rule in wanted)
        {
            foreach (PolicyRule part in Parts(rule))
            {
                if (!held.Any(owner => Covers(owner, part)))
                    missing.Add(part);
            }
        }
        return missing;
    }

    /// <summary>One verb on one resource of one group (and one name), or one verb on one path.</summary>
    public static IEnumerable<PolicyRule> Parts(PolicyRule rule)
    {
        foreach (string verb in rule.Verbs)
        {
            foreach (string path in rule.NonResourceURLs)
                yield return new() { Verbs = [verb], NonResourceURLs = [path] };
            foreach (string group in rule.ApiGroups)
            {
                foreach (string resource in rule.Resources)
                {
                    PolicyRule part = new() { Verbs = [verb], ApiGroups = [group], Resources = [resource] };
                    if (rule.ResourceNames.Count == 0)
                        yield return part;
                    foreach (string name in rule.ResourceNames)
                        yield return part with { ResourceNames = [name] };
                }
            }
        }
    }

    /// <summary>As Kubernetes prints a rule in the refusal of an escalation.</summary>
    public static string Text(PolicyRule rule)
    {
        List<string> parts = [];
        Add(parts, "APIGroups", rule.ApiGroups);
        Add(parts, "Resources", rule.Resources);
        Add(parts, "ResourceNames", rule.ResourceNames);
        Add(parts, "NonResourceURLs", rule.NonResourceURLs);
        Add(parts, "Verbs", rule.Verbs);
        return $"{{{string.Join(", ", parts)}}}";

        static void Add(List<string> parts, string name, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
                parts.Add($"{name}:[{string.Join(" ", values.Select(static value => $"\"{value}\""))}]");
        }
    }

    /// <summary>One line for each resource: verbs of parts that differ in nothing else are joined.</summary>
    public static IReadOnlyList<PolicyRule> Compact(IReadOnlyList<PolicyRule> parts)
    {
        List<PolicyRule> compact = [];
        foreach (PolicyRule part in parts)
        {
            int same = compact.FindIndex(rule =>
                rule.ApiGroups.SequenceEqual(part.ApiGroups) && rule.Resources.SequenceEqual(part.Resources)
                && rule.ResourceNames.SequenceEqual(part.ResourceNames)
                && rule.NonResourceURLs.SequenceEqual(part.NonResourceURLs));
            if (same < 0)
                compact.Add(part);
            else
                compact[same] = compact[same] with { Verbs = [.. compact[same].Verbs.Union(part.Verbs)] };
        }
        return compact;
    }

    private static bool Covers(PolicyRule owner, PolicyRule part)
    {
        if (!Holds(owner.Verbs, part.Verbs[0]))
            return false;
        if (part.NonResourceURLs.Count > 0)
            return CoversPath(owner.NonResourceURLs, part.NonResourceURLs[0]);
        if (!Holds(owner.ApiGroups, part.ApiGroups[0]) || !CoversResource(owner.Resources, part.Resources[0]))
            return false;
        return owner.ResourceNames.Count == 0
            || (part.ResourceNames.Count > 0 && Contains(owner.ResourceNames, part.ResourceNames[0]));
    }

    private static bool CoversResource(IReadOnlyList<string> owner, string resource)
    {
        if (Holds(owner, resource))
            return true;
        int slash = resource.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && Contains(owner, string.Concat("*", resource.AsSpan(slash)));
    }

    private static bool CoversPath(IReadOnlyList<string> owner, string path)
    {
        if (Holds(owner, path))
            return true;
        foreach (string pattern in owner)
        {
            // "/api*" covers "/api/*" too: what begins with the one begins with the other.
            if (pattern.EndsWith('*')
                && path.AsSpan().TrimEnd('*').StartsWith(pattern.AsSpan().TrimEnd('*'), StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private static bool Holds(IReadOnlyList<string> values, string value)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] == All || values[i] == value)
                return true;
        }
        return false;
    }

    private static bool Contains(IReadOnlyList<string> values, string value)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] == value)
                return true;
        }
        return false;
    }
}
