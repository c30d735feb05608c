using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Client;
using Kubesharp.Client.Certificates;
using Kubesharp.Options;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Joining;

/// <summary>
/// Who this machine is to a cluster that it has joined: the server, its authority, and the certificates of the node,
/// below <c>node/pki</c> of the data directory. <c>agent.kubeconfig</c> there is what kubectl can use, too.
/// </summary>
internal sealed class NodeIdentity : IDisposable
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly string nodeName;
    private readonly ServerConnection connection;

    private NodeIdentity(string nodeName, string authorityPem, ServerConnection connection, Folders folders,
        RotatingCertificate client)
    {
        this.nodeName = nodeName;
        this.connection = connection;
        AuthorityPem = authorityPem;
        ClientCertificate = client;
        ServingCertificate = new(folders.Serving, Time, Entropy.System);
        client.Renewed += connection.Use;
    }

    public string AuthorityPem { get; }
    public Api.Transport.ITransport Transport => connection.Transport;
    /// <summary>What the node shows to the server.</summary>
    public RotatingCertificate ClientCertificate { get; }
    /// <summary>
    /// What the kubelet shows to its callers; none before the Node is registered and its request approved.
    /// </summary>
    public RotatingCertificate ServingCertificate { get; }

    /// <summary>Whether a machine has joined before.</summary>
    public static bool IsThere(string dataDirectory) => File.Exists(new Folders(dataDirectory).Kubeconfig);

    /// <summary>
    /// The identity that the machine has, or a new one by the token. Throws <see cref="OptionsException"/> when it has
    /// none that is good and can get none.
    /// </summary>
    public static async Task<NodeIdentity> OpenAsync(
        AgentOptions options, ILogger log, CancellationToken cancellationToken)
    {
        Folders folders = new(options.DataDirectory);
        RotatingCertificate client = new(folders.Client, Time, Entropy.System);
        (string Server, string AuthorityPem)? known = Kubeconfig.TryReadCluster(folders.Kubeconfig);
        string server = options.Server.Length > 0 ? options.Server : known?.Server ?? "";
        if (known is { } joined && client.Current is { } certificate && IsSame(joined.AuthorityPem, options.Join)
            && IsOf(certificate, options.NodeName))
        {
            if (joined.Server != server)
                WriteKubeconfig(folders, options.NodeName, server, joined.AuthorityPem);
            return new(options.NodeName, joined.AuthorityPem,
                ServerConnection.As(server, joined.AuthorityPem, certificate), folders, client);
        }
        if (options.Join is not { } join || server.Length == 0)
        {
            throw new OptionsException([
                known is null
                    ? "--server and --token are needed to join a cluster"
                    : $"the node's certificate in {folders.Pki} has expired or is not {options.NodeName}'s: join again "
                    + "with --token",
            ]);
        }
        string authorityPem = await Discovery.AuthorityOfAsync(
            server, join, options.SkipAuthorityHash, cancellationToken);
        log.LogInformation("Joining the cluster of {server} as {node}, with the token {token}",
            server, options.NodeName, join.Token.Id);
        using (ServerConnection stranger = ServerConnection.With(server, authorityPem, join.Token.ToText()))
        {
            ApiError? error = await client.RenewAsync(
                CertificateOrder.KubeletClient(options.NodeName), new ApiClient(stranger.Transport, "kubelet"),
                cancellationToken);
            if (error is not null)
                throw new OptionsException([$"{server} gives this machine no certificate: {error.Message}"]);
        }
        WriteKubeconfig(folders, options.NodeName, server, authorityPem);
        return new(options.NodeName, authorityPem,
            ServerConnection.As(server, authorityPem, client.Current!), folders, client);
    }

    /// <summary>Renews both certificates until cancelled.</summary>
    /// <param name="addresses">What the kubelet is reached under.</param>
    /// <param name="log">Told of what fails; the Node gets a Warning, too.</param>
    public Task RunAsync(IReadOnlyList<string> addresses, ILogger log, CancellationToken cancellationToken)
    {
        ApiClient client = new(connection.Transport, "kubelet");
        NodeWarnings warnings = new(client, nodeName, log, Time);
        CertificateOrder own = CertificateOrder.KubeletClient(nodeName);
        CertificateOrder serving = CertificateOrder.KubeletServing(nodeName, addresses);
        ClientCertificate.Renewed += certificate => Tell("client", certificate);
        ServingCertificate.Renewed += certificate => Tell("serving", certificate);
        return Task.WhenAll(
            Loop.Run("client certificate", Time, token => ClientCertificate.RunAsync(
                () => own, client, (error, until) => warnings.TellAsync("client", error, until, token), token),
                cancellationToken),
            Loop.Run("serving certificate", Time, token => ServingCertificate.RunAsync(
                () => serving, client, (error, until) => warnings.TellAsync("serving", error, until, token), token),
                cancellationToken));

        void Tell(string which, X509Certificate2 certificate) => log.LogInformation(
            "The node's {which} certificate is new, valid until {until}", which,
            certificate.NotAfter.ToUniversalTime().ToString("u"));
    }

    private static void WriteKubeconfig(Folders folders, string nodeName, string server, string authorityPem) =>
        Kubeconfig.WriteWithFile(
            folders.Kubeconfig, $"system:node:{nodeName}", server, authorityPem, folders.Client);

    // A token of another cluster means that the machine is to move there.
    private static bool IsSame(string authorityPem, JoinToken? join)
    {
        if (join is null || join.AuthorityHashes.Count == 0)
            return true;
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPem(authorityPem);
        return authorities.Any(one => join.AuthorityHashes.Contains(JoinToken.HashOf(one)));
    }

    private static bool IsOf(X509Certificate2 certificate, string nodeName) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) == $"system:node:{nodeName}";

    public void Dispose() => connection.Dispose();

    private sealed record Folders(string DataDirectory)
    {
        public string Pki => Path.Combine(DataDirectory, "node", "pki");
        public string Client => Path.Combine(Pki, "kubelet-client-current.pem");
        public string Serving => Path.Combine(Pki, "kubelet-server-current.pem");
        public string Kubeconfig => Path.Combine(DataDirectory, "agent.kubeconfig");
    }
}
