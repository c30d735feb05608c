using System.Globalization;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What holds for every kind that makes Pods of a template.</summary>
internal static class WorkloadRules
{
    public const string Immutable = "field is immutable";
    public const string MoreThanReplicas = "cannot be greater than status.replicas";

    public static void NotNegative(long value, FieldPath parent, string field, FieldErrors errors)
    {
        if (value < 0)
            errors.Invalid(parent.Child(field), value, "must be greater than or equal to 0");
    }

    public static void NotNegative(long? value, FieldPath parent, string field, FieldErrors errors)
    {
        if (value is { } given)
            NotNegative(given, parent, field, errors);
    }

    /// <summary>Some counts are parts of others.</summary>
    public static void NotMore(
        long value, long most, FieldPath parent, string field, string detail, FieldErrors errors)
    {
        if (value > most)
            errors.Invalid(parent.Child(field), value, detail);
    }

    /// <summary>Collisions are counted up, so that no name comes back.</summary>
    public static void NotDecremented(int? value, int? old, FieldErrors errors)
    {
        if (old is { } before && (value ?? -1) < before)
            errors.Invalid(FieldPath.Status.Child("collisionCount"), value ?? 0, "cannot be decremented");
    }

    /// <param name="selector">Which Pods count.</param>
    /// <param name="template">Of the Pods that are made.</param>
    /// <param name="kind">As the text about an empty selector names it; ReplicaSets say deployment too.</param>
    /// <param name="path">Of the spec.</param>
    /// <param name="errors">Collects.</param>
    public static void Selector(
        LabelSelector? selector, PodTemplateSpec template, string kind, FieldPath path, FieldErrors errors)
    {
        int before = errors.Count;
        if (selector is null)
        {
            errors.Required(path.Child("selector"));
        }
        else
        {
            LabelQuery.Validate(selector, path.Child("selector"), errors);
            if (errors.Count > before)
                return;
            if (selector.MatchLabels.Count + selector.MatchExpressions.Count == 0)
            {
                errors.InvalidShown(
                    path.Child("selector"), Show(selector), $"empty selector is invalid for {kind}");
                return;
            }
        }
        MatchesTemplate(selector, template, path, errors);
    }

    /// <summary>No selector matches nothing, and so not the template.</summary>
    public static void MatchesTemplate(
        LabelSelector? selector, PodTemplateSpec template, FieldPath path, FieldErrors errors)
    {
        if (!LabelQuery.Of(selector).Matches(template.Metadata.Labels))
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
    /// <param name="template">Of the Pods.</param>
    /// <param name="kind">As the text about deadlines names it.</param>
    /// <param name="path">Of the template.</param>
    /// <param name="errors">Collects.</param>
    public static void Template(PodTemplateSpec template, string kind, FieldPath path, FieldErrors errors)
    {
        PodRules.ValidateTemplate(template, path, errors);
        KeepsRunning(template, kind, path, errors);
    }

    public static void KeepsRunning(PodTemplateSpec template, string kind, FieldPath path, FieldErrors errors)
    {
        if (template.Spec.RestartPolicy != "Always")
            errors.NotSupported(path.Child("spec", "restartPolicy"), template.Spec.RestartPolicy, "Always");
        if (template.Spec.ActiveDeadlineSeconds is not null)
        {
            errors.Forbidden(path.Child("spec", "activeDeadlineSeconds"),
                $"activeDeadlineSeconds in {kind} is not Supported");
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
        value is not { } given || (given.IsString ? Percentage(given.StringValue) is null or 0 : given.IntValue == 0);

    public static string Show(IntOrString? value) =>
        value is not { } given ? "null"
        : given.IsString ? FieldErrors.Quote(given.StringValue)
        : given.IntValue.ToString(CultureInfo.InvariantCulture);

    /// <summary>A strategy of a type that there is none of, as upstream's own types read in JSON.</summary>
    public static string ShowStrategy(string type) => $"{{\"Type\":{FieldErrors.Quote(type)},\"RollingUpdate\":null}}";

    public static string Show(LabelSelector? selector) => selector is null ? "null" : ApiJson.ToText(selector);

    public static string Show(IReadOnlyDictionary<string, string> labels)
    {
        string[] keys = [.. labels.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        var parts = new List<string>(keys.Length);
        foreach (string key in keys)
            parts.Add($"{FieldErrors.Quote(key)}:{FieldErrors.Quote(labels[key])}");
        return $"{{{string.Join(',', parts)}}}";
    }

    private static int? Percentage(string text)
    {
        if (text.Length < 2 || text[^1] != '%')
            return null;
        ReadOnlySpan<char> digits = text.AsSpan(0, text.Length - 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int percent) ? percent : null;
    }
}
