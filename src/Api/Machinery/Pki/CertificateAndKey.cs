using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.Api.Pki;

/// <summary>A certificate and its private key as PEM text, the form that kubeconfigs and files hold.</summary>
public sealed record CertificateAndKey(string CertificatePem, string KeyPem)
{
    /// <summary>
    /// Throws <see cref="System.Security.Cryptography.CryptographicException"/> when they do not match.
    /// </summary>
    public X509Certificate2 ToCertificate() => X509Certificate2.CreateFromPem(CertificatePem, KeyPem);

    /// <summary>Nothing secret, whoever prints it.</summary>
    public override string ToString() => "certificate and key";
}
