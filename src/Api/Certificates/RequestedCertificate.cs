using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kubesharp.Api.Certificates;

/// <summary>
/// What a signing request (PKCS #10, RFC 2986) asks for: a subject, a key and names. Its signature has been checked:
/// whoever made it has the private key. Immutable.
/// </summary>
public sealed class RequestedCertificate
{
    private const string AlternativeNamesOid = "2.5.29.17";
    private const string CommonNameOid = "2.5.4.3", OrganizationOid = "2.5.4.10";
    // RFC 5280, 4.2.1.6: the kinds of GeneralName that are taken over.
    private static readonly Asn1Tag MailTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag DnsTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag AddressTag = new(TagClass.ContextSpecific, 7);

    private readonly List<string> organizations = [], dnsNames = [], mailAddresses = [], uris = [];
    private readonly List<IPAddress> addresses = [];

    private RequestedCertificate(CertificateRequest request)
    {
        Subject = request.SubjectName;
        PublicKey = request.PublicKey;
        foreach (X500RelativeDistinguishedName part in Subject.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            if (part.HasMultipleElements)
                continue;
            if (part.GetSingleElementType().Value == CommonNameOid)
                CommonName = part.GetSingleElementValue() ?? "";
            else if (part.GetSingleElementType().Value == OrganizationOid)
                organizations.Add(part.GetSingleElementValue() ?? "");
        }
        X509Extension? names =
            request.CertificateExtensions.FirstOrDefault(static one => one.Oid?.Value == AlternativeNamesOid);
        AlternativeNames = names is null ? null : Read(names.RawData);
    }

    public X500DistinguishedName Subject { get; }
    public PublicKey PublicKey { get; }
    /// <summary>The subject's last common name; empty when it has none.</summary>
    public string CommonName { get; } = "";
    public IReadOnlyList<string> Organizations => organizations;
    public IReadOnlyList<string> DnsNames => dnsNames;
    public IReadOnlyList<IPAddress> Addresses => addresses;
    public IReadOnlyList<string> MailAddresses => mailAddresses;
    public IReadOnlyList<string> Uris => uris;
    /// <summary>The names as an extension of a certificate: hosts, addresses, mail and URIs. Null: none.</summary>
    public X509Extension? AlternativeNames { get; }

    /// <summary>
    /// Reads the first CERTIFICATE REQUEST of a PEM text. Throws <see cref="CryptographicException"/> when there is
    /// none, it cannot be read, or its signature is wrong.
    /// </summary>
    public static RequestedCertificate Parse(string pem)
    {
        if (!PemEncoding.TryFind(pem, out PemFields fields) || pem[fields.Label] != "CERTIFICATE REQUEST")
            throw new CryptographicException("PEM block type must be CERTIFICATE REQUEST");
        try
        {
            return new(CertificateRequest.LoadSigningRequestPem(
                pem[fields.Location], HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1));
        }
        catch (Exception exception) when (exception is AsnContentException or NotSupportedException
            or ArgumentException)
        {
            throw new CryptographicException(exception.Message, exception);
        }
    }

    private X509Extension? Read(byte[] encoded)
    {
        AsnReader names = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        AsnWriter kept = new(AsnEncodingRules.DER);
        using (kept.PushSequence())
        {
            while (names.HasData)
            {
                Asn1Tag tag = names.PeekTag();
                ReadOnlyMemory<byte> value = names.PeekContentBytes();
                ReadOnlyMemory<byte> whole = names.ReadEncodedValue();
                if (tag.HasSameClassAndValue(DnsTag))
                    dnsNames.Add(Encoding.ASCII.GetString(value.Span));
                else if (tag.HasSameClassAndValue(MailTag))
                    mailAddresses.Add(Encoding.ASCII.GetString(value.Span));
                else if (tag.HasSameClassAndValue(UriTag))
                    uris.Add(Encoding.ASCII.GetString(value.Span));
                else if (tag.HasSameClassAndValue(AddressTag) && value.Length is 4 or 16)
                    addresses.Add(new IPAddress(value.Span));
                else
                    continue; // Other kinds of names mean nothing here, and are not vouched for.
                kept.WriteEncodedValue(whole.Span);
            }
        }
        // RFC 5280: without a subject the names are all that there is, and must be understood.
        bool critical = Subject.RawData.Length <= 2;
        return dnsNames.Count + mailAddresses.Count + uris.Count + addresses.Count == 0
            ? null
            : new X509Extension(AlternativeNamesOid, kept.Encode(), critical);
    }
}
