using System.Buffers;

namespace Kubesharp.Api.Validation;

/// <summary>Names made of domains: controllers, signers, webhooks, hosts. With Kubernetes' sentences.</summary>
public static class DomainRules
{
    private const string LabelRegex = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string PathRegex = @"[A-Za-z0-9/\-._~%!$&'()*+,;=:]+";

    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._~%!$&'()*+,;=:");

    /// <summary><c>*.example.com</c>.</summary>
    public static void CheckWildcard(string text, ref Complaints complaints)
    {
        if (text.Length > NameRules.SubdomainMax)
            complaints.Add(NameRules.TooLong(NameRules.SubdomainMax));
        if (!text.StartsWith("*.", StringComparison.Ordinal) || !NameRules.IsSubdomain(text.AsSpan(2)))
        {
            complaints.Add(
                "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must "
                + "consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character "
                + $"(e.g. '*.example.com', regex used for validation is '\\*\\.{LabelRegex}(\\.{LabelRegex})*')");
        }
    }

    /// <summary>At least three segments: <c>webhook.example.com</c>.</summary>
    public static void CheckFullyQualified(string name, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }
        if (ReportJoined(name, path, errors))
            return;
        if (name.AsSpan().Count('.') < 2)
            errors.Invalid(path, name, "should be a domain with at least three segments separated by dots");
    }

    /// <summary>A domain by which something is found: labels between dots, a dot at the end is allowed.</summary>
    public static void CheckDomain(string name, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }
        if (name.EndsWith('.'))
            name = name[..^1];
        if (ReportJoined(name, path, errors))
            return;
        if (name.AsSpan().Count('.') < 1)
            errors.Invalid(path, name, "should be a domain with at least two segments separated by dots");
        foreach (string label in name.Split('.'))
            ValueRules.Name(label, NameRules.Label, path, errors);
    }

    /// <summary><c>example.com/foo</c>.</summary>
    public static void CheckPrefixedPath(string text, FieldPath path, FieldErrors errors)
    {
        if (text.Length == 0)
        {
            errors.Required(path);
            return;
        }
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1)
        {
            errors.Invalid(path, text, "must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }
        string host = text[..slash], rest = text[(slash + 1)..];
        Complaints complaints = default;
        NameRules.CheckSubdomain(host, ref complaints);
        complaints.Report(path, host, errors);
        if (rest.AsSpan().ContainsAnyExcept(PathCharacters))
            errors.Invalid(path, rest, $"Invalid path (regex used for validation is '{PathRegex}')");
    }

    /// <summary>Reports what is wrong with a subdomain as one error, as some kinds do.</summary>
    public static bool ReportJoined(string name, FieldPath path, FieldErrors errors, string separator = ",")
    {
        Complaints complaints = default;
        NameRules.CheckSubdomain(name, ref complaints);
        if (!complaints.Any)
            return false;
        errors.Invalid(path, name, string.Join(separator, complaints.Texts));
        return true;
    }
}
