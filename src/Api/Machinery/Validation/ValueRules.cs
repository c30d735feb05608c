namespace Kubesharp.Api.Validation;

/// <summary>Rules for single values that several kinds share, with Kubernetes' sentences.</summary>
internal static class ValueRules
{
    public const string Immutable = "field is immutable";
    public const string Negative = "must be greater than or equal to 0";

    /// <summary>A list of texts as messages show it.</summary>
    public static string Shown(IReadOnlyList<string> values) =>
        $"[{string.Join(',', values.Select(FieldErrors.Quote))}]";

    public static void NotNegative(long value, FieldPath path, FieldErrors errors)
    {
        if (value < 0)
            errors.Invalid(path, value, Negative);
    }

    public static void NotNegative(Quantity value, FieldPath path, FieldErrors errors)
    {
        if (value.Sign < 0)
            errors.Invalid(path, value.ToString(), Negative);
    }

    public static void Positive(Quantity value, FieldPath path, FieldErrors errors)
    {
        if (value.Sign <= 0)
            errors.Invalid(path, value.ToString(), "must be greater than zero");
    }

    public static void Name(string value, NameRule rule, FieldPath path, FieldErrors errors)
    {
        Complaints complaints = default;
        rule(value, false, ref complaints);
        complaints.Report(path, value, errors);
    }

    public static void QualifiedName(string value, FieldPath path, FieldErrors errors)
    {
        Complaints complaints = default;
        NameRules.CheckQualifiedName(value, ref complaints);
        complaints.Report(path, value, errors);
    }

    /// <summary>A reference to an object by name: it is there, and it is a name.</summary>
    public static void RequiredName(string value, NameRule rule, FieldPath path, FieldErrors errors, string why = "")
    {
        if (value.Length == 0)
            errors.Required(path, why);
        else
            Name(value, rule, path, errors);
    }
}
