using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Certificates;
using Kubesharp.Api.Pki;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>
/// The cluster's own authority: signs the server, clients and kubelets with ECDSA P-256, which takes well under a
/// millisecond a certificate. Immutable; safe from any thread.
/// </summary>
public sealed class CertificateAuthority
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    // As kubeadm: ten years for the authority, one for what it signs.
    private static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(365);
    // A certificate as short as this does not end earlier for having begun earlier; upstream's bound.
    private static readonly TimeSpan ShortLifetime = TimeSpan.FromHours(8);
    // Clocks of nodes that join may be behind.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly TimeProvider time;
    private readonly Entropy entropy;

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider time, Entropy entropy)
    {
        Certificate = certificate;
        CertificatePem = Text(certificate.ExportCertificatePem());
        this.time = time;
        this.entropy = entropy;
    }

    /// <summary>With its private key.</summary>
    public X509Certificate2 Certificate { get; }
    public string CertificatePem { get; }

    public static CertificateAuthority Create(string commonName, TimeProvider time, Entropy entropy)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment,
            true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset now = time.GetUtcNow();
        return new(request.CreateSelfSigned(now - ClockSkew, now + AuthorityLifetime), time, entropy);
    }

    public static CertificateAuthority FromPem(CertificateAndKey pem, TimeProvider time, Entropy entropy) =>
        new(pem.ToCertificate(), time, entropy);

    public CertificateAndKey ToPem()
    {
        using ECDsa key = Certificate.GetECDsaPrivateKey()!;
        return new(CertificatePem, Text(key.ExportPkcs8PrivateKeyPem()));
    }

    /// <summary>A client certificate: the common name is the user, each organization a group.</summary>
    public CertificateAndKey IssueClient(string user, params IReadOnlyList<string> groups) =>
        Issue(CertificateNames.Subject(user, groups), [ClientAuth], []);

    /// <summary>A serving certificate for names and addresses.</summary>
    public CertificateAndKey IssueServer(string commonName, IReadOnlyList<string> names) =>
        Issue(CertificateNames.Subject(commonName, []), [ServerAuth], names);

    /// <summary>What a kubelet serves with; the subject is the node, as upstream signs it.</summary>
    public CertificateAndKey IssueKubeletServing(string nodeName, IReadOnlyList<string> names) =>
        Issue(CertificateNames.Subject($"system:node:{nodeName}", ["system:nodes"]), [ServerAuth], names);

    /// <summary>
    /// Signs what was requested: subject, key and names as they are, and exactly these usages. Nothing else of the
    /// request counts; it becomes no authority. The caller has checked who may have which. It begins five minutes ago,
    /// for clocks that are behind; one that lives for eight hours or more ends that much earlier, too, and none
    /// outlives the authority. Throws <see cref="CryptographicException"/> when the authority has expired.
    /// </summary>
    /// <returns>The certificate in PEM.</returns>
    public string Sign(RequestedCertificate requested, IReadOnlyList<string> usages, TimeSpan lifetime)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now >= AuthorityUntil)
        {
            throw new CryptographicException(
                $"refusing to sign a certificate that expired in the past: NotAfter={AuthorityUntil:u}");
        }
        CertificateRequest request = new(requested.Subject, requested.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        foreach (X509Extension extension in CertificateUsages.Extensions(usages))
            request.CertificateExtensions.Add(extension);
        AddAuthorityKey(request);
        if (requested.AlternativeNames is { } names)
            request.CertificateExtensions.Add(names);
        DateTimeOffset until = now + (lifetime < ShortLifetime ? lifetime : lifetime - ClockSkew);
        using X509Certificate2 certificate = SignLeaf(request, until);
        return Text(certificate.ExportCertificatePem());
    }

    private CertificateAndKey Issue(
        X500DistinguishedName subject, IReadOnlyList<string> usages, IReadOnlyList<string> names)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        AddLeafExtensions(request, usages, names);
        using X509Certificate2 certificate = SignLeaf(request, time.GetUtcNow() + LeafLifetime);
        return new(Text(certificate.ExportCertificatePem()), Text(key.ExportPkcs8PrivateKeyPem()));
    }

    private DateTimeOffset AuthorityUntil => Certificate.NotAfter;

    private X509Certificate2 SignLeaf(CertificateRequest request, DateTimeOffset until)
    {
        byte[] serial = new byte[16];
        entropy.Fill(serial);
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40); // Positive and of full length.
        DateTimeOffset from = time.GetUtcNow() - ClockSkew;
        // The key that is certified may be of another kind than the authority's.
        using ECDsa? curve = Certificate.GetECDsaPrivateKey();
        using RSA? modulus = curve is null ? Certificate.GetRSAPrivateKey() : null;
        X509SignatureGenerator generator = curve is not null
            ? X509SignatureGenerator.CreateForECDsa(curve)
            : X509SignatureGenerator.CreateForRSA(
                modulus ?? throw new CryptographicException("the authority's key is neither ECDSA nor RSA"),
                RSASignaturePadding.Pkcs1);
        return request.Create(
            Certificate.SubjectName, generator, from < Certificate.NotBefore ? Certificate.NotBefore : from,
            until < AuthorityUntil ? until : AuthorityUntil, serial);
    }

    private void AddLeafExtensions(
        CertificateRequest request, IReadOnlyList<string> usages, IReadOnlyList<string> names)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        OidCollection purposes = [.. usages.Select(static usage => new Oid(usage))];
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(purposes, false));
        AddAuthorityKey(request);
        if (CertificateNames.Alternatives(names) is { } alternatives)
            request.CertificateExtensions.Add(alternatives);
    }

    private void AddAuthorityKey(CertificateRequest request) =>
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));

    private static string Text(string pem) => pem.EndsWith('\n') ? pem : pem + "\n";
}
