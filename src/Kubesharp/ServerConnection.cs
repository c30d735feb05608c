using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Client.Http;
using Kubesharp.Options;

namespace Kubesharp;

/// <summary>A server in another process.</summary>
/// <remarks>Our own certificate may be replaced at any time (<see cref="Use"/>), from any thread.</remarks>
internal sealed class ServerConnection : IDisposable
{
    private readonly string server;
    private readonly X509Certificate2Collection authorities;
    private volatile HttpClient http;

    private ServerConnection(
        string server, X509Certificate2Collection authorities, X509Certificate2? own, string token)
    {
        this.server = server;
        this.authorities = authorities;
        http = NewClient(own, token);
        Transport = new HttpTransport(() => http);
    }

    public ITransport Transport { get; }

    /// <summary>
    /// With a kubeconfig that this program wrote. Throws <see cref="OptionsException"/> when the file is missing or not
    /// understood.
    /// </summary>
    public static ServerConnection Open(string path)
    {
        try
        {
            if (Kubeconfig.TryRead(path) is { } kubeconfig)
                return As(kubeconfig.Server, kubeconfig.AuthorityPem, kubeconfig.Client.ToCertificate());
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new OptionsException([$"the kubeconfig {path} cannot be used: {exception.Message}"]);
        }
        throw new OptionsException([
            File.Exists(path)
                ? $"the kubeconfig {path} is not one that `kubesharp server` wrote"
                : $"there is no kubeconfig {path}; the server writes admin.kubeconfig into its data directory",
        ]);
    }

    /// <summary>As the user of a client certificate.</summary>
    public static ServerConnection As(string server, string authorityPem, X509Certificate2 own) =>
        new(server, Read(authorityPem), own, "");

    /// <summary>As the user of a bearer token.</summary>
    public static ServerConnection With(string server, string authorityPem, string token) =>
        new(server, Read(authorityPem), null, token);

    /// <summary>
    /// Shows another certificate from the next request on. What is under way ends as it began; its connections close
    /// themselves when they have been idle for a minute.
    /// </summary>
    public void Use(X509Certificate2 own) => http = NewClient(own, "");

    /// <summary>Believes servers whose certificate one of the authorities has signed for the name asked for.</summary>
    public static SslClientAuthenticationOptions Tls(X509Certificate2Collection authorities)
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return new() { CertificateChainPolicy = policy };
    }

    private HttpClient NewClient(X509Certificate2? own, string token)
    {
        SslClientAuthenticationOptions tls = Tls(authorities);
        if (own is not null)
            tls.ClientCertificates = [own];
        SocketsHttpHandler handler = new()
        {
            SslOptions = tls,
            // Watches are idle for minutes; a peer that answers no ping is gone.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            EnableMultipleHttp2Connections = true,
        };
        HttpClient client = new(handler)
        {
            BaseAddress = new(server),
            DefaultRequestVersion = new(2, 0),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (token.Length > 0)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static X509Certificate2Collection Read(string authorityPem)
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPem(authorityPem);
        return authorities;
    }

    public void Dispose() => http.Dispose();
}
