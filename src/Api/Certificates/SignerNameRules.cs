using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Certificates;

/// <summary>Names of signers: <c>example.com/signer-name</c>.</summary>
internal static class SignerNameRules
{
    // A label, a dot and a subdomain after the slash.
    private const int PathMax = NameRules.SubdomainMax + NameRules.LabelMax + 1;
    private const int NameMax = NameRules.SubdomainMax + PathMax + 1;

    public static void Validate(string name, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }
        string[] segments = name.Split('/');
        if (segments.Length != 2)
        {
            errors.Invalid(path, name,
                "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }
        string domain = segments[0], rest = segments[1];
        if (domain.Length > NameRules.SubdomainMax)
            errors.TooLong(path, NameRules.SubdomainMax);
        string[] labels = domain.Split('.');
        foreach (string label in labels)
        {
            Complaints complaints = default;
            NameRules.CheckLabel(label, ref complaints);
            Report(complaints, label, domain, path, errors);
        }
        if (labels.Length < 2)
            errors.Invalid(path, domain, "should be a domain with at least two segments separated by dots");
        foreach (string label in rest.Split('.'))
        {
            Complaints complaints = default;
            NameRules.CheckSubdomain(label, ref complaints);
            Report(complaints, label, rest, path, errors);
        }
        if (name.Length > NameMax)
            errors.TooLong(path, NameMax);
    }

    private static void Report(
        Complaints complaints, string label, string value, FieldPath path, FieldErrors errors)
    {
        foreach (string text in complaints.Texts)
            errors.Invalid(path, value, $"validating label {FieldErrors.Quote(label)}: {text}");
    }
}
