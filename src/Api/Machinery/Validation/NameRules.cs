using System.Buffers;
using System.Globalization;

namespace Kubesharp.Api.Validation;

/// <summary>The rules for names, labels and the like, with Kubernetes' sentences. Each write runs them.</summary>
public static class NameRules
{
    public const int LabelMax = 63;
    public const int SubdomainMax = 253;

    private const string LabelRegex = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string LabelText =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
        + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '"
        + LabelRegex + "')";
    private const string SubdomainText =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '"
        + LabelRegex + "(\\." + LabelRegex + ")*')";
    private const string Label1035Text =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
        + "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation "
        + "is '[a-z]([-a-z0-9]*[a-z0-9])?')";
    private const string QualifiedText =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
        + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private const string LabelValueText =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
        + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private static readonly SearchValues<char> LowerAlphanumericDash =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> QualifiedCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>RFC 1123 subdomain: the default for names.</summary>
    public static NameRule Subdomain { get; } = static (string name, bool prefix, ref Complaints complaints) =>
        CheckSubdomain(prefix ? MaskTrailingDash(name) : name, ref complaints);

    /// <summary>RFC 1123 label: namespaces.</summary>
    public static NameRule Label { get; } = static (string name, bool prefix, ref Complaints complaints) =>
        CheckLabel(prefix ? MaskTrailingDash(name) : name, ref complaints);

    /// <summary>DNS-1035 label.</summary>
    public static NameRule Label1035 { get; } = static (string name, bool prefix, ref Complaints complaints) =>
        CheckLabel1035(prefix ? MaskTrailingDash(name) : name, ref complaints);

    /// <summary>Whatever fits into one segment of a URL path: roles and bindings.</summary>
    public static NameRule PathSegment { get; } = static (string name, bool prefix, ref Complaints complaints) =>
        CheckPathSegment(name, prefix, ref complaints);

    public static string TooLong(int max) =>
        $"must be no more than {max.ToString(CultureInfo.InvariantCulture)} characters";

    public static bool IsLabel(ReadOnlySpan<char> text) => text.Length <= LabelMax && IsLabelShape(text);

    public static bool IsSubdomain(ReadOnlySpan<char> text) => text.Length <= SubdomainMax && IsSubdomainShape(text);

    public static void CheckLabel(string text, ref Complaints complaints)
    {
        if (text.Length > LabelMax)
            complaints.Add(TooLong(LabelMax));
        if (!IsLabelShape(text))
            complaints.Add(LabelText);
    }

    public static void CheckSubdomain(string text, ref Complaints complaints)
    {
        if (text.Length > SubdomainMax)
            complaints.Add(TooLong(SubdomainMax));
        if (!IsSubdomainShape(text))
            complaints.Add(SubdomainText);
    }

    public static void CheckLabel1035(string text, ref Complaints complaints)
    {
        if (text.Length > LabelMax)
            complaints.Add(TooLong(LabelMax));
        if (!IsLabelShape(text) || !char.IsAsciiLetterLower(text[0]))
            complaints.Add(Label1035Text);
    }

    public static void CheckPathSegment(string text, bool prefix, ref Complaints complaints)
    {
        if (!prefix && text is "." or "..")
        {
            complaints.Add($"may not be '{text}'");
            return;
        }
        if (text.Contains('/', StringComparison.Ordinal))
            complaints.Add("may not contain '/'");
        if (text.Contains('%', StringComparison.Ordinal))
            complaints.Add("may not contain '%'");
    }

    /// <summary>Keys of labels and annotations, finalizers, resource names: <c>[prefix/]name</c>.</summary>
    public static void CheckQualifiedName(string text, ref Complaints complaints)
    {
        ReadOnlySpan<char> name = text;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            name = text.AsSpan(slash + 1);
            if (name.Contains('/'))
            {
                complaints.Add($"a qualified name {QualifiedText} with an optional DNS subdomain prefix and '/' "
                    + "(e.g. 'example.com/MyName')");
                return;
            }
            if (slash == 0)
                complaints.Add("prefix part must be non-empty");
            else
                CheckPrefix(text.AsSpan(0, slash), ref complaints);
        }
        if (name.IsEmpty)
            complaints.Add("name part must be non-empty");
        else if (name.Length > LabelMax)
            complaints.Add("name part " + TooLong(LabelMax));
        if (!IsQualifiedShape(name))
            complaints.Add("name part " + QualifiedText);
    }

    public static void CheckLabelValue(string text, ref Complaints complaints)
    {
        if (text.Length > LabelMax)
            complaints.Add(TooLong(LabelMax));
        if (text.Length > 0 && !IsQualifiedShape(text))
            complaints.Add(LabelValueText);
    }

    private static void CheckPrefix(ReadOnlySpan<char> prefix, ref Complaints complaints)
    {
        if (prefix.Length > SubdomainMax)
            complaints.Add("prefix part " + TooLong(SubdomainMax));
        if (!IsSubdomainShape(prefix))
            complaints.Add("prefix part " + SubdomainText);
    }

    private static bool IsLabelShape(ReadOnlySpan<char> text) =>
        !text.IsEmpty && text[0] != '-' && text[^1] != '-' && !text.ContainsAnyExcept(LowerAlphanumericDash);

    private static bool IsSubdomainShape(ReadOnlySpan<char> text)
    {
        while (true)
        {
            int dot = text.IndexOf('.');
            if (dot < 0)
                return IsLabelShape(text);
            if (!IsLabelShape(text[..dot]))
                return false;
            text = text[(dot + 1)..];
        }
    }

    private static bool IsQualifiedShape(ReadOnlySpan<char> text) =>
        !text.IsEmpty && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && !text.ContainsAnyExcept(QualifiedCharacters);

    // A generated name gets characters after the dash, so the dash does not end it.
    private static string MaskTrailingDash(string name) =>
        name.Length > 1 && name[^1] == '-' ? string.Concat(name.AsSpan(0, name.Length - 1), "a") : name;
}
