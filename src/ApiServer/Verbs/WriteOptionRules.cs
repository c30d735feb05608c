using System.Globalization;
using System.Text;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>What the options of a create, an update and a patch may be. Pure.</summary>
internal static class WriteOptionRules
{
    // Upstream's limit, in bytes of UTF-8.
    public const int FieldManagerBytesMax = 128;

    /// <summary>Null for verbs that take no such options.</summary>
    public static Status? Violation(Call call)
    {
        string? kind = call.Request.Info.Verb switch
        {
            "create" => "CreateOptions",
            "update" => "UpdateOptions",
            "patch" => "PatchOptions",
            _ => null,
        };
        if (kind is null)
            return null;
        FieldErrors errors = new();
        if (kind == "PatchOptions")
            CheckPatch(call, errors);
        CheckFieldManager(call.Options.FieldManager, errors);
        CheckDryRun(DryRunOf(call.Request.Query), errors);
        string validation = call.Options.FieldValidation;
        if (validation is not ("" or "Ignore" or "Strict" or "Warn"))
            errors.NotSupported(FieldPath.Of("fieldValidation"), validation, "", "Ignore", "Strict", "Warn");
        return errors.Any ? errors.ToStatus("meta.k8s.io", kind, "") : null;
    }

    /// <summary>Each value of the option, as it came.</summary>
    public static IReadOnlyList<string> DryRunOf(QueryValues query) => [.. query.All("dryRun")];

    public static void CheckDryRun(IReadOnlyList<string> values, FieldErrors errors)
    {
        if (values.All(static value => value == "All"))
            return;
        // Shown as Go shows a list of strings.
        string shown = string.Join(", ", values.Select(FieldErrors.Quote));
        errors.Add(new FieldError(
            "FieldValueNotSupported", "dryRun",
            $"Unsupported value: []string{{{shown}}}: supported values: \"All\""));
    }

    /// <summary>Whether Go would print the character: letters, marks, numbers, punctuation, symbols, spaces.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);

    private static void CheckPatch(Call call, FieldErrors errors)
    {
        bool isApply = PatchVerb.TypeOf(call) == PatchType.Apply;
        if (!isApply && (call.Request.Query.Has("force") || call.Options.Force))
            errors.Forbidden(FieldPath.Of("force"), "may not be specified for non-apply patch");
        if (isApply && call.Options.FieldManager.Length == 0)
            errors.Required(FieldPath.Of("fieldManager"), "is required for apply patch");
    }

    private static void CheckFieldManager(string manager, FieldErrors errors)
    {
        FieldPath field = FieldPath.Of("fieldManager");
        if (Encoding.UTF8.GetByteCount(manager) > FieldManagerBytesMax)
            errors.TooLong(field, FieldManagerBytesMax);
        int position = 0;
        foreach (Rune rune in manager.EnumerateRunes())
        {
            if (!IsPrintable(rune))
            {
                errors.Invalid(field, manager, string.Create(
                    CultureInfo.InvariantCulture, $"invalid character U+{rune.Value:X4} (at position {position})"));
            }
            position += rune.Utf8SequenceLength;
        }
    }
}
