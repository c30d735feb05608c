using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.Api.Pki;

/// <summary>Who a certificate is for, as Kubernetes reads it: user and groups, or the names of a server.</summary>
public static class CertificateNames
{
    /// <summary>The groups are organizations, the user is the common name.</summary>
    public static X500DistinguishedName Subject(string commonName, IReadOnlyList<string> organizations)
    {
        X500DistinguishedNameBuilder subject = new();
        foreach (string organization in organizations)
            subject.AddOrganizationName(organization);
        subject.AddCommonName(commonName);
        return subject.Build();
    }

    /// <summary>Host names and addresses; null for none.</summary>
    public static X509Extension? Alternatives(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return null;
        SubjectAlternativeNameBuilder alternatives = new();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }
        return alternatives.Build();
    }
}
