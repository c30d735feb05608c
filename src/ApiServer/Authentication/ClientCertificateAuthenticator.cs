using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Certificates;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// The user of a client certificate: the common name, with each organization as a group. A connection's certificate is
/// verified once for each set of authorities; whether it is still valid is asked each time.
/// </summary>
internal sealed class ClientCertificateAuthenticator(ClientAuthorities authorities, TimeProvider time)
{
    private const string CommonName = "2.5.4.3", Organization = "2.5.4.10";

    private volatile Known known = new(authorities.Current, []);

    public AuthenticationResult Authenticate(X509Certificate2 certificate)
    {
        Known present = known;
        if (!ReferenceEquals(present.Authorities, authorities.Current))
            known = present = new(authorities.Current, []);
        if (!present.Verified.TryGetValue(certificate, out Verified? verified))
        {
            verified = Verify(certificate, present.Authorities);
            present.Verified.TryAdd(certificate, verified);
        }
        if (verified.Result.User is null)
            return verified.Result;
        DateTime now = time.GetUtcNow().UtcDateTime;
        authorities.Remaining.Observe(verified.Until - now);
        return now >= verified.From && now <= verified.Until
            ? verified.Result
            : AuthenticationResult.Failed("x509: certificate has expired or is not yet valid");
    }

    private Verified Verify(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> trusted)
    {
        DateTime from = certificate.NotBefore.ToUniversalTime(), until = certificate.NotAfter.ToUniversalTime();
        if (!ClientCertificates.IsClient(certificate, trusted, time))
        {
            return new(
                AuthenticationResult.Failed("x509: not signed by this cluster for clients"), from, until);
        }
        string user = "";
        List<string> groups = [];
        foreach (X500RelativeDistinguishedName part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
                continue;
            switch (part.GetSingleElementType().Value)
            {
                case CommonName: user = part.GetSingleElementValue() ?? ""; break;
                case Organization: groups.Add(part.GetSingleElementValue() ?? ""); break;
            }
        }
        return user.Length == 0
            ? new(AuthenticationResult.Failed("x509: subject without common name"), from, until)
            : new(AuthenticationResult.Of(Users.Of(user, [.. groups])), from, until);
    }

    private sealed record Known(
        IReadOnlyList<X509Certificate2> Authorities, ConditionalWeakTable<X509Certificate2, Verified> Verified);

    private sealed record Verified(AuthenticationResult Result, DateTime From, DateTime Until);
}
