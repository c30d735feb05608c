using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Pki;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>
/// All keys of the cluster: read from <c>pki/</c> under the data directory, or made there on the first start. The
/// authority and the key of service accounts stay; the leaves are renewed while the server runs
/// (<see cref="CertificateRenewal"/>), so whoever opens a connection asks for the present one.
/// </summary>
/// <remarks>The list of leaves is a snapshot, swapped by reference; safe from any thread.</remarks>
public sealed class ClusterCertificates
{
    /// <summary>The leaf that the API server shows to its clients.</summary>
    public const string ServerLeaf = "kube-apiserver";
    /// <summary>The leaf that the API server shows to kubelets.</summary>
    public const string KubeletClientLeaf = "kube-apiserver-kubelet-client";
    /// <summary>The leaf in the administrator's kubeconfig.</summary>
    public const string AdminLeaf = "admin.kubeconfig";

    private static readonly string[] NamesAlways =
    [
        "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
        "localhost", "127.0.0.1",
    ];

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly LeafCertificate server, kubeletClient;
    private volatile IReadOnlyList<LeafCertificate> leaves;

    private ClusterCertificates(
        CertificateAuthority authority, IReadOnlyList<string> names, string directory, ECDsa key, TimeProvider time)
    {
        this.time = time;
        Authority = authority;
        ClientAuthorities = new(authority.Certificate);
        ServerNames = names;
        ServiceAccountKey = key;
        server = LeafCertificate.Open(
            Source(ServerLeaf, directory, "server", () => authority.IssueServer(ServerLeaf, names)) with
            {
                Accepts = certificate => Serves(certificate, names) && IsOurs(certificate),
            },
            time);
        kubeletClient = LeafCertificate.Open(
            Source(KubeletClientLeaf, directory, "kubelet-client",
                () => authority.IssueClient(KubeletClientLeaf, "system:masters")),
            time);
        leaves = [server, kubeletClient];
    }

    public CertificateAuthority Authority { get; }
    /// <summary>Whose client certificates the API server believes.</summary>
    public ClientAuthorities ClientAuthorities { get; }
    /// <summary>What the API server shows to its clients at present, with its private key.</summary>
    public X509Certificate2 Server => server.Certificate;
    /// <summary>The names and addresses that the server's certificate stands for.</summary>
    public IReadOnlyList<string> ServerNames { get; }
    /// <summary>
    /// What the API server shows to kubelets at present; a kubelet lets its user do what its own checks allow.
    /// </summary>
    public X509Certificate2 KubeletClient => kubeletClient.Certificate;
    /// <summary>Signs the tokens of service accounts.</summary>
    public ECDsa ServiceAccountKey { get; }
    /// <summary>Every certificate that is renewed here.</summary>
    public IReadOnlyList<LeafCertificate> Leaves => leaves;

    /// <summary>
    /// Reads or makes the keys. The server's certificate is made anew when its names differ. Throws
    /// <see cref="IOException"/> or <see cref="CryptographicException"/> when files cannot be used.
    /// </summary>
    /// <param name="directory">The data directory; files go to <c>pki/</c> below.</param>
    /// <param name="extraNames">Further host names and addresses to serve under (service IP, node addresses).</param>
    /// <param name="time">Tells what has expired.</param>
    /// <param name="entropy">Serial numbers.</param>
    public static ClusterCertificates Open(
        string directory, IReadOnlyList<string> extraNames, TimeProvider time, Entropy entropy)
    {
        string pki = PkiOf(directory);
        Directory.CreateDirectory(pki);
        CertificateAndKey? stored = PemFiles.Read(pki, "ca");
        CertificateAuthority authority = stored is null
            ? CertificateAuthority.Create("kubernetes", time, entropy)
            : CertificateAuthority.FromPem(stored, time, entropy);
        if (stored is null)
            PemFiles.Write(pki, "ca", authority.ToPem());
        return new(
            authority, [.. NamesAlways, .. extraNames.Except(NamesAlways, StringComparer.Ordinal)], pki,
            ReadOrMakeServiceAccountKey(pki), time);
    }

