using Kubesharp.Api.Validation;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>How a webhook is reached, wherever one is named: admission, conversion of custom resources.</summary>
internal static class WebhookRules
{
    private const string Form = "; desired format: https://host[/path]";
    private const int PortMax = 65535;

    public static void ValidateUrl(string url, FieldPath path, FieldErrors errors)
    {
        if (!Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out Uri? parsed))
        {
            errors.Required(path, $"url must be a valid URL: parse {FieldErrors.Quote(url)}: invalid URL{Form}");
            return;
        }
        bool absolute = parsed.IsAbsoluteUri;
        string scheme = absolute ? parsed.Scheme : "", host = absolute ? parsed.Host : "";
        if (scheme != "https")
            errors.Invalid(path, scheme, "'https' is the only allowed URL scheme" + Form);
        if (host.Length == 0)
            errors.Invalid(path, host, "host must be specified" + Form);
        if (!absolute)
            return;
        if (parsed.UserInfo.Length > 0)
            errors.Invalid(path, parsed.UserInfo, "user information is not permitted in the URL");
        if (parsed.Fragment.Length > 1)
            errors.Invalid(path, parsed.Fragment[1..], "fragments are not permitted in the URL");
        if (parsed.Query.Length > 1)
            errors.Invalid(path, parsed.Query[1..], "query parameters are not permitted in the URL");
    }

    public static void ValidateService(
        string name, string @namespace, string? servicePath, int port, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
            errors.Required(path.Child("name"), "service name is required");
        if (@namespace.Length == 0)
            errors.Required(path.Child("namespace"), "service namespace is required");
        if (port is < 1 or > PortMax)
            errors.Invalid(path.Child("port"), port, "port is not valid: must be between 1 and 65535, inclusive");
        if (servicePath is null or "" or "/")
            return;
        path = path.Child("path");
        if (servicePath == "//")
        {
            errors.Invalid(path, servicePath, "segment[0] may not be empty");
            return;
        }
        if (!servicePath.StartsWith('/'))
            errors.Invalid(path, servicePath, "must start with a '/'");
        string rest = servicePath[1..];
        if (rest.EndsWith('/'))
            rest = rest[..^1];
        string[] segments = rest.Split('/');
        for (int i = 0; i < segments.Length; i++)
        {
            if (segments[i].Length == 0)
            {
                errors.Invalid(path, servicePath, $"segment[{i}] may not be empty");
                continue;
            }
            Complaints complaints = default;
            NameRules.CheckSubdomain(segments[i], ref complaints);
            foreach (string text in complaints.Texts)
                errors.Invalid(path, servicePath, $"segment[{i}]: {text}");
        }
    }
}
