using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>A certificate and its private key as PEM text, the form that kubeconfigs and files hold.</summary>
public sealed record CertificateAndKey(string CertificatePem, string KeyPem)
{
    public X509Certificate2 ToCertificate() => X509Certificate2.CreateFromPem(CertificatePem, KeyPem);
}
