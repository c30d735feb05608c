using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Certificates;
using Kubesharp.Api.Pki;
using Kubesharp.ApiServer.Certificates;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Certificates;

public sealed class ClusterCertificatesTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("kubesharp-pki").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void KeysAreKeptAndReadableByTheirOwnerOnly()
    {
        ClusterCertificates first = Open("10.43.0.1");
        ClusterCertificates second = Open("10.43.0.1");
        Assert.Equal(first.Authority.CertificatePem, second.Authority.CertificatePem);
        Assert.Equal(first.Server.Thumbprint, second.Server.Thumbprint);
        Assert.Equal(
            first.ServiceAccountKey.ExportSubjectPublicKeyInfo(),
            second.ServiceAccountKey.ExportSubjectPublicKeyInfo());
        foreach (string key in Directory.GetFiles(Path.Combine(directory, "pki"), "*.key"))
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        }
    }

    [Fact]
    public void E098_TheServerServesUnderEveryNameOfTheService()
    {
        X509SubjectAlternativeNameExtension names =
            Open("10.43.0.1", "node-1").Server.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(
            ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
                "localhost", "node-1"],
            names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1", "10.43.0.1"], names.EnumerateIPAddresses().Select(static ip => ip.ToString()));
    }

    [Fact]
    public void AnotherAddressRenewsTheServerAndKeepsTheAuthority()
    {
        ClusterCertificates first = Open("10.43.0.1"), second = Open("10.43.0.1", "192.0.2.7");
        Assert.NotEqual(first.Server.Thumbprint, second.Server.Thumbprint);
        Assert.Equal(first.Authority.CertificatePem, second.Authority.CertificatePem);
    }

    [Fact]
    public void E087_OnlyClientsOfThisAuthorityPass()
    {
        ClusterCertificates ours = Open();
        ClusterCertificates theirs = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        X509Certificate2 authority = ours.Authority.Certificate;
        Assert.True(Passes(ours.IssueAdmin()));
        Assert.False(Passes(theirs.IssueAdmin()));
        Assert.False(Passes(ours.Authority.IssueServer("kube-apiserver", ["localhost"])));

        bool Passes(CertificateAndKey pem)
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem.CertificatePem);
            return ClientCertificates.IsClient(certificate, [authority], TimeProvider.System);
        }
    }

    [Fact]
    public void E087_OnlyTheAuthoritysOwnSignatureCounts()
    {
        // Both authorities have the same name; the keys differ.
        ClusterCertificates ours = Open();
        ClusterCertificates theirs = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        Assert.True(ClientCertificates.IsSignedBy(ours.Server, ours.Authority.Certificate, TimeProvider.System));
        Assert.False(ClientCertificates.IsSignedBy(theirs.Server, ours.Authority.Certificate, TimeProvider.System));
    }

    [Fact]
    public void AWorkingKubeconfigIsLeftAlone()
    {
        string path = Path.Combine(directory, "admin.kubeconfig");
        ClusterCertificates certificates = Open();
        certificates.WriteAdminKubeconfig(path, "https://127.0.0.1:6443");
        string first = File.ReadAllText(path);
        Open().WriteAdminKubeconfig(path, "https://127.0.0.1:6443");
        Assert.Equal(first, File.ReadAllText(path));
        Open().WriteAdminKubeconfig(path, "https://127.0.0.1:7443");
        Assert.Contains("https://127.0.0.1:7443", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void ASigningRequestGetsItsSubjectAndNothingElse()
    {
        using System.Security.Cryptography.ECDsa key =
            System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(
            "O=system:nodes, CN=system:node:n1", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        ClusterCertificates certificates = Open();
        string pem = certificates.Authority.Sign(
            RequestedCertificate.Parse(request.CreateSigningRequestPem()), ["client auth"], TimeSpan.FromDays(1));
        using X509Certificate2 signed = X509Certificate2.CreateFromPem(pem);
        Assert.True(ClientCertificates.IsClient(signed, [certificates.Authority.Certificate], TimeProvider.System));
        Assert.False(signed.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
    }

    private ClusterCertificates Open(params string[] names) =>
        ClusterCertificates.Open(directory, names, TimeProvider.System, Entropy.System);
}
