using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>Whether a client's certificate is ours.</summary>
public static class ClientCertificates
{
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    /// <summary>Signed by the authority and valid now, for whatever use.</summary>
    public static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 authority, TimeProvider time) =>
        Build(certificate, authority, time, null);

    /// <summary>Signed by the authority, valid now, and meant for clients.</summary>
    public static bool IsClient(X509Certificate2 certificate, X509Certificate2 authority, TimeProvider time) =>
        Build(certificate, authority, time, ClientAuth);

    private static bool Build(
        X509Certificate2 certificate, X509Certificate2 authority, TimeProvider time, string? usage)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        if (usage is not null)
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid(usage));
        return chain.Build(certificate);
    }
}
