using System.Globalization;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What holds for every kind that makes Pods of a template.</summary>
internal static class WorkloadRules
{
    private const string Immutable = "field is immutable";

    public static void NotNegative(long value, FieldPath parent, string field, FieldErrors errors)
    {
        if (value < 0)
            errors.Invalid(parent.Child(field), value, "must be greater than or equal to 0");
    }

    /// <param name="kind">As the text about an empty selector names it; ReplicaSets say deployment too.</param>
    public static void Selector(
        LabelSelector? selector, PodTemplateSpec template, string kind, FieldPath path, FieldErrors errors)
    {
        if (selector is null)
        {
            errors.Required(path.Child("selector"));
            return;
        }
        int before = errors.Count;
        LabelQuery.Validate(selector, path.Child("selector"), errors);
        if (selector.MatchLabels.Count + selector.MatchExpressions.Count == 0)
        {
            errors.InvalidShown(path.Child("selector"), Show(selector), $"empty selector is invalid for {kind}");
            return;
        }
        if (errors.Count == before && !LabelQuery.Of(selector).Matches(template.Metadata.Labels))
        {
            errors.InvalidShown(path.Child("template").Child("metadata", "labels"), Show(template.Metadata.Labels),
                "`selector` does not match template `labels`");
        }
    }

    public static void SameSelector(LabelSelector? value, LabelSelector? old, FieldErrors errors)
    {
        if (!Equals(value, old))
            errors.InvalidShown(FieldPath.Spec.Child("selector"), Show(value), Immutable);
    }

    /// <summary>A template for Pods that are to be kept running.</summary>
    public static void Template(PodTemplateSpec template, FieldPath path, FieldErrors errors)
    {
        PodRules.ValidateTemplate(template, path, errors);
        if (template.Spec.RestartPolicy.Length > 0 && template.Spec.RestartPolicy != "Always")
            errors.NotSupported(path.Child("spec", "restartPolicy"), template.Spec.RestartPolicy, "Always");
        if (template.Spec.ActiveDeadlineSeconds is not null)
        {
            errors.Forbidden(path.Child("spec", "activeDeadlineSeconds"),
                "activeDeadlineSeconds in ReplicaSet is not Supported");
        }
    }

    public static void CountOrPercentage(IntOrString? value, FieldPath path, FieldErrors errors)
    {
        if (value is not { } given)
            return;
        if (!given.IsString)
        {
            if (given.IntValue < 0)
                errors.Invalid(path, given.IntValue, "must be greater than or equal to 0");
        }
        else if (Percentage(given.StringValue) is null)
        {
            errors.Invalid(path, given.StringValue,
                "a valid percent string must be a numeric string followed by an ending '%' "
                + "(e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
        }
    }

    public static void AtMostAll(IntOrString? value, FieldPath path, FieldErrors errors)
    {
        if (value is { IsString: true } given && Percentage(given.StringValue) > 100)
            errors.Invalid(path, given.StringValue, "must not be greater than 100%");
    }

    public static bool IsZero(IntOrString? value) =>
        value is not { } given || (given.IsString ? Percentage(given.StringValue) == 0 : given.IntValue == 0);

    public static string Show(IntOrString? value) =>
        value is not { } given ? "null"
        : given.IsString ? FieldErrors.Quote(given.StringValue)
        : given.IntValue.ToString(CultureInfo.InvariantCulture);

    private static int? Percentage(string text)
    {
        if (text.Length < 2 || text[^1] != '%')
            return null;
        ReadOnlySpan<char> digits = text.AsSpan(0, text.Length - 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int percent) ? percent : null;
    }

    private static string Show(LabelSelector? selector)
    {
        if (selector is null)
            return "null";
        var parts = new List<string>(2);
        if (selector.MatchLabels.Count > 0)
            parts.Add($"\"matchLabels\":{Show(selector.MatchLabels)}");
        if (selector.MatchExpressions.Count > 0)
        {
            var expressions = new List<string>();
            foreach (LabelSelectorRequirement expression in selector.MatchExpressions)
            {
                expressions.Add($"{{\"key\":{FieldErrors.Quote(expression.Key)},"
                    + $"\"operator\":{FieldErrors.Quote(expression.Operator)}}}");
            }
            parts.Add($"\"matchExpressions\":[{string.Join(',', expressions)}]");
        }
        return $"{{{string.Join(',', parts)}}}";
    }

    private static string Show(IReadOnlyDictionary<string, string> labels)
    {
        string[] keys = [.. labels.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        var parts = new List<string>(keys.Length);
        foreach (string key in keys)
            parts.Add($"{FieldErrors.Quote(key)}:{FieldErrors.Quote(labels[key])}");
        return $"{{{string.Join(',', parts)}}}";
    }
}
