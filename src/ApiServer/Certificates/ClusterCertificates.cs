using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>
/// All keys of the cluster: read from <c>pki/</c> under the data directory, or made there on the first start. Only the
/// authority, the server's certificate, the kubelet client's and the key of service accounts are kept; client
/// certificates of components are issued when asked for.
/// </summary>
public sealed class ClusterCertificates
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(60);
    private static readonly string[] ServerNames =
    [
        "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
        "localhost", "127.0.0.1",
    ];

    private ClusterCertificates(
        CertificateAuthority authority, CertificateAndKey server, CertificateAndKey kubeletClient, ECDsa key)
    {
        Authority = authority;
        Server = server.ToCertificate();
        KubeletClient = kubeletClient;
        ServiceAccountKey = key;
    }

    public CertificateAuthority Authority { get; }
    /// <summary>What the API server shows to its clients, with its private key.</summary>
    public X509Certificate2 Server { get; }
    /// <summary>What the API server shows to kubelets; a kubelet lets its user do what its own checks allow.</summary>
    public CertificateAndKey KubeletClient { get; }
    /// <summary>Signs the tokens of service accounts.</summary>
    public ECDsa ServiceAccountKey { get; }

    /// <summary>
    /// Reads or makes the keys. The server's certificate is made anew when its names differ or it ends within two
    /// months. Throws <see cref="IOException"/> or <see cref="CryptographicException"/> when files cannot be used.
    /// </summary>
    /// <param name="directory">The data directory; files go to <c>pki/</c> below.</param>
    /// <param name="extraNames">Further host names and addresses to serve under (service IP, node addresses).</param>
    /// <param name="time">Tells what has expired.</param>
    /// <param name="entropy">Serial numbers.</param>
    public static ClusterCertificates Open(
        string directory, IReadOnlyList<string> extraNames, TimeProvider time, Entropy entropy)
    {
        string pki = Path.Combine(directory, "pki");
        Directory.CreateDirectory(pki);
        CertificateAndKey? stored = PemFiles.Read(pki, "ca");
        CertificateAuthority authority = stored is null
            ? CertificateAuthority.Create("kubernetes", time, entropy)
            : CertificateAuthority.FromPem(stored, time, entropy);
        if (stored is null)
            PemFiles.Write(pki, "ca", authority.ToPem());

        IReadOnlyList<string> names = [.. ServerNames, .. extraNames.Except(ServerNames, StringComparer.Ordinal)];
        CertificateAndKey? server = PemFiles.Read(pki, "server");
        if (server is null || !Serves(server, authority, names, time))
        {
            server = authority.IssueServer("kube-apiserver", names);
            PemFiles.Write(pki, "server", server);
        }
        CertificateAndKey? kubelet = PemFiles.Read(pki, "kubelet-client");
        if (kubelet is null || !IsGood(kubelet, authority, time))
        {
            kubelet = IssueKubeletClient(authority);
            PemFiles.Write(pki, "kubelet-client", kubelet);
        }
        return new(authority, server, kubelet, ReadOrMakeServiceAccountKey(pki));
    }

    /// <summary>Keys that live only in memory, for clusters inside a test.</summary>
    public static ClusterCertificates InMemory(IReadOnlyList<string> extraNames, TimeProvider time, Entropy entropy)
    {
        CertificateAuthority authority = CertificateAuthority.Create("kubernetes", time, entropy);
        return new(
            authority, authority.IssueServer("kube-apiserver", [.. ServerNames, .. extraNames]),
            IssueKubeletClient(authority), ECDsa.Create(ECCurve.NamedCurves.nistP256));
    }

    /// <summary>A user who may do everything; the group is bound to cluster-admin.</summary>
    public CertificateAndKey IssueAdmin() => Authority.IssueClient("kubernetes-admin", "system:masters");
    public CertificateAndKey IssueControllerManager() => Authority.IssueClient("system:kube-controller-manager");
    public CertificateAndKey IssueScheduler() => Authority.IssueClient("system:kube-scheduler");
    public CertificateAndKey IssueProxy() => Authority.IssueClient("system:kube-proxy", "system:node-proxier");
    public CertificateAndKey IssueKubelet(string nodeName) =>
        Authority.IssueClient($"system:node:{nodeName}", "system:nodes");

    /// <summary>
    /// Writes a kubeconfig for an administrator, unless the file already holds one that works: scripts may have
    /// copied its certificate.
    /// </summary>
    public void WriteAdminKubeconfig(string path, string serverUrl, TimeProvider time)
    {
        Kubeconfig? stored = Kubeconfig.TryRead(path);
        if (stored is not null && stored.Server == serverUrl
            && stored.AuthorityPem == Authority.CertificatePem && IsGood(stored.Client, Authority, time))
        {
            return;
        }
        new Kubeconfig("kubernetes-admin", serverUrl, Authority.CertificatePem, IssueAdmin()).Write(path);
    }

    private static CertificateAndKey IssueKubeletClient(CertificateAuthority authority) =>
        authority.IssueClient("kube-apiserver-kubelet-client", "system:masters");

    private static ECDsa ReadOrMakeServiceAccountKey(string pki)
    {
        string path = Path.Combine(pki, "sa.key");
        if (File.Exists(path))
        {
            ECDsa stored = ECDsa.Create();
            stored.ImportFromPem(File.ReadAllText(path));
            return stored;
        }
        ECDsa made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PemFiles.WriteSecret(path, made.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(Path.Combine(pki, "sa.pub"), made.ExportSubjectPublicKeyInfoPem() + "\n");
        return made;
    }

    private static bool IsGood(CertificateAndKey pem, CertificateAuthority authority, TimeProvider time)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem.CertificatePem);
        return certificate.NotAfter.ToUniversalTime() - RenewBefore > time.GetUtcNow().UtcDateTime
            && ClientCertificates.IsSignedBy(certificate, authority.Certificate, time);
    }

    private static bool Serves(
        CertificateAndKey pem, CertificateAuthority authority, IReadOnlyList<string> names, TimeProvider time)
    {
        if (!IsGood(pem, authority, time))
            return false;
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem.CertificatePem);
        X509SubjectAlternativeNameExtension? alternatives =
            certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        if (alternatives is null)
            return false;
        HashSet<string> served = new(alternatives.EnumerateDnsNames(), StringComparer.Ordinal);
        served.UnionWith(alternatives.EnumerateIPAddresses().Select(static address => address.ToString()));
        return served.SetEquals(names.Select(static name =>
            IPAddress.TryParse(name, out IPAddress? address) ? address.ToString() : name));
    }
}
