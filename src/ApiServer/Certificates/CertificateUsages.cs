using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>
/// The usages of the certificates API as extensions of a certificate (RFC 5280, 4.2.1.3 and 4.2.1.12).
/// </summary>
internal static class CertificateUsages
{
    private static readonly Dictionary<string, X509KeyUsageFlags> Keys = new(StringComparer.Ordinal)
    {
        ["signing"] = X509KeyUsageFlags.DigitalSignature,
        ["digital signature"] = X509KeyUsageFlags.DigitalSignature,
        ["content commitment"] = X509KeyUsageFlags.NonRepudiation,
        ["key encipherment"] = X509KeyUsageFlags.KeyEncipherment,
        ["key agreement"] = X509KeyUsageFlags.KeyAgreement,
        ["data encipherment"] = X509KeyUsageFlags.DataEncipherment,
        ["cert sign"] = X509KeyUsageFlags.KeyCertSign,
        ["crl sign"] = X509KeyUsageFlags.CrlSign,
        ["encipher only"] = X509KeyUsageFlags.EncipherOnly,
        ["decipher only"] = X509KeyUsageFlags.DecipherOnly,
    };

    private static readonly Dictionary<string, string> Purposes = new(StringComparer.Ordinal)
    {
        ["any"] = "2.5.29.37.0",
        ["server auth"] = "1.3.6.1.5.5.7.3.1",
        ["client auth"] = "1.3.6.1.5.5.7.3.2",
        ["code signing"] = "1.3.6.1.5.5.7.3.3",
        ["email protection"] = "1.3.6.1.5.5.7.3.4",
        ["s/mime"] = "1.3.6.1.5.5.7.3.4",
        ["ipsec end system"] = "1.3.6.1.5.5.7.3.5",
        ["ipsec tunnel"] = "1.3.6.1.5.5.7.3.6",
        ["ipsec user"] = "1.3.6.1.5.5.7.3.7",
        ["timestamping"] = "1.3.6.1.5.5.7.3.8",
        ["ocsp signing"] = "1.3.6.1.5.5.7.3.9",
        ["microsoft sgc"] = "1.3.6.1.4.1.311.10.3.3",
        ["netscape sgc"] = "2.16.840.1.113730.4.1",
    };

    /// <summary>
    /// The extensions for these usages; none for a kind that is not asked for. Throws
    /// <see cref="CryptographicException"/> for a usage that is not known.
    /// </summary>
    public static IEnumerable<X509Extension> Extensions(IReadOnlyList<string> usages)
    {
        X509KeyUsageFlags flags = X509KeyUsageFlags.None;
        SortedSet<string> purposes = new(StringComparer.Ordinal);
        foreach (string usage in usages)
        {
            if (Keys.TryGetValue(usage, out X509KeyUsageFlags flag))
                flags |= flag;
            else if (Purposes.TryGetValue(usage, out string? purpose))
                purposes.Add(purpose);
            else
                throw new CryptographicException($"unrecognized usage values: [\"{usage}\"]");
        }
        if (flags != X509KeyUsageFlags.None)
            yield return new X509KeyUsageExtension(flags, critical: true);
        if (purposes.Count == 0)
            yield break;
        OidCollection oids = [.. purposes.Select(static purpose => new Oid(purpose))];
        yield return new X509EnhancedKeyUsageExtension(oids, critical: false);
    }
}
