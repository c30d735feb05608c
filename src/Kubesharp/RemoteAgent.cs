using System.Net;
using Kubesharp.Api;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Options;
using Microsoft.Extensions.Logging;

namespace Kubesharp;

/// <summary>A node whose server is another process.</summary>
internal static class RemoteAgent
{
    /// <summary>
    /// Works until cancelled. Throws <see cref="OptionsException"/> when the kubeconfig is of no use.
    /// </summary>
    public static async Task RunAsync(
        AgentOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        using ServerConnection server = ServerConnection.Open(options.Kubeconfig);
        IPAddress address = Agent.AddressOf(options);
        await Agent.RunAsync(
            options, address, server.Transport, server.Transport, CertificatesOf(options, address), loggers,
            cancellationToken);
    }

    // The server checks its kubelets by the cluster's authority, whose key is not here: until nodes ask it to sign for
    // them, a remote kubelet shows a certificate of its own, and the server must be told to take it.
    private static NodeCertificates CertificatesOf(AgentOptions options, IPAddress address)
    {
        CertificateAuthority own = CertificateAuthority.Create(
            $"{options.NodeName}-kubelet", TimeProvider.System, Entropy.System);
        string authority = Kubeconfig.TryRead(options.Kubeconfig)!.AuthorityPem;
        return new(
            own.IssueKubeletServing(options.NodeName, [options.NodeName, address.ToString()]).ToCertificate(),
            [System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(authority)]);
    }
}
