using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>ResourceQuotas.</summary>
internal sealed class ResourceQuotaStrategy : Strategy<ResourceQuota>
{
    private const string WrongScope = "unsupported scope applied to resource";

    protected override ResourceQuota WithSpecOf(ResourceQuota value, ResourceQuota source) =>
        value with { Spec = source.Spec };

    protected override ResourceQuota WithStatusOf(ResourceQuota value, ResourceQuota? source) =>
        value with { Status = source?.Status ?? ResourceQuotaStatus.Empty };

    protected override void Validate(ResourceQuota value, FieldErrors errors)
    {
        ValidateAmounts(value.Spec.Hard, FieldPath.Spec.Child("hard"), errors);
        ValidateScopes(value.Spec, errors);
        if (value.Spec.ScopeSelector is { } selector)
            ValidateSelector(value.Spec, selector, errors);
    }

    protected override void ValidateUpdate(ResourceQuota value, ResourceQuota old, FieldErrors errors)
    {
        if (!value.Spec.Scopes.ToHashSet().SetEquals(old.Spec.Scopes))
        {
            errors.InvalidShown(FieldPath.Spec.Child("scopes"), ServiceRules.Show(value.Spec.Scopes),
                ValueRules.Immutable);
        }
    }

    protected override void ValidateStatusUpdate(ResourceQuota value, ResourceQuota old, FieldErrors errors)
    {
        ValidateAmounts(value.Status.Hard, FieldPath.Status.Child("hard"), errors);
        ValidateAmounts(value.Status.Used, FieldPath.Status.Child("used"), errors);
    }

    private static void ValidateAmounts(
        IReadOnlyDictionary<string, Quantity> amounts, FieldPath path, FieldErrors errors)
    {
        foreach ((string name, Quantity amount) in amounts)
        {
            QuotaResources.CheckQuotaName(name, path.Key(name), errors);
            QuotaResources.CheckAmount(name, amount, path.Key(name), errors);
        }
    }

    private static void ValidateScopes(ResourceQuotaSpec spec, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child("scopes");
        string shown = ServiceRules.Show(spec.Scopes);
        foreach (string scope in spec.Scopes)
        {
            if (!IsScope(scope))
                errors.InvalidShown(path, shown, "unsupported scope");
            foreach (string resource in spec.Hard.Keys.Order(StringComparer.Ordinal))
            {
                if (QuotaResources.IsQuotaResource(resource) && !QuotaResources.IsScopeOf(scope, resource))
                    errors.InvalidShown(path, shown, WrongScope);
            }
        }
        if (Conflict(spec.Scopes))
            errors.InvalidShown(path, shown, "conflicting scopes");
    }

    private static void ValidateSelector(ResourceQuotaSpec spec, ScopeSelector selector, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child("scopeSelector", "matchExpressions");
        foreach (ScopedResourceSelectorRequirement requirement in selector.MatchExpressions)
        {
            string scope = requirement.ScopeName;
            if (!IsScope(scope))
                errors.Invalid(path.Child("scopeName"), scope, "unsupported scope");
            foreach (string resource in spec.Hard.Keys.Order(StringComparer.Ordinal))
            {
                if (QuotaResources.IsQuotaResource(resource) && !QuotaResources.IsScopeOf(scope, resource))
                    errors.InvalidShown(path, ApiJson.ToText(selector), WrongScope);
            }
            if (scope is "BestEffort" or "NotBestEffort" or "Terminating" or "NotTerminating"
                or "CrossNamespacePodAffinity" && requirement.Operator != "Exists")
            {
                errors.Invalid(path.Child("operator"), requirement.Operator,
                    "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, "
                    + "ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, "
                    + "ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
            }
            switch (requirement.Operator)
            {
                case "In" or "NotIn":
                    if (requirement.Values.Count == 0)
                    {
                        errors.Required(path.Child("values"),
                            "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                    }
                    break;
                case "Exists" or "DoesNotExist":
                    if (requirement.Values.Count > 0)
                    {
                        errors.InvalidShown(path.Child("values"), ServiceRules.Show(requirement.Values),
                            "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                    }
                    break;
                default:
                    errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                    break;
            }
        }
        if (Conflict([.. selector.MatchExpressions.Select(static one => one.ScopeName)]))
            errors.InvalidShown(path, ServiceRules.Show(spec.Scopes), "conflicting scopes");
    }

    private static bool IsScope(string scope) => scope is "BestEffort" or "CrossNamespacePodAffinity" or "NotBestEffort"
        or "NotTerminating" or "PriorityClass" or "Terminating" or "VolumeAttributesClass";

    private static bool Conflict(IReadOnlyList<string> scopes) =>
        (scopes.Contains("BestEffort") && scopes.Contains("NotBestEffort"))
        || (scopes.Contains("Terminating") && scopes.Contains("NotTerminating"));

    private static string Amounts(ResourceQuota value, bool limits)
    {
        var text = new List<string>();
        foreach (string name in value.Status.Hard.Keys.Order(StringComparer.Ordinal))
        {
            if (name.StartsWith("limits", StringComparison.Ordinal) != limits)
                continue;
            Quantity used = value.Status.Used.GetValueOrDefault(name);
            text.Add($"{name}: {used}/{value.Status.Hard[name]}");
        }
        return string.Join(", ", text);
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ResourceQuota>(),
        Printing.Columns.Text<ResourceQuota>("Request", "What is asked for, used and allowed.",
            static value => Amounts(value, limits: false)),
        Printing.Columns.Text<ResourceQuota>("Limit", "The limits, used and allowed.",
            static value => Amounts(value, limits: true)),
        Printing.Columns.Age<ResourceQuota>(),
    ];
}
