using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.ApiServer.Webhooks;

/// <summary>Connections from this server to others that a configuration names.</summary>
internal static class OutgoingTls
{
    private static readonly TimeSpan IdleMax = TimeSpan.FromMinutes(1);

    /// <param name="authorities">Whom to trust; empty: the machine's authorities.</param>
    public static HttpClient Client(IReadOnlyList<X509Certificate2> authorities) => Client(new SocketsHttpHandler
    {
        SslOptions = Trusting(authorities),
        AllowAutoRedirect = true,
    });

    public static HttpClient Client(WebhookConnection connection)
    {
        SslClientAuthenticationOptions options = Trusting(connection.Authorities);
        if (connection.ClientCertificate is { } certificate)
            options.ClientCertificates = [certificate];
        if (connection.SkipsVerification)
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        // What is sent there is secret: it goes where it was told to go, and no further.
        return Client(new SocketsHttpHandler { SslOptions = options, AllowAutoRedirect = false });
    }

    private static HttpClient Client(SocketsHttpHandler handler)
    {
        handler.PooledConnectionIdleTimeout = IdleMax;
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static SslClientAuthenticationOptions Trusting(IReadOnlyList<X509Certificate2> authorities)
    {
        if (authorities.Count == 0)
            return new();
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        foreach (X509Certificate2 authority in authorities)
            policy.CustomTrustStore.Add(authority);
        return new() { CertificateChainPolicy = policy };
    }
}
