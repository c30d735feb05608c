using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Rbac;

/// <summary>What roles and bindings must satisfy, and what they say when their author left it out.</summary>
internal static class RoleRules
{
    private const string Group = "rbac.authorization.k8s.io";

    public static RoleRef Default(RoleRef reference) =>
        reference.ApiGroup.Length > 0 ? reference : reference with { ApiGroup = Group };

    public static Subject Default(Subject subject) =>
        subject.ApiGroup.Length == 0 && subject.Kind is "User" or "Group"
            ? subject with { ApiGroup = Group }
            : subject;

    public static void ValidateRules(
        IReadOnlyList<PolicyRule> rules, bool namespaced, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < rules.Count; i++)
        {
            PolicyRule rule = rules[i];
            FieldPath at = path.Index(i);
            if (rule.Verbs.Count == 0)
                errors.Required(at.Child("verbs"), "verbs must contain at least one value");
            if (rule.NonResourceURLs.Count > 0)
            {
                if (namespaced)
                {
                    errors.InvalidShown(at.Child("nonResourceURLs"), Show(rule.NonResourceURLs),
                        "namespaced rules cannot apply to non-resource URLs");
                }
                if (rule.ApiGroups.Count > 0 || rule.Resources.Count > 0 || rule.ResourceNames.Count > 0)
                {
                    errors.InvalidShown(at.Child("nonResourceURLs"), Show(rule.NonResourceURLs),
                        "rules cannot apply to both regular resources and non-resource URLs");
                }
                continue;
            }
            if (rule.ApiGroups.Count == 0)
                errors.Required(at.Child("apiGroups"), "resource rules must supply at least one api group");
            if (rule.Resources.Count == 0)
                errors.Required(at.Child("resources"), "resource rules must supply at least one resource");
        }
    }

    public static void ValidateReference(RoleRef reference, bool namespaced, FieldErrors errors)
    {
        FieldPath path = FieldPath.Of("roleRef");
        if (reference.ApiGroup != Group)
            errors.NotSupported(path.Child("apiGroup"), reference.ApiGroup, Group);
        if (reference.Kind != "ClusterRole" && !(namespaced && reference.Kind == "Role"))
        {
            if (namespaced)
                errors.NotSupported(path.Child("kind"), reference.Kind, "Role", "ClusterRole");
            else
                errors.NotSupported(path.Child("kind"), reference.Kind, "ClusterRole");
        }
        if (reference.Name.Length == 0)
        {
            errors.Required(path.Child("name"));
            return;
        }
        Complaints complaints = default;
        NameRules.CheckPathSegment(reference.Name, false, ref complaints);
        complaints.Report(path.Child("name"), reference.Name, errors);
    }

    public static void ValidateSubjects(IReadOnlyList<Subject> subjects, bool namespaced, FieldErrors errors)
    {
        for (int i = 0; i < subjects.Count; i++)
        {
            Subject subject = subjects[i];
            FieldPath at = FieldPath.Of("subjects").Index(i);
            if (subject.Name.Length == 0)
                errors.Required(at.Child("name"));
            switch (subject.Kind)
            {
                case "ServiceAccount":
                    if (subject.Name.Length > 0 && !NameRules.IsSubdomain(subject.Name))
                    {
                        Complaints complaints = default;
                        NameRules.CheckSubdomain(subject.Name, ref complaints);
                        complaints.Report(at.Child("name"), subject.Name, errors);
                    }
                    if (subject.ApiGroup.Length > 0)
                        errors.NotSupported(at.Child("apiGroup"), subject.ApiGroup, "");
                    if (!namespaced && subject.Namespace.Length == 0)
                        errors.Required(at.Child("namespace"));
                    break;
                case "User" or "Group":
                    if (subject.ApiGroup != Group)
                        errors.NotSupported(at.Child("apiGroup"), subject.ApiGroup, Group);
                    break;
                default:
                    errors.NotSupported(at.Child("kind"), subject.Kind, "ServiceAccount", "User", "Group");
                    break;
            }
        }
    }

    public static void ValidateSame(RoleRef value, RoleRef old, FieldErrors errors)
    {
        if (value.Equals(old))
            return;
        errors.InvalidShown(FieldPath.Of("roleRef"),
            $"{{\"apiGroup\":{FieldErrors.Quote(value.ApiGroup)},\"kind\":{FieldErrors.Quote(value.Kind)},"
            + $"\"name\":{FieldErrors.Quote(value.Name)}}}",
            "cannot change roleRef");
    }

    /// <summary>The names of the subjects of one kind; service accounts with their namespace.</summary>
    public static string Names(IReadOnlyList<Subject> subjects, string kind)
    {
        var names = new List<string>();
        foreach (Subject subject in subjects)
        {
            if (subject.Kind == kind)
                names.Add(kind == "ServiceAccount" ? $"{subject.Namespace}/{subject.Name}" : subject.Name);
        }
        return string.Join(", ", names);
    }

    private static string Show(IReadOnlyList<string> texts)
    {
        var quoted = new List<string>(texts.Count);
        foreach (string text in texts)
            quoted.Add(FieldErrors.Quote(text));
        return $"[{string.Join(',', quoted)}]";
    }
}
