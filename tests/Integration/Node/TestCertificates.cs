using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>An authority with a serving and a client certificate, for one test.</summary>
internal sealed record TestCertificates(X509Certificate2 Authority, X509Certificate2 Serving, X509Certificate2 Client)
{
    public static TestCertificates Create()
    {
        DateTimeOffset from = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authorityRequest = new("CN=test-authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        X509Certificate2 authority = authorityRequest.CreateSelfSigned(from, from.AddHours(1));
        return new(authority, Issue(authority, "CN=node-a", 1, from),
            Issue(authority, "CN=kube-apiserver-kubelet-client", 2, from));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string subject, byte serial, DateTimeOffset from)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 issued = request.Create(authority, from, from.AddMinutes(50), [serial]);
        using X509Certificate2 withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
