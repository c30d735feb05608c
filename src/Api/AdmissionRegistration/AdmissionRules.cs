using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>What webhooks and policies have in common: which requests they match.</summary>
internal static class AdmissionRules
{
    private const int MatchConditionsMax = 64;

    public static void ValidateFailurePolicy(string? policy, bool required, FieldPath path, FieldErrors errors) =>
        OneOf(policy, required, path.Child("failurePolicy"), errors, "Fail", "Ignore");

    public static void ValidateMatchPolicy(string? policy, bool required, FieldPath path, FieldErrors errors) =>
        OneOf(policy, required, path.Child("matchPolicy"), errors, "Equivalent", "Exact");

    public static void ValidateSelector(LabelSelector? selector, FieldPath path, FieldErrors errors)
    {
        if (selector is not null)
            LabelQuery.Validate(selector, path, errors);
    }

    public static void ValidateRule(RuleWithOperations rule, FieldPath path, FieldErrors errors) =>
        ValidateRule(
            rule.Operations, rule.ApiGroups, rule.ApiVersions, rule.Resources, rule.Scope, path, errors);

    public static void Validate(MatchResources match, FieldPath path, FieldErrors errors)
    {
        ValidateMatchPolicy(match.MatchPolicy, required: true, path, errors);
        if (match.NamespaceSelector is null)
            errors.Required(path.Child("namespaceSelector"));
        ValidateSelector(match.NamespaceSelector, path.Child("namespaceSelector"), errors);
        if (match.ObjectSelector is null)
            errors.Required(path.Child("objectSelector"));
        ValidateSelector(match.ObjectSelector, path.Child("objectSelector"), errors);
        for (int i = 0; i < match.ResourceRules.Count; i++)
            Validate(match.ResourceRules[i], path.Child("resourceRules").Index(i), errors);
        for (int i = 0; i < match.ExcludeResourceRules.Count; i++)
            Validate(match.ExcludeResourceRules[i], path.Child("excludeResourceRules").Index(i), errors);
    }

    public static void ValidateConditions(
        IReadOnlyList<MatchCondition> conditions, FieldPath path, FieldErrors errors)
    {
        if (conditions.Count > MatchConditionsMax)
            errors.TooMany(path, conditions.Count, MatchConditionsMax);
        var names = new HashSet<string>();
        for (int i = 0; i < conditions.Count; i++)
        {
            (string name, FieldPath at) = (conditions[i].Name, path.Index(i));
            if (string.IsNullOrWhiteSpace(conditions[i].Expression))
                errors.Required(at.Child("expression"));
            if (name.Length == 0)
            {
                errors.Required(at.Child("name"));
                continue;
            }
            ValueRules.QualifiedName(name, at.Child("name"), errors);
            if (!names.Add(name))
                errors.Duplicate(at.Child("name"), name);
        }
    }

    public static void Validate(ParamKind kind, FieldPath path, FieldErrors errors)
    {
        ValidateApiVersion(kind.ApiVersion, path.Child("apiVersion"), errors);
        if (kind.Kind.Length == 0)
        {
            errors.Required(path.Child("kind"));
            return;
        }
        Complaints complaints = default;
        // Kubernetes looks at the name in lower case.
#pragma warning disable CA1308
        NameRules.CheckLabel1035(kind.Kind.ToLowerInvariant(), ref complaints);
#pragma warning restore CA1308
        if (complaints.Any)
        {
            errors.Invalid(path.Child("kind"), kind.Kind,
                "may have mixed case, but should otherwise match: " + string.Join(',', complaints.Texts));
        }
    }