    /// <summary>
    /// Those of a data directory that a server has worked in, with the names that its certificate has now; null when
    /// there are none. For commands beside the server.
    /// </summary>
    public static ClusterCertificates? TryOpenExisting(string directory, TimeProvider time, Entropy entropy)
    {
        string pki = PkiOf(directory);
        if (PemFiles.Read(pki, "ca") is not { } stored || PemFiles.Read(pki, "server") is not { } serving
            || !File.Exists(Path.Combine(pki, "sa.key")))
        {
            return null;
        }
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(serving.CertificatePem);
        return new(
            CertificateAuthority.FromPem(stored, time, entropy), [.. NamesOf(certificate)], pki,
            ReadOrMakeServiceAccountKey(pki), time);
    }

    /// <summary>Keys that live only in memory, for clusters inside a test.</summary>
    public static ClusterCertificates InMemory(IReadOnlyList<string> extraNames, TimeProvider time, Entropy entropy) =>
        new(
            CertificateAuthority.Create("kubernetes", time, entropy), [.. NamesAlways, .. extraNames], "",
            ECDsa.Create(ECCurve.NamedCurves.nistP256), time);

    /// <summary>Where the keys lie under a server's directory.</summary>
    public static string PkiOf(string directory) => Path.Combine(directory, "pki");

    /// <summary>Opens a further certificate, which is renewed with the others from now on.</summary>
    public LeafCertificate Keep(LeafSource source)
    {
        LeafCertificate leaf = LeafCertificate.Open(source, time);
        lock (gate)
            leaves = [.. leaves.Where(one => one.Name != source.Name), leaf];
        return leaf;
    }

    /// <summary>A user who may do everything; the group is bound to cluster-admin.</summary>
    public CertificateAndKey IssueAdmin() => Authority.IssueClient("kubernetes-admin", "system:masters");
    public CertificateAndKey IssueScheduler() => Authority.IssueClient("system:kube-scheduler");
    public CertificateAndKey IssueProxy() => Authority.IssueClient("system:kube-proxy", "system:node-proxier");
    public CertificateAndKey IssueKubelet(string nodeName) =>
        Authority.IssueClient($"system:node:{nodeName}", "system:nodes");

    /// <summary>
    /// Writes a kubeconfig for an administrator, unless the file already holds one that works: scripts may have
    /// copied its certificate. It is renewed in the file as long as the server runs.
    /// </summary>
    public void WriteAdminKubeconfig(string path, string serverUrl)
    {
        LeafCertificate leaf = Keep(new(AdminLeaf, path)
        {
            Issue = IssueAdmin,
            Accepts = IsOurs,
            Read = () => Kubeconfig.TryRead(path)?.Client,
            Write = client => Write(serverUrl, client),
        });
        Kubeconfig? stored = Kubeconfig.TryRead(path);
        if (stored is null || stored.Server != serverUrl || stored.AuthorityPem != Authority.CertificatePem)
            Write(serverUrl, leaf.Pem);

        void Write(string url, CertificateAndKey client) =>
            new Kubeconfig("kubernetes-admin", url, Authority.CertificatePem, client).Write(path);
    }

    private LeafSource Source(string name, string directory, string file, Func<CertificateAndKey> issue) =>
        directory.Length == 0
            ? new(name, "") { Issue = issue }
            : new(name, Path.Combine(directory, file + ".crt"))
            {
                Issue = issue,
                Accepts = IsOurs,
                Read = () => PemFiles.Read(directory, file),
                Write = pem => PemFiles.Write(directory, file, pem),
            };

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

    private bool IsOurs(X509Certificate2 certificate) =>
        ClientCertificates.IsSignedBy(certificate, Authority.Certificate, time);

    private static bool Serves(X509Certificate2 certificate, IReadOnlyList<string> names) =>
        new HashSet<string>(NamesOf(certificate), StringComparer.Ordinal).SetEquals(names.Select(static name =>
            IPAddress.TryParse(name, out IPAddress? address) ? address.ToString() : name));

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate)
    {
        X509SubjectAlternativeNameExtension? alternatives =
            certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return alternatives is null
            ? []
            : alternatives.EnumerateDnsNames()
                .Concat(alternatives.EnumerateIPAddresses().Select(static address => address.ToString()));
    }
}
