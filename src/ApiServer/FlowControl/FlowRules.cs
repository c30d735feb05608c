using Kubesharp.Api.Authentication;
using Kubesharp.Api.FlowControl;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.FlowControl;

/// <summary>Which FlowSchema a request belongs to. Pure.</summary>
internal static class FlowRules
{
    private const string All = "*";

    public static bool Matches(FlowSchema schema, UserInfo user, RequestInfo info)
    {
        foreach (PolicyRulesWithSubjects rules in schema.Spec.Rules)
        {
            if (MatchesRule(rules, info) && MatchesSubject(rules.Subjects, user))
                return true;
        }
        return false;
    }

    /// <summary>What tells the flows of a schema apart: nothing, the user or the namespace.</summary>
    public static string Distinguisher(FlowSchema schema, UserInfo user, RequestInfo info) =>
        schema.Spec.DistinguisherMethod?.Type switch
        {
            FlowDistinguisherMethodType.ByUser => user.Username,
            FlowDistinguisherMethodType.ByNamespace => info.Namespace,
            _ => "",
        };

    private static bool MatchesSubject(IReadOnlyList<Subject> subjects, UserInfo user)
    {
        foreach (Subject subject in subjects)
        {
            bool matches = subject.Kind switch
            {
                SubjectKind.User => subject.User is { } one && (one.Name == All || one.Name == user.Username),
                SubjectKind.Group => subject.Group is { } group
                    && (group.Name == All || user.Groups.Contains(group.Name)),
                SubjectKind.ServiceAccount => subject.ServiceAccount is { } account
                    && IsAccount(account, user.Username),
                _ => false,
            };
            if (matches)
                return true;
        }
        return false;
    }

    private static bool IsAccount(ServiceAccountSubject account, string userName)
    {
        string prefix = $"{Users.ServiceAccountPrefix}{account.Namespace}:";
        return userName.StartsWith(prefix, StringComparison.Ordinal)
            && (account.Name == All || userName.AsSpan(prefix.Length).SequenceEqual(account.Name));
    }

    private static bool MatchesRule(PolicyRulesWithSubjects rules, RequestInfo info)
    {
        if (!info.IsResourceRequest)
        {
            foreach (NonResourcePolicyRule rule in rules.NonResourceRules)
            {
                if (Has(rule.Verbs, info.Verb) && HasPath(rule.NonResourceURLs, info.Path))
                    return true;
            }
            return false;
        }
        foreach (ResourcePolicyRule rule in rules.ResourceRules)
        {
            if (Has(rule.Verbs, info.Verb) && Has(rule.ApiGroups, info.Group) && HasResource(rule.Resources, info)
                && (info.Namespace.Length == 0 ? rule.ClusterScope : Has(rule.Namespaces, info.Namespace)))
            {
                return true;
            }
        }
        return false;
    }

    private static bool HasResource(IReadOnlyList<string> resources, RequestInfo info) =>
        Has(resources, info.Subresource.Length == 0 ? info.Resource : $"{info.Resource}/{info.Subresource}");

    private static bool HasPath(IReadOnlyList<string> patterns, string path)
    {
        foreach (string pattern in patterns)
        {
            bool matches = pattern == All || pattern == path
                || (pattern.EndsWith("/*", StringComparison.Ordinal)
                    && path.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1)));
            if (matches)
                return true;
        }
        return false;
    }

    private static bool Has(IReadOnlyList<string> values, string value)
    {
        foreach (string one in values)
        {
            if (one == All || one == value)
                return true;
        }
        return false;
    }
}
