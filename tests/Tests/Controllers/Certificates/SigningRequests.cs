using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Certificates;

namespace Kubesharp.Tests.Controllers.Certificates;

/// <summary>Signing requests as kubelets and users make them.</summary>
internal static class SigningRequests
{
    public static readonly string[] KubeletClientUsages = ["digital signature", "client auth"];
    public static readonly string[] KubeletServingUsages = ["digital signature", "server auth"];

    /// <param name="names">Host names, addresses, <c>mailto:X</c> and URIs.</param>
    public static string Pem(string subject, params string[] names)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Pem(new CertificateRequest(subject, key, HashAlgorithmName.SHA256), names);
    }

    public static string RsaPem(string subject)
    {
        using RSA key = RSA.Create(2048);
        return Pem(
            new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), []);
    }

    public static CertificateSigningRequest Of(
        string name, string signer, string pem, IReadOnlyList<string> usages, int? seconds = null) => new()
        {
            Metadata = new() { Name = name },
            Spec = new()
            {
                SignerName = signer, Request = Bytes.FromUtf8(pem), Usages = usages, ExpirationSeconds = seconds,
            },
        };

    private static string Pem(CertificateRequest request, IReadOnlyList<string> names)
    {
        SubjectAlternativeNameBuilder alternatives = new();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
                alternatives.AddIpAddress(address);
            else if (name.StartsWith("mailto:", StringComparison.Ordinal))
                alternatives.AddEmailAddress(name[7..]);
            else if (name.Contains("://", StringComparison.Ordinal))
                alternatives.AddUri(new Uri(name));
            else
                alternatives.AddDnsName(name);
        }
        if (names.Count > 0)
            request.CertificateExtensions.Add(alternatives.Build());
        return request.CreateSigningRequestPem();
    }
}
