using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Pki;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Client.Certificates;
using Kubesharp.Joining;
using Kubesharp.Options;
using Microsoft.Extensions.Logging;

namespace Kubesharp;

/// <summary>A node whose server is another process.</summary>
internal static class RemoteAgent
{
    /// <summary>
    /// Works until cancelled. Throws <see cref="OptionsException"/> when the server cannot be joined, or the kubeconfig
    /// is of no use.
    /// </summary>
    public static Task RunAsync(
        AgentOptions options, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        options.Kubeconfig.Length > 0
            ? RunWithKubeconfigAsync(options, loggers, cancellationToken)
            : RunJoinedAsync(options, loggers, cancellationToken);

    private static async Task RunJoinedAsync(
        AgentOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ILogger log = loggers.CreateLogger("Kubesharp.Agent");
        using NodeIdentity identity = await NodeIdentity.OpenAsync(options, log, cancellationToken);
        IPAddress address = Agent.AddressOf(options);
        NodeCertificates certificates = new(() => identity.ServingCertificate.Current, Read(identity.AuthorityPem))
        {
            Metrics = () => Metrics(identity),
        };
        await Task.WhenAll(
            identity.RunAsync([options.NodeName, address.ToString()], log, cancellationToken),
            Agent.RunAsync(
                options, address, identity.Transport, identity.Transport, certificates, loggers, cancellationToken));
    }

    // With somebody's own credentials nothing is asked of the server: the kubelet shows a certificate of its own, and
    // the server, which knows no authority of it, does not come for logs and exec.
    private static async Task RunWithKubeconfigAsync(
        AgentOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        using ServerConnection server = ServerConnection.Open(options.Kubeconfig);
        IPAddress address = Agent.AddressOf(options);
        CertificateAuthority own = CertificateAuthority.Create(
            $"{options.NodeName}-kubelet", TimeProvider.System, Entropy.System);
        CertificateAndKey serving = own.IssueKubeletServing(options.NodeName, [options.NodeName, address.ToString()]);
        using X509Certificate2 certificate = serving.ToCertificate();
        string authority = Kubeconfig.TryRead(options.Kubeconfig)!.AuthorityPem;
        await Agent.RunAsync(
            options, address, server.Transport, server.Transport, new(() => certificate, Read(authority)), loggers,
            cancellationToken);
    }

    // The names of upstream's kubelet.
    private static string Metrics(NodeIdentity identity)
    {
        StringBuilder text = new();
        TimeToLive("client", identity.ClientCertificate);
        TimeToLive("server", identity.ServingCertificate);
        Errors("kubelet_certificate_manager_client_expiration_renew_errors", identity.ClientCertificate);
        Errors("kubelet_server_expiration_renew_errors", identity.ServingCertificate);
        return text.ToString();

        void TimeToLive(string which, RotatingCertificate certificate)
        {
            string name = $"kubelet_certificate_manager_{which}_ttl_seconds";
            string value = certificate.Remaining is { } rest
                ? ((long)rest.TotalSeconds).ToString(CultureInfo.InvariantCulture) : "+Inf";
            string kind = which == "client" ? "client" : "serving";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} Gauge of the TTL (time-to-live) of the ")
                .Append(CultureInfo.InvariantCulture, $"Kubelet's {kind} certificate.")
                .Append(" The value is in seconds until certificate expiry (negative if already expired).\n")
                .Append(CultureInfo.InvariantCulture, $"# TYPE {name} gauge\n{name} {value}\n");
        }

        void Errors(string name, RotatingCertificate certificate) => text.Append(CultureInfo.InvariantCulture,
            $"# HELP {name} Counter of certificate renewal errors.\n"
            + $"# TYPE {name} counter\n{name} {certificate.Errors}\n");
    }

    private static X509Certificate2Collection Read(string pem)
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPem(pem);
        return authorities;
    }
}
