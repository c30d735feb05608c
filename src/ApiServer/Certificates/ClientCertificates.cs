using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>Whether a certificate is ours.</summary>
public static class ClientCertificates
{
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    /// <summary>
    /// Signed by the authority itself and valid now, for whatever use: for the files that this program wrote. The
    /// first X509Chain of a process costs some 75 ms for the machine's own trust store, which a start can spare.
    /// </summary>
    public static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 authority, TimeProvider time)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime()
            || !certificate.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData))
        {
            return false;
        }
        using ECDsa? key = authority.GetECDsaPublicKey();
        if (key is null)
            return false;
        try
        {
            // RFC 5280, 4.1: what is signed, the algorithm, the signature.
            AsnReader parts = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
            ReadOnlyMemory<byte> signed = parts.ReadEncodedValue();
            string algorithm = parts.ReadSequence().ReadObjectIdentifier();
            byte[] signature = parts.ReadBitString(out _);
            return algorithm == EcdsaWithSha256 && key.VerifyData(
                signed.Span, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>
    /// A client's: signed by one of the authorities, valid now, and meant for clients, by the rules of RFC 5280.
    /// </summary>
    public static bool IsClient(
        X509Certificate2 certificate, IReadOnlyList<X509Certificate2> authorities, TimeProvider time)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities.ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuth));
        return chain.Build(certificate);
    }
}
