using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Controllers.HorizontalPodAutoscaling;

namespace Kubesharp;

/// <summary>
/// The way of the HorizontalPodAutoscaler controller to the metrics APIs: over HTTPS like everybody, since others serve
/// them, as its own service account.
/// </summary>
internal sealed class MetricsApiConnection : IDisposable
{
    private const string Account = "system:serviceaccount:kube-system:horizontal-pod-autoscaler";

    // A metrics server that does not answer must not hold up the other autoscalers.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Its certificate is renewed meanwhile.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromHours(1);

    private readonly HttpClient http;

    public MetricsApiConnection(ClusterCertificates certificates, string serverUrl)
    {
        LeafCertificate own = certificates.Keep(new("horizontal-pod-autoscaler", "")
        {
            Issue = () => certificates.Authority.IssueClient(
                Account, "system:serviceaccounts", "system:serviceaccounts:kube-system", "system:authenticated"),
        });
        http = new(new SocketsHttpHandler
        {
            PooledConnectionLifetime = ConnectionLifetime,
            SslOptions = new SslClientAuthenticationOptions
            {
                LocalCertificateSelectionCallback = (_, _, _, _, _) => own.Certificate,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { certificates.Authority.Certificate },
                },
            },
        })
        {
            BaseAddress = new(serverUrl), Timeout = Patience,
        };
    }

    public async Task<MetricsAnswer> GetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync(path, cancellationToken);
            return new((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (HttpRequestException exception)
        {
            throw new IOException(exception.Message, exception);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("the metrics API did not answer in time", exception);
        }
    }

    public void Dispose() => http.Dispose();
}
