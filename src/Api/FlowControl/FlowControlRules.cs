using Kubesharp.Api.Validation;

namespace Kubesharp.Api.FlowControl;

/// <summary>What a FlowSchema may match.</summary>
internal static class FlowControlRules
{
    private static readonly string[] Verbs =
        ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

    public static void Validate(PolicyRulesWithSubjects rule, FieldPath path, FieldErrors errors)
    {
        if (rule.Subjects.Count == 0)
            errors.Required(path.Child("subjects"), "subjects must contain at least one value");
        for (int i = 0; i < rule.Subjects.Count; i++)
            Validate(rule.Subjects[i], path.Child("subjects").Index(i), errors);
        if (rule.ResourceRules.Count == 0 && rule.NonResourceRules.Count == 0)
            errors.Required(path, "at least one of resourceRules and nonResourceRules has to be non-empty");
        for (int i = 0; i < rule.ResourceRules.Count; i++)
            Validate(rule.ResourceRules[i], path.Child("resourceRules").Index(i), errors);
        for (int i = 0; i < rule.NonResourceRules.Count; i++)
            Validate(rule.NonResourceRules[i], path.Child("nonResourceRules").Index(i), errors);
    }

    private static void Validate(Subject subject, FieldPath path, FieldErrors errors)
    {
        if (subject.Kind is not ("Group" or "ServiceAccount" or "User"))
        {
            errors.NotSupported(path.Child("kind"), subject.Kind, "Group", "ServiceAccount", "User");
            return;
        }
        switch (subject.Kind)
        {
            case "ServiceAccount":
                Validate(subject.ServiceAccount, path.Child("serviceAccount"), errors);
                break;
            case "User":
                Named(subject.User?.Name, "user", "User", path.Child("user"), errors);
                break;
            default:
                Named(subject.Group?.Name, "group", "Group", path.Child("group"), errors);
                break;
        }
        Other(subject.ServiceAccount is not null, "serviceAccount", "ServiceAccount");
        Other(subject.User is not null, "user", "User");
        Other(subject.Group is not null, "group", "Group");

        void Other(bool there, string field, string kind)
        {
            if (there && subject.Kind != kind)
                errors.Forbidden(path.Child(field), $"{field} is forbidden when subject kind is not '{kind}'");
        }
    }

    private static void Named(string? name, string field, string kind, FieldPath path, FieldErrors errors)
    {
        if (name is null)
            errors.Required(path, $"{field} is required when subject kind is '{kind}'");
        else if (name.Length == 0)
            errors.Required(path.Child("name"));
    }

    private static void Validate(ServiceAccountSubject? account, FieldPath path, FieldErrors errors)
    {
        if (account is null)
        {
            errors.Required(path, "serviceAccount is required when subject kind is 'ServiceAccount'");
            return;
        }
        if (account.Name != "*")
            ValueRules.RequiredName(account.Name, NameRules.Subdomain, path.Child("name"), errors);
        ValueRules.RequiredName(
            account.Namespace, NameRules.Label, path.Child("namespace"), errors,
            "must specify namespace for service account");
    }

    private static void Validate(ResourcePolicyRule rule, FieldPath path, FieldErrors errors)
    {
        ValidateVerbs(rule.Verbs, path.Child("verbs"), errors);
        if (rule.ApiGroups.Count == 0)
            errors.Required(path.Child("apiGroups"), "resource rules must supply at least one api group");
        Alone(rule.ApiGroups, "api groups", path.Child("apiGroups"), errors);
        if (rule.Resources.Count == 0)
            errors.Required(path.Child("resources"), "resource rules must supply at least one resource");
        Alone(rule.Resources, "resources", path.Child("resources"), errors);
        path = path.Child("namespaces");
        if (rule.Namespaces.Count == 0 && !rule.ClusterScope)
        {
            errors.Required(path,
                "resource rules that are not cluster scoped must supply at least one namespace");
            return;
        }
        if (rule.Namespaces.Contains("*"))
        {
            Alone(rule.Namespaces, "namespaces", path, errors);
            return;
        }
        for (int i = 0; i < rule.Namespaces.Count; i++)
        {
            Complaints complaints = default;
            NameRules.CheckLabel(rule.Namespaces[i], ref complaints);
            foreach (string text in complaints.Texts)
            {
                errors.Invalid(path.Index(i), rule.Namespaces[i],
                    "each member of this list must be '*' or a DNS-1123 label; " + text);
            }
        }
    }

    private static void Validate(NonResourcePolicyRule rule, FieldPath path, FieldErrors errors)
    {
        ValidateVerbs(rule.Verbs, path.Child("verbs"), errors);
        IReadOnlyList<string> urls = rule.NonResourceURLs;
        path = path.Child("nonResourceURLs");
        if (urls.Count == 0)
            errors.Required(path, "nonResourceURLs must contain at least one value");
        if (urls.Contains("*"))
        {
            Alone(urls, "non-resource URLs", path, errors);
            return;
        }
        for (int i = 0; i < urls.Count; i++)
        {
            if (WrongUrl(urls[i]) is { } wrong)
                errors.Invalid(path.Index(i), urls[i], wrong);
        }
    }

    private static string? WrongUrl(string url)
    {
        if (url.Length == 0)
            return "must not be empty";
        if (url == "/")
            return null;
        if (!url.StartsWith('/'))
            return "must start with slash";
        if (url.Contains(' ', StringComparison.Ordinal))
            return "must not contain white-space";
        if (url.Contains("//", StringComparison.Ordinal))
            return "must not contain double slash";
        int wildcards = url.AsSpan().Count('*');
        return wildcards > 1 || (wildcards == 1 && !url.EndsWith("/*", StringComparison.Ordinal))
            ? "wildcard can only do suffix matching"
            : null;
    }

    private static void ValidateVerbs(IReadOnlyList<string> verbs, FieldPath path, FieldErrors errors)
    {
        if (verbs.Count == 0)
            errors.Required(path, "verbs must contain at least one value");
        else if (verbs.Contains("*"))
            Alone(verbs, "verbs", path, errors);
        else if (verbs.Any(static verb => !Verbs.Contains(verb)))
            errors.NotSupportedShown(path, ValueRules.Shown(verbs), Verbs);
    }

    private static void Alone(IReadOnlyList<string> values, string others, FieldPath path, FieldErrors errors)
    {
        if (values.Count > 1 && values.Contains("*"))
        {
            errors.InvalidShown(
                path, ValueRules.Shown(values), $"if '*' is present, must not specify other {others}");
        }
    }
}
