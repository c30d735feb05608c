using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a container's own words about restarting must satisfy: after an exit, and after a resize.</summary>
internal static class RestartRules
{
    private const int RulesMax = 20;
    private const int ExitCodesMax = 255;

    public static void Validate(Container container, FieldPath path, FieldErrors errors)
    {
        string? policy = container.RestartPolicy;
        IReadOnlyList<ContainerRestartRule> rules = container.RestartPolicyRules;
        if (policy is null)
        {
            if (rules.Count == 0)
                return;
            errors.Required(path.Child("restartPolicy"), "must specify restartPolicy when restart rules are used");
        }
        else if (policy is not ("Always" or "Never" or "OnFailure"))
        {
            errors.NotSupported(path.Child("restartPolicy"), policy, "Always", "Never", "OnFailure");
        }
        if (rules.Count > RulesMax)
            errors.TooMany(path.Child("restartPolicyRules"), rules.Count, RulesMax);
        for (int i = 0; i < rules.Count; i++)
            ValidateRule(rules[i], path.Child("restartPolicyRules").Index(i), errors);
    }

    public static void ValidateResize(
        IReadOnlyList<ContainerResizePolicy> policies, string podRestartPolicy, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < policies.Count; i++)
        {
            ContainerResizePolicy policy = policies[i];
            if (!seen.Add(policy.ResourceName))
                errors.Duplicate(path.Index(i), policy.ResourceName);
            if (policy.ResourceName is not ("cpu" or "memory"))
                ContainerRules.Unsupported(policy.ResourceName, path, errors, "cpu", "memory");
            if (policy.RestartPolicy is not ("NotRequired" or "RestartContainer"))
                ContainerRules.Unsupported(policy.RestartPolicy, path, errors, "NotRequired", "RestartContainer");
            if (podRestartPolicy == "Never" && policy.RestartPolicy != "NotRequired")
            {
                errors.Invalid(path, policy.RestartPolicy,
                    "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
            }
        }
    }

    private static void ValidateRule(ContainerRestartRule rule, FieldPath path, FieldErrors errors)
    {
        if (rule.Action is not ("Restart" or "RestartAllContainers"))
            errors.NotSupported(path.Child("action"), rule.Action, "Restart", "RestartAllContainers");
        if (rule.ExitCodes is not { } codes)
        {
            errors.Required(path.Child("exitCodes"), "must be specified");
            return;
        }
        if (codes.Operator is not ("In" or "NotIn"))
            errors.NotSupported(path.Child("exitCodes", "operator"), codes.Operator, "In", "NotIn");
        if (codes.Values.Count > ExitCodesMax)
            errors.TooMany(path.Child("exitCodes", "values"), codes.Values.Count, ExitCodesMax);
    }
}
