using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Certificates;

/// <summary>What a request for a certificate must be, and who may say yes to it where.</summary>
internal static class CertificateSigningRequestRules
{
    private const int ExpirationSecondsMin = 600;
    private const string RequestLabel = "CERTIFICATE REQUEST";
    private const string CertificateLabel = "CERTIFICATE";

    private static readonly string[] Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment",
        "decipher only", "digital signature", "email protection", "encipher only", "ipsec end system",
        "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc", "netscape sgc",
        "ocsp signing", "s/mime", "server auth", "signing", "timestamping",
    ];

    public static void Validate(CertificateSigningRequest value, FieldErrors errors)
    {
        CertificateSigningRequestSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        if (WrongRequest(spec.Request) is { } wrong)
        {
            string shown = spec.Request is { } request ? FieldErrors.Quote(request.ToString()) : "null";
            errors.InvalidShown(path.Child("request"), shown, wrong);
        }
        if (spec.Usages.Count == 0)
            errors.Required(path.Child("usages"));
        var seen = new HashSet<string>();
        for (int i = 0; i < spec.Usages.Count; i++)
        {
            FieldPath at = path.Child("usages").Index(i);
            if (!Usages.Contains(spec.Usages[i]))
                errors.NotSupported(at, spec.Usages[i], Usages);
            if (!seen.Add(spec.Usages[i]))
                errors.Duplicate(at, spec.Usages[i]);
        }
        if (spec.SignerName == "kubernetes.io/legacy-unknown")
        {
            errors.Invalid(path.Child("signerName"), spec.SignerName,
                "the legacy signerName is not allowed via this API version");
        }
        else
            SignerNameRules.Validate(spec.SignerName, path.Child("signerName"), errors);
        if (spec.ExpirationSeconds is < ExpirationSecondsMin)
        {
            errors.Invalid(path.Child("expirationSeconds"), spec.ExpirationSeconds.Value,
                "may not specify a duration less than 600 seconds (10 minutes)");
        }
        ValidateStatus(value.Status, errors);
    }

    public static void ValidateUpdate(
        CertificateSigningRequest value, CertificateSigningRequest old, FieldErrors errors)
    {
        foreach (string type in (ReadOnlySpan<string>)["Approved", "Denied", "Failed"])
        {
            if (Of(type, value).Count < Of(type, old).Count)
            {
                errors.Forbidden(FieldPath.Status.Child("conditions"),
                    $"updates may not remove a condition of type {FieldErrors.Quote(type)}");
            }
        }
    }

    /// <summary>Whoever signs does not approve.</summary>
    public static void ValidateStatusUpdate(
        CertificateSigningRequest value, CertificateSigningRequest old, FieldErrors errors)
    {
        ValidateUpdate(value, old, errors);
        FieldPath path = FieldPath.Status;
        foreach (string type in (ReadOnlySpan<string>)["Approved", "Denied"])
        {
            IReadOnlyList<CertificateSigningRequestCondition> now = Of(type, value), before = Of(type, old);
            if (now.Count > before.Count)
            {
                errors.Forbidden(path.Child("conditions"),
                    $"updates may not add a condition of type {FieldErrors.Quote(type)}");
            }
            else if (now.Count == before.Count && !now.SequenceEqual(before))
            {
                errors.Forbidden(path.Child("conditions"),
                    $"updates may not modify a condition of type {FieldErrors.Quote(type)}");
            }
        }
        if (old.Status.Certificate is { Length: > 0 } certificate && value.Status.Certificate != certificate)
        {
            errors.Forbidden(path.Child("certificate"), "updates may not modify existing certificate content");
        }
        ValidateStatus(value.Status, errors);
    }

    private static List<CertificateSigningRequestCondition> Of(string type, CertificateSigningRequest value) =>
        [.. value.Status.Conditions.Where(condition => condition.Type == type)];

    public static void ValidateStatus(CertificateSigningRequestStatus status, FieldErrors errors)
    {
        FieldPath path = FieldPath.Status.Child("conditions");
        var types = new HashSet<string>();
        for (int i = 0; i < status.Conditions.Count; i++)
        {
            CertificateSigningRequestCondition condition = status.Conditions[i];
            FieldPath at = path.Index(i);
            if (condition.Type.Length == 0)
                errors.Required(at.Child("type"));
            if (condition.Status.Length == 0)
                errors.Required(at.Child("status"));
            else if (condition.Type is "Approved" or "Denied" or "Failed")
            {
                if (condition.Status != "True")
                    errors.NotSupported(at.Child("status"), condition.Status, "True");
            }
            else if (condition.Status is not ("False" or "True" or "Unknown"))
                errors.NotSupported(at.Child("status"), condition.Status, "False", "True", "Unknown");
            if (!types.Add(condition.Type))
                errors.Duplicate(at.Child("type"), condition.Type);
            bool both = (condition.Type == "Approved" && types.Contains("Denied"))
                || (condition.Type == "Denied" && types.Contains("Approved"));
            if (both)
            {
                errors.Invalid(at.Child("type"), condition.Type,
                    "Approved and Denied conditions are mutually exclusive");
            }
        }
        if (status.Certificate is { Length: > 0 } certificate && WrongCertificate(certificate) is { } wrong)
        {
            errors.InvalidShown(
                FieldPath.Status.Child("certificate"), FieldErrors.Quote(certificate.ToString()), wrong);
        }
    }

    private static string? WrongRequest(Bytes? request)
    {
        string text = request?.ToUtf8String() ?? "";
        if (!PemEncoding.TryFind(text, out PemFields fields) || text[fields.Label] != RequestLabel)
            return "PEM block type must be CERTIFICATE REQUEST";
        try
        {
            // Looks at the signature, too.
            CertificateRequest.LoadSigningRequestPem(
                text[fields.Location], HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions,
                RSASignaturePadding.Pkcs1);
            return null;
        }
        catch (Exception exception) when (exception is CryptographicException or NotSupportedException)
        {
            return exception.Message;
        }
    }

    private static string? WrongCertificate(Bytes certificate)
    {
        ReadOnlySpan<char> rest = certificate.ToUtf8String();
        int found = 0;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (!rest[fields.Label].SequenceEqual(CertificateLabel))
            {
                string label = FieldErrors.Quote(rest[fields.Label].ToString());
                return $"only CERTIFICATE PEM blocks are allowed, found {label}";
            }
            try
            {
                using X509Certificate2 parsed = X509Certificate2.CreateFromPem(rest[fields.Location]);
            }
            catch (CryptographicException exception)
            {
                return exception.Message;
            }
            found++;
            rest = rest[fields.Location.End..];
        }
        return found == 0 ? "must contain at least one CERTIFICATE PEM block" : null;
    }
}
