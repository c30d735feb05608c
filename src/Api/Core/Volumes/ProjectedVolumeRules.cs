using System.Globalization;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a volume that collects files from several sources must satisfy: above all, no file twice.</summary>
internal static class ProjectedVolumeRules
{
    private const long TokenSecondsMin = 10 * 60;
    private const long TokenSecondsMax = 1L << 32;
    private const int CertificateSecondsMin = 3600;
    // 91 days; signers of the cluster's own are held to one.
    private const int CertificateSecondsMax = 91 * 24 * 3600;
    private const int OwnCertificateSecondsMax = 24 * 3600;
    private const string TwoFiles = "conflicting duplicate paths";

    public static void Validate(ProjectedVolumeSource volume, FieldPath path, FieldErrors errors)
    {
        VolumeRules.CheckMode(volume.DefaultMode, path, "defaultMode", errors);
        var files = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < volume.Sources.Count; i++)
        {
            VolumeProjection source = volume.Sources[i];
            FieldPath at = path.Child("sources").Index(i);
            if (source.Secret is { } secret)
                ValidateItems(secret.Name, secret.Items, at.Child("secret"), path, files, errors);
            if (source.ConfigMap is { } map)
                ValidateItems(map.Name, map.Items, at.Child("configMap"), path, files, errors);
            if (source.DownwardAPI is { } downward)
            {
                foreach (DownwardAPIVolumeFile file in downward.Items)
                {
                    EnvironmentRules.ValidateFile(file, at.Child("downwardAPI"), errors);
                    CheckFree(file.Path, file.Path, path, files, errors);
                }
            }
            if (source.ServiceAccountToken is { } token)
                ValidateToken(token, at.Child("serviceAccountToken"), path, errors);
            if (source.ClusterTrustBundle is { } bundle)
                ValidateBundle(bundle, at.Child("clusterTrustBundle"), path, files, errors);
            if (source.PodCertificate is { } certificate)
                ValidateCertificate(certificate, at.Child("podCertificate"), path, files, errors);
            if (CountOf(source) > 1)
                errors.Forbidden(at, "may not specify more than 1 volume type per source");
        }
    }

    private static int CountOf(VolumeProjection source) =>
        (source.Secret is null ? 0 : 1) + (source.ConfigMap is null ? 0 : 1) + (source.DownwardAPI is null ? 0 : 1)
        + (source.ServiceAccountToken is null ? 0 : 1) + (source.ClusterTrustBundle is null ? 0 : 1)
        + (source.PodCertificate is null ? 0 : 1);

    private static void ValidateItems(
        string name, IReadOnlyList<KeyToPath> items, FieldPath path, FieldPath volume, HashSet<string> files,
        FieldErrors errors)
    {
        NameChecks.Required(name, path, "name", errors);
        VolumeRules.CheckItems(items, path.Child("items"), errors);
        foreach (KeyToPath item in items)
            CheckFree(item.Path, name, volume, files, errors);
    }

    private static void CheckFree(
        string file, string shown, FieldPath volume, HashSet<string> files, FieldErrors errors)
    {
        if (file.Length > 0 && !files.Add(file))
            errors.Invalid(volume, shown, TwoFiles);
    }

    private static void ValidateToken(
        ServiceAccountTokenProjection token, FieldPath path, FieldPath volume, FieldErrors errors)
    {
        long seconds = token.ExpirationSeconds ?? 0;
        if (seconds < TokenSecondsMin)
        {
            errors.Invalid(path.Child("expirationSeconds"), seconds,
                "may not specify a duration less than 10 minutes");
        }
        if (seconds > TokenSecondsMax)
        {
            errors.Invalid(path.Child("expirationSeconds"), seconds,
                "may not specify a duration larger than 2^32 seconds");
        }
        // Upstream's path is that of the volume.
        if (token.Path.Length == 0)
            errors.Required(volume.Child("path"));
        else
            NameChecks.UnreservedPath(token.Path, volume.Child("path"), errors);
    }

    private static void ValidateBundle(
        ClusterTrustBundleProjection bundle, FieldPath path, FieldPath volume, HashSet<string> files,
        FieldErrors errors)
    {
        switch (bundle)
        {
            case { Name: not null, SignerName: not null }:
                errors.InvalidShown(path, ApiJson.ToText(bundle), "only one of name and signerName may be used");
                break;
            case { Name: { } name }:
                if (name.Length == 0)
                    errors.Required(path.Child("name"), "must be a valid object name");
                foreach (string text in SignerNames.ComplaintsAboutBundle(name))
                    errors.Invalid(path.Child("name"), name, "not a valid clustertrustbundlename: " + text);
                if (bundle.LabelSelector is { } unused)
                {
                    errors.InvalidShown(path.Child("labelSelector"), ApiJson.ToText(unused),
                        "labelSelector must be unset if name is specified");
                }
                break;
            case { SignerName: { } signer }:
                if (signer.Length == 0)
                    errors.Required(path.Child("signerName"), "must be a valid signer name");
                SignerNames.Validate(signer, path.Child("signerName"), errors);
                if (bundle.LabelSelector is { } selector)
                    LabelQuery.Validate(selector, path.Child("labelSelector"), errors);
                break;
            default:
                errors.Required(path, "either name or signerName must be specified");
                break;
        }
        NameChecks.Required(bundle.Path, path, "path", errors);
        NameChecks.UnreservedPath(bundle.Path, path.Child("path"), errors);
        if (!files.Add(bundle.Path))
            errors.Invalid(volume, bundle.Path, TwoFiles);
    }

    private static void ValidateCertificate(
        PodCertificateProjection certificate, FieldPath path, FieldPath volume, HashSet<string> files,
        FieldErrors errors)
    {
        SignerNames.Validate(certificate.SignerName, path.Child("signerName"), errors);
        if (certificate.UserAnnotations.Count > 0)
            MetadataRules.ValidateAnnotations(certificate.UserAnnotations, path.Child("userAnnotations"), errors);
        if (certificate.KeyType
            is not ("RSA3072" or "RSA4096" or "ECDSAP256" or "ECDSAP384" or "ECDSAP521" or "ED25519"))
        {
            errors.NotSupported(path.Child("keyType"), certificate.KeyType,
                "RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519");
        }
        if (certificate.MaxExpirationSeconds is { } seconds)
        {
            FieldPath at = path.Child("maxExpirationSeconds");
            if (seconds < CertificateSecondsMin)
                errors.Invalid(at, seconds, "if provided, maxExpirationSeconds must be >= 3600");
            int max = SignerNames.IsOfKubernetes(certificate.SignerName)
                ? OwnCertificateSecondsMax : CertificateSecondsMax;
            if (seconds > max)
            {
                errors.Invalid(at, seconds, string.Create(
                    CultureInfo.InvariantCulture, $"if provided, maxExpirationSeconds must be <= {max}"));
            }
        }
        bool any = Check(certificate.CredentialBundlePath, "credentialBundlePath")
            | Check(certificate.KeyPath, "keyPath") | Check(certificate.CertificateChainPath, "certificateChainPath");
        if (!any)
        {
            errors.Required(path,
                "specify at least one of credentialBundlePath, keyPath, and certificateChainPath");
        }

        bool Check(string file, string field)
        {
            if (file.Length == 0)
                return false;
            NameChecks.UnreservedPath(file, path.Child(field), errors);
            CheckFree(file, file, volume, files, errors);
            return true;
        }
    }
}
