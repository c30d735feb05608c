using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>What a Job's rules about when enough has succeeded must satisfy.</summary>
internal static class SuccessPolicyRules
{
    private const int RulesMax = 20;
    private const int IndexesBytesMax = 64 * 1024;

    public static void Validate(SuccessPolicy policy, JobSpec job, FieldPath path, FieldErrors errors)
    {
        if (policy.Rules.Count == 0)
            errors.Required(path, "at least one rules must be specified when the successPolicy is specified");
        if (policy.Rules.Count > RulesMax)
            errors.TooMany(path, policy.Rules.Count, RulesMax);
        for (int i = 0; i < policy.Rules.Count; i++)
            ValidateRule(policy.Rules[i], job.Completions ?? 0, path.Index(i), errors);
    }

    private static void ValidateRule(SuccessPolicyRule rule, int completions, FieldPath path, FieldErrors errors)
    {
        if (rule is { SucceededCount: null, SucceededIndexes: null })
            errors.Required(path, "at least one of succeededCount or succeededIndexes must be specified");
        int indexes = 0;
        if (rule.SucceededIndexes is { } text)
        {
            FieldPath at = path.Child("succeededIndexes");
            if (text.Length > IndexesBytesMax)
                errors.TooLong(at, IndexesBytesMax);
            indexes = JobIndexes.Count(text, completions, out string? problem);
            if (problem is not null)
                errors.Invalid(at, text, $"error parsing succeededIndexes: {problem}");
        }
        if (rule.SucceededCount is not { } count)
            return;
        WorkloadRules.NotNegative(count, path, "succeededCount", errors);
        if (count > completions)
        {
            errors.Invalid(path.Child("succeededCount"), count, string.Create(CultureInfo.InvariantCulture,
                $"must be less than or equal to {completions} (the number of specified completions)"));
        }
        if (rule.SucceededIndexes is not null && count > indexes)
        {
            errors.Invalid(path.Child("succeededCount"), count, string.Create(CultureInfo.InvariantCulture,
                $"must be less than or equal to {indexes} (the number of indexes in the specified succeededIndexes "
                    + $"field)"));
        }
    }
}
