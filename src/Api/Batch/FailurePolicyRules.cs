using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>What a Job's rules about failed Pods must satisfy.</summary>
internal static class FailurePolicyRules
{
    private const int RulesMax = 20;
    private const int PatternsMax = 20;
    private const int ExitCodesMax = 255;

    public static void Validate(PodFailurePolicy policy, JobSpec job, FieldPath path, FieldErrors errors)
    {
        if (policy.Rules.Count > RulesMax)
            errors.TooMany(path, policy.Rules.Count, RulesMax);
        for (int i = 0; i < policy.Rules.Count; i++)
            ValidateRule(policy.Rules[i], job, path.Index(i), errors);
    }

    private static void ValidateRule(PodFailurePolicyRule rule, JobSpec job, FieldPath path, FieldErrors errors)
    {
        FieldPath action = path.Child("action");
        switch (rule.Action)
        {
            case "":
                errors.Required(action, "valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]");
                break;
            case "FailIndex" when job.BackoffLimitPerIndex is null:
                errors.Invalid(action, rule.Action, "requires the backoffLimitPerIndex to be set");
                break;
            case "Count" or "FailIndex" or "FailJob" or "Ignore":
                break;
            default:
                errors.NotSupported(action, rule.Action, "Count", "FailIndex", "FailJob", "Ignore");
                break;
        }
        if (rule.OnExitCodes is { } codes)
            ValidateExitCodes(codes, job.Template.Spec, path.Child("onExitCodes"), errors);
        if (rule.OnPodConditions.Count > 0)
            ValidateConditions(rule.OnPodConditions, path.Child("onPodConditions"), errors);
        if (rule.OnExitCodes is not null && rule.OnPodConditions.Count > 0)
            errors.InvalidOmitted(path, "specifying both OnExitCodes and OnPodConditions is not supported");
        if (rule.OnExitCodes is null && rule.OnPodConditions.Count == 0)
            errors.InvalidOmitted(path, "specifying one of OnExitCodes and OnPodConditions is required");
    }

    private static void ValidateConditions(
        IReadOnlyList<PodFailurePolicyOnPodConditionsPattern> patterns, FieldPath path, FieldErrors errors)
    {
        if (patterns.Count > PatternsMax)
            errors.TooMany(path, patterns.Count, PatternsMax);
        for (int i = 0; i < patterns.Count; i++)
        {
            FieldPath at = path.Index(i);
            NameChecks.Qualified(patterns[i].Type, at.Child("type"), errors);
            if (patterns[i].Status.Length == 0)
                errors.Required(at.Child("status"), "valid values: [\"False\" \"True\" \"Unknown\"]");
            else if (patterns[i].Status is not ("False" or "True" or "Unknown"))
                errors.NotSupported(at.Child("status"), patterns[i].Status, "False", "True", "Unknown");
        }
    }

    private static void ValidateExitCodes(
        PodFailurePolicyOnExitCodesRequirement codes, PodSpec pod, FieldPath path, FieldErrors errors)
    {
        if (codes.Operator.Length == 0)
            errors.Required(path.Child("operator"), "valid values: [\"In\" \"NotIn\"]");
        else if (codes.Operator is not ("In" or "NotIn"))
            errors.NotSupported(path.Child("operator"), codes.Operator, "In", "NotIn");
        if (codes.ContainerName is { } name && !PodContainers.Has(pod, name))
        {
            errors.Invalid(path.Child("containerName"), name,
                "must be one of the container or initContainer names in the pod template");
        }
        FieldPath values = path.Child("values");
        if (codes.Values.Count == 0)
            errors.InvalidShown(values, "[]", "at least one value is required");
        else if (codes.Values.Count > ExitCodesMax)
            errors.TooMany(values, codes.Values.Count, ExitCodesMax);
        bool ordered = true;
        var seen = new HashSet<int>();
        for (int i = 0; i < codes.Values.Count; i++)
        {
            int code = codes.Values[i];
            if (codes.Operator == "In" && code == 0)
                errors.Invalid(values.Index(i), code, "must not be 0 for the In operator");
            if (!seen.Add(code))
                errors.Duplicate(values.Index(i), code);
            ordered &= i == 0 || codes.Values[i - 1] <= code;
        }
        if (!ordered)
            errors.InvalidShown(values, $"[{string.Join(',', codes.Values)}]", "must be ordered");
    }
}
