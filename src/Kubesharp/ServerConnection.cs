using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Client.Http;
using Kubesharp.Options;

namespace Kubesharp;

/// <summary>A server in another process, reached with a kubeconfig that this program wrote.</summary>
internal sealed class ServerConnection : IDisposable
{
    private readonly HttpClient http;

    private ServerConnection(Kubeconfig kubeconfig)
    {
        X509Certificate2 authority = X509Certificate2.CreateFromPem(kubeconfig.AuthorityPem);
        SocketsHttpHandler handler = new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [kubeconfig.Client.ToCertificate()],
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { authority },
                },
            },
            // Watches are idle for minutes; a peer that answers no ping is gone.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            EnableMultipleHttp2Connections = true,
        };
        http = new(handler)
        {
            BaseAddress = new(kubeconfig.Server),
            DefaultRequestVersion = new(2, 0),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Transport = new HttpTransport(http);
    }

    public ITransport Transport { get; }

    /// <summary>Throws <see cref="OptionsException"/> when the file is missing or not understood.</summary>
    public static ServerConnection Open(string path)
    {
        try
        {
            if (Kubeconfig.TryRead(path) is { } kubeconfig)
                return new(kubeconfig);
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

    public void Dispose() => http.Dispose();
}
