using System.Globalization;
using System.Text;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Validation;

/// <summary>
/// Collects every violation of one object, so that a user who made three mistakes hears of three. Used by one thread.
/// </summary>
public sealed class FieldErrors
{
    private List<FieldError>? errors;

    public bool Any => errors is not null;
    public int Count => errors?.Count ?? 0;
    public IReadOnlyList<FieldError> Errors => errors is null ? [] : errors;

    public void Add(FieldError error) => (errors ??= []).Add(error);

    public void Required(FieldPath field, string detail = "") =>
        Add("FieldValueRequired", field, "Required value", detail);

    public void Forbidden(FieldPath field, string detail) => Add("FieldValueForbidden", field, "Forbidden", detail);

    public void Invalid(FieldPath field, string value, string detail) =>
        Add("FieldValueInvalid", field, $"Invalid value: {Quote(value)}", detail);

    public void Invalid(FieldPath field, long value, string detail) =>
        Add("FieldValueInvalid", field, $"Invalid value: {Text(value)}", detail);

    public void Invalid(FieldPath field, bool value, string detail) =>
        Add("FieldValueInvalid", field, value ? "Invalid value: true" : "Invalid value: false", detail);

    /// <summary>For values that are neither text nor number: shown as given, commonly JSON.</summary>
    public void InvalidShown(FieldPath field, string shown, string detail) =>
        Add("FieldValueInvalid", field, $"Invalid value: {shown}", detail);

    /// <summary>For values that say nothing in a message: <c>Invalid value: must be ...</c></summary>
    public void InvalidOmitted(FieldPath field, string detail) =>
        Add(new FieldError("FieldValueInvalid", field.ToString(), $"Invalid value: {detail}"));

    public void TypeInvalid(FieldPath field, string shown, string detail) =>
        Add("FieldValueTypeInvalid", field, $"Invalid value: {shown}", detail);

    public void NotSupported(FieldPath field, string value, params ReadOnlySpan<string> supported) =>
        NotSupportedShown(field, Quote(value), supported);

    /// <summary>For values that are no text: shown as given, commonly JSON.</summary>
    public void NotSupportedShown(FieldPath field, string shown, params ReadOnlySpan<string> supported)
    {
        string detail = "";
        if (!supported.IsEmpty)
        {
            var text = new StringBuilder("supported values: ");
            for (int i = 0; i < supported.Length; i++)
                text.Append(i == 0 ? "" : ", ").Append(Quote(supported[i]));
            detail = text.ToString();
        }
        Add("FieldValueNotSupported", field, $"Unsupported value: {shown}", detail);
    }

    public void Duplicate(FieldPath field, string value) =>
        Add("FieldValueDuplicate", field, $"Duplicate value: {Quote(value)}", "");

    public void Duplicate(FieldPath field, long value) => DuplicateShown(field, Text(value));

    public void DuplicateShown(FieldPath field, string shown) =>
        Add("FieldValueDuplicate", field, $"Duplicate value: {shown}", "");

    public void NotFound(FieldPath field, string value, string detail = "") =>
        Add("FieldValueNotFound", field, $"Not found: {Quote(value)}", detail);

    /// <summary>
    /// Drops what was wrong before as well: an object that was stored under laxer rules must stay changeable.
    /// </summary>
    public void Forgive(FieldErrors known)
    {
        errors?.RemoveAll(known.Errors.Contains);
        if (errors?.Count == 0)
            errors = null;
    }

    public void TooLong(FieldPath field, long bytesMax) =>
        Add("FieldValueTooLong", field, "Too long", $"may not be more than {Text(bytesMax)} bytes");

    public void TooMany(FieldPath field, int actual, int itemsMax) =>
        Add("FieldValueTooMany", field, $"Too many: {Text(actual)}", $"must have at most {Text(itemsMax)} items");

    public void InternalError(FieldPath field, string detail) =>
        Add("InternalError", field, "Internal error", detail);

    /// <summary>All violations as one sentence: one as it is, several in brackets, none twice.</summary>
    public string ToMessage()
    {
        if (errors is null)
            return "";
        var texts = new List<string>(errors.Count);
        foreach (FieldError error in errors)
        {
            string text = error.ToString();
            if (!texts.Contains(text))
                texts.Add(text);
        }
        return texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
    }

    /// <summary>The 422 that clients read: <c>Pod "x" is invalid: spec.nodeName: Required value</c>.</summary>
    /// <param name="group">Group of the kind; empty for the core group.</param>
    /// <param name="kind">Kind: <c>Pod</c>.</param>
    /// <param name="name">Name of the object, possibly empty.</param>
    public Status ToStatus(string group, string kind, string name)
    {
        string qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        var causes = new List<StatusCause>(Count);
        foreach (FieldError error in Errors)
            causes.Add(error.ToCause());
        return new Status
        {
            StatusValue = "Failure",
            Reason = "Invalid",
            Code = 422,
            Message = $"{qualified} {Quote(name)} is invalid: {ToMessage()}",
            Details = new StatusDetails { Group = group, Kind = kind, Name = name, Causes = causes },
        };
    }

    /// <summary>In double quotes, with the escapes of Go's %q.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (char current in value)
        {
            _ = current switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\u007f' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)current:x2}"),
                _ => text.Append(current),
            };
        }
        return text.Append('"').ToString();
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private void Add(string reason, FieldPath field, string body, string detail) =>
        Add(new FieldError(reason, field.ToString(), detail.Length == 0 ? body : $"{body}: {detail}"));
}