    public static void Validate(ParamRef reference, FieldPath path, FieldErrors errors)
    {
        const string exclusive = "name and selector are mutually exclusive";
        if (reference.Name.Length > 0)
        {
            ValueRules.Name(reference.Name, NameRules.PathSegment, path.Child("name"), errors);
            if (reference.Selector is not null)
                errors.Forbidden(path.Child("name"), exclusive);
        }
        if (reference.Selector is { } selector)
        {
            LabelQuery.Validate(selector, path.Child("selector"), errors);
            if (reference.Name.Length > 0)
                errors.Forbidden(path.Child("selector"), exclusive);
        }
        if (reference.Name.Length == 0 && reference.Selector is null)
            errors.Required(path, "one of name or selector must be specified");
        FieldPath action = path.Child("parameterNotFoundAction");
        if (string.IsNullOrEmpty(reference.ParameterNotFoundAction))
            errors.Required(action);
        else if (reference.ParameterNotFoundAction is not ("Deny" or "Allow"))
            errors.NotSupported(action, reference.ParameterNotFoundAction, "Deny", "Allow");
    }

    public static void Validate(IReadOnlyList<Variable> variables, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < variables.Count; i++)
        {
            FieldPath at = path.Index(i);
            if (string.IsNullOrWhiteSpace(variables[i].Name))
                errors.Required(at.Child("name"), "name is not specified");
            else if (!IsIdentifier(variables[i].Name))
                errors.Invalid(at.Child("name"), variables[i].Name, "name is not a valid CEL identifier");
            if (string.IsNullOrWhiteSpace(variables[i].Expression))
                errors.Required(at.Child("expression"), "expression is not specified");
        }
    }

    /// <summary>What every policy and binding shows for a match it was given by halves.</summary>
    public static MatchResources Default(MatchResources match)
    {
        IReadOnlyList<NamedRuleWithOperations> rules = Lists.Change(match.ResourceRules, DefaultScope);
        IReadOnlyList<NamedRuleWithOperations> excluded = Lists.Change(match.ExcludeResourceRules, DefaultScope);
        bool same = match is { MatchPolicy: not null, NamespaceSelector: not null, ObjectSelector: not null }
            && ReferenceEquals(rules, match.ResourceRules) && ReferenceEquals(excluded, match.ExcludeResourceRules);
        return same ? match : match with
        {
            MatchPolicy = match.MatchPolicy ?? "Equivalent",
            NamespaceSelector = match.NamespaceSelector ?? LabelSelector.Empty,
            ObjectSelector = match.ObjectSelector ?? LabelSelector.Empty,
            ResourceRules = rules,
            ExcludeResourceRules = excluded,
        };
    }

    public static string Text(ParamKind? kind) =>
        kind is null ? Printing.CellText.Unset : $"{kind.ApiVersion}/{kind.Kind}";

    public static string Text(ParamRef? reference)
    {
        if (reference is null)
            return Printing.CellText.Unset;
        if (reference.Name.Length == 0)
            return Printing.CellText.Selector(reference.Selector);
        return reference.Namespace.Length == 0 ? "*/" + reference.Name : $"{reference.Namespace}/{reference.Name}";
    }

    private static NamedRuleWithOperations DefaultScope(NamedRuleWithOperations rule) =>
        rule.Scope is null ? rule with { Scope = "*" } : rule;

    private static void Validate(NamedRuleWithOperations rule, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>();
        for (int i = 0; i < rule.ResourceNames.Count; i++)
        {
            FieldPath at = path.Child("resourceNames").Index(i);
            ValueRules.Name(rule.ResourceNames[i], NameRules.PathSegment, at, errors);
            if (!names.Add(rule.ResourceNames[i]))
                errors.Duplicate(at, rule.ResourceNames[i]);
        }
        ValidateRule(rule.Operations, rule.ApiGroups, rule.ApiVersions, rule.Resources, rule.Scope, path, errors);
    }

    private static void ValidateRule(
        IReadOnlyList<string> operations, IReadOnlyList<string> groups, IReadOnlyList<string> versions,
        IReadOnlyList<string> resources, string? scope, FieldPath path, FieldErrors errors)
    {
        NotEmptyAndAlone(operations, "operations", path.Child("operations"), errors);
        for (int i = 0; i < operations.Count; i++)
        {
            if (operations[i] is not ("*" or "CONNECT" or "CREATE" or "DELETE" or "UPDATE"))
            {
                errors.NotSupported(path.Child("operations").Index(i), operations[i],
                    "*", "CONNECT", "CREATE", "DELETE", "UPDATE");
            }
        }
        NotEmptyAndAlone(groups, "API groups", path.Child("apiGroups"), errors);
        NotEmptyAndAlone(versions, "API versions", path.Child("apiVersions"), errors);
        for (int i = 0; i < versions.Count; i++)
        {
            if (versions[i].Length == 0)
                errors.Required(path.Child("apiVersions").Index(i));
        }
        ValidateResources(resources, path.Child("resources"), errors);
        if (scope is not (null or "*" or "Cluster" or "Namespaced"))
            errors.NotSupported(path.Child("scope"), scope, "*", "Cluster", "Namespaced");
    }

    private static void NotEmptyAndAlone(
        IReadOnlyList<string> values, string others, FieldPath path, FieldErrors errors)
    {
        if (values.Count == 0)
            errors.Required(path);
        if (values.Count > 1 && values.Contains("*"))
        {
            errors.InvalidShown(path, ValueRules.Shown(values),
                $"if '*' is present, must not specify other {others}");
        }
    }

    private static void ValidateResources(IReadOnlyList<string> resources, FieldPath path, FieldErrors errors)
    {
        if (resources.Count == 0)
            errors.Required(path);
        HashSet<string> allOf = [], everywhere = [];
        bool withoutSubresource = false;
        for (int i = 0; i < resources.Count; i++)
        {
            string text = resources[i];
            if (text.Length == 0)
            {
                errors.Required(path.Index(i));
                continue;
            }
            int slash = text.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0)
            {
                withoutSubresource = text != "*";
                continue;
            }
            string resource = text[..slash], subresource = text[(slash + 1)..];
            if (allOf.Contains(resource))
                errors.Invalid(path.Index(i), text, $"if '{resource}/*' is present, must not specify {text}");
            if (everywhere.Contains(subresource))
                errors.Invalid(path.Index(i), text, $"if '*/{subresource}' is present, must not specify {text}");
            if (subresource == "*")
                allOf.Add(resource);
            if (resource == "*")
                everywhere.Add(subresource);
        }
        if (resources.Count > 1 && resources.Contains("*/*"))
        {
            errors.InvalidShown(path, ValueRules.Shown(resources),
                "if '*/*' is present, must not specify other resources");
        }
        if (withoutSubresource && resources.Contains("*"))
        {
            errors.InvalidShown(path, ValueRules.Shown(resources),
                "if '*' is present, must not specify other resources without subresources");
        }
    }

    private static void ValidateApiVersion(string text, FieldPath path, FieldErrors errors)
    {
        if (text.Length == 0)
        {
            errors.Required(path);
            return;
        }
        string[] parts = text.Split('/');
        if (parts.Length > 2)
        {
            errors.Invalid(path, text, "unexpected GroupVersion string: " + text);
            return;
        }
        string group = parts.Length == 2 ? parts[0] : "", version = parts[^1];
        if (group.Length > 0)
            DomainRules.ReportJoined(group, path, errors);
        if (version.Length == 0)
        {
            errors.Invalid(path, text, "version must be specified");
            return;
        }
        Complaints complaints = default;
        NameRules.CheckLabel1035(version, ref complaints);
        if (complaints.Any)
            errors.Invalid(path, version, string.Join(',', complaints.Texts));
    }

    private static void OneOf(
        string? value, bool required, FieldPath path, FieldErrors errors, string first, string second)
    {
        if (value is null)
        {
            if (required)
                errors.Required(path);
        }
        else if (value != first && value != second)
            errors.NotSupported(path, value, first, second);
    }

    private static bool IsIdentifier(string name)
    {
        if (!(name[0] == '_' || char.IsAsciiLetter(name[0])))
            return false;
        foreach (char character in name)
        {
            if (character != '_' && !char.IsAsciiLetterOrDigit(character))
                return false;
        }
        return name is not ("true" or "false" or "null" or "in" or "as" or "break" or "const" or "continue" or "else"
            or "for" or "function" or "if" or "import" or "let" or "loop" or "package" or "namespace" or "return"
            or "var" or "void" or "while");
    }
}
