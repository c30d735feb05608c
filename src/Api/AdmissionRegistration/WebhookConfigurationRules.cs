using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>What both kinds of webhooks have in common.</summary>
internal static class WebhookConfigurationRules
{
    public const int TimeoutSecondsDefault = 10;
    private const int TimeoutSecondsMax = 30;
    private const int PortDefault = 443;

    public static IReadOnlyList<RuleWithOperations> Default(IReadOnlyList<RuleWithOperations> rules) =>
        Lists.Change(rules, static rule => rule.Scope is null ? rule with { Scope = "*" } : rule);

    public static WebhookClientConfig Default(WebhookClientConfig client) =>
        client.Service is { Port: null } service
            ? client with { Service = service with { Port = PortDefault } }
            : client;

    public static void ValidateName(string name, HashSet<string> names, FieldPath path, FieldErrors errors)
    {
        if (name.Length > 0 && !names.Add(name))
            errors.Duplicate(path.Child("name"), name);
    }

    /// <summary>All of a webhook that both kinds have, in Kubernetes' order.</summary>
    public static void Validate(
        string name, IReadOnlyList<RuleWithOperations> rules, string? failurePolicy, string? matchPolicy,
        string? sideEffects, int? timeoutSeconds, LabelSelector? namespaceSelector, LabelSelector? objectSelector,
        FieldPath path, FieldErrors errors)
    {
        DomainRules.CheckFullyQualified(name, path.Child("name"), errors);
        for (int i = 0; i < rules.Count; i++)
            AdmissionRules.ValidateRule(rules[i], path.Child("rules").Index(i), errors);
        AdmissionRules.ValidateFailurePolicy(failurePolicy, required: false, path, errors);
        AdmissionRules.ValidateMatchPolicy(matchPolicy, required: false, path, errors);
        if (sideEffects is null)
            errors.Required(path.Child("sideEffects"), "must specify one of None, NoneOnDryRun");
        else if (sideEffects is not ("None" or "NoneOnDryRun"))
            errors.NotSupported(path.Child("sideEffects"), sideEffects, "None", "NoneOnDryRun");
        if (timeoutSeconds is < 1 or > TimeoutSecondsMax)
        {
            errors.Invalid(path.Child("timeoutSeconds"), timeoutSeconds.Value,
                "the timeout value must be between 1 and 30 seconds");
        }
        AdmissionRules.ValidateSelector(namespaceSelector, path.Child("namespaceSelector"), errors);
        AdmissionRules.ValidateSelector(objectSelector, path.Child("objectSelector"), errors);
    }

    public static void Validate(WebhookClientConfig client, FieldPath path, FieldErrors errors)
    {
        if (client.Url is null == client.Service is null)
            errors.Required(path, "exactly one of url or service is required");
        else if (client.Url is { } url)
            WebhookRules.ValidateUrl(url, path.Child("url"), errors);
        else if (client.Service is { } service)
        {
            WebhookRules.ValidateService(
                service.Name, service.Namespace, service.Path, service.Port ?? PortDefault, path.Child("service"),
                errors);
        }
    }

    public static void ValidateReviewVersions(IReadOnlyList<string> versions, FieldPath path, FieldErrors errors)
    {
        path = path.Child("admissionReviewVersions");
        if (versions.Count == 0)
        {
            errors.Required(path, "must specify one of v1, v1beta1");
            return;
        }
        var seen = new HashSet<string>();
        for (int i = 0; i < versions.Count; i++)
        {
            if (seen.Add(versions[i]))
                ValueRules.Name(versions[i], NameRules.Label1035, path.Index(i), errors);
            else
                errors.Invalid(path.Index(i), versions[i], "duplicate version");
        }
        if (!seen.Contains("v1") && !seen.Contains("v1beta1"))
            errors.InvalidShown(path, ValueRules.Shown(versions), "must include at least one of v1, v1beta1");
    }
}
