using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>The names of signers (<c>example.com/signer</c>) and of the trust bundles that belong to them.</summary>
internal static class SignerNames
{
    private const int PathMax = NameRules.SubdomainMax + NameRules.LabelMax + 1;
    private const int NameMax = NameRules.SubdomainMax + PathMax + 1;

    public static void Validate(string name, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }
        string[] parts = name.Split('/');
        if (parts.Length != 2)
        {
            errors.Invalid(path, name,
                "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }
        if (parts[0].Length > NameRules.SubdomainMax)
            errors.TooLong(path, NameRules.SubdomainMax);
        int labels = CheckLabels(parts[0], path, errors);
        if (labels < 2)
        {
            errors.Invalid(path, parts[0],
                "should be a domain with at least two segments separated by dots");
        }
        CheckLabels(parts[1], path, errors);
        if (name.Length > NameMax)
            errors.TooLong(path, NameMax);
    }

    /// <summary>Signers that the cluster itself brings.</summary>
    public static bool IsOfKubernetes(string name)
    {
        string host = name.Split('/', 2)[0];
        return host == "kubernetes.io" || host.EndsWith(".kubernetes.io", StringComparison.Ordinal);
    }

    /// <summary>A bundle of a signer carries its name: <c>example.com:signer:name</c>.</summary>
    public static IReadOnlyList<string> ComplaintsAboutBundle(string name)
    {
        Complaints complaints = default;
        int colon = name.LastIndexOf(':');
        NameRules.CheckSubdomain(name[(colon + 1)..], ref complaints);
        return complaints.Texts;
    }

    // The first bad label is enough: what follows would only repeat it.
    private static int CheckLabels(string text, FieldPath path, FieldErrors errors)
    {
        string[] labels = text.Split('.');
        foreach (string label in labels)
        {
            if (NameRules.IsLabel(label))
                continue;
            Complaints complaints = default;
            NameRules.CheckLabel(label, ref complaints);
            foreach (string complaint in complaints.Texts)
                errors.Invalid(path, text, $"validating label {FieldErrors.Quote(label)}: {complaint}");
            break;
        }
        return labels.Length;
    }
}
