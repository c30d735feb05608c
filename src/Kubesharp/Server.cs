using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Audit;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.ApiServer.Encryption;
using Kubesharp.ApiServer.Http;
using Kubesharp.Client;
using Kubesharp.Options;
using Kubesharp.Store;
using Kubesharp.Store.Sqlite;
using Microsoft.Extensions.Logging;

namespace Kubesharp;

/// <summary>
/// The control plane as a process: store on disk, HTTPS in front, and a node beside it when asked for.
/// </summary>
internal static class Server
{
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly Entropy Entropy = Entropy.System;

    /// <summary>Serves until cancelled, then ends what it has begun.</summary>
    public static async Task RunAsync(
        ServerOptions options, DataDirectory directory, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ILogger log = loggers.CreateLogger("Kubesharp.Server");
        long started = Time.GetTimestamp();
        CollectionPauses.Watch();
        IPAddress advertised = AdvertisedBy(options);
        Directory.CreateDirectory(Path.GetDirectoryName(directory.StoreFile)!);
        await using SqliteStore file = SqliteStore.Open(directory.StoreFile, new StoreOptions(), Time);
        EncryptionConfiguration? encryption = EncryptionOf(options, directory);
        EncryptedStore? encrypted = encryption is null ? null : new(file, encryption);
        IStore store = encrypted is null ? file : encrypted;
        ClusterCertificates certificates = ClusterCertificates.Open(
            directory.Server, NamesOf(options, advertised), Time, Entropy);

        using AuditLog? audit = options.ApiServer.AuditLog is { } auditLog ? new(auditLog, Time) : null;
        using MetricsApiConnection metricsApi = new(certificates, UrlOf(options));
        await using ControlPlane plane = new(
            new ControlPlaneOptions
            {
                Network = options.Network,
                NodePorts = options.NodePorts,
                Controllers = options.Controllers,
                SigningDuration = options.SigningDuration,
                Tuning = options.Tuning,
                MetricsApi = metricsApi.GetAsync,
                LeaderIdentity = options.LeaderElect ? $"{Environment.MachineName}_{Entropy.NewUid()}" : null,
                RuntimeConfig = options.RuntimeConfig,
                Certificates = certificates,
                Advertised = IPAddress.IsLoopback(advertised) ? null : new(advertised, options.SecurePort),
                TestMode = options.TestMode,
                ServesMetrics = true,
                Scheduler = options.Scheduler,
                Time = Time,
                Entropy = Entropy,
                FlowSeats = options.ApiServer.FlowSeats,
                Access = options.ApiServer.Access,
                Audit = audit is not null && options.ApiServer.AuditPolicy is { } policy
                    ? new(policy, audit, Time)
                    : null,
                Log = (message, exception) => log.LogWarning(exception, "{problem}", message),
            },
            store);
        await using CertificateUpkeep upkeep = new(
            certificates, directory.Server, options.ApiServer.ClientAuthorityFile,
            new ApiClient(plane.TransportFor(Users.ServerUser, "kube-apiserver"), "kube-apiserver"), Time,
            loggers.CreateLogger("Kubesharp.Certificates"));
        await using HttpFront front = new(
            plane.Api,
            new HttpFrontOptions
            {
                Address = options.BindAddress,
                Port = options.SecurePort,
                Certificate = _ => certificates.Server,
            },
            loggers);
        await front.StartAsync(cancellationToken);
        certificates.WriteAdminKubeconfig(directory.AdminKubeconfig, UrlOf(options));
        await plane.StartAsync(cancellationToken);
        log.LogInformation("Serving on {url} after {milliseconds} ms",
            UrlOf(options), (int)Time.GetElapsedTime(started).TotalMilliseconds);

        if (encrypted is not null && await encrypted.RewriteStaleAsync(cancellationToken) is > 0 and int rewritten)
            log.LogInformation("Encrypted {count} stored values anew, with the first key", rewritten);

        // Nodes that join answer at this address too, so nobody may get it before.
        ApiClient own = new(plane.TransportFor(Users.ServerUser, "kubesharp"), "kubesharp");
        if (await DnsService.EnsureAsync(own, options.Network.Dns, cancellationToken) is { } error)
            log.LogWarning("The Service kube-dns: {problem}", error.Message);

        try
        {
            if (options.Agent is { } agent)
                await RunNodeAsync(agent, plane, certificates, loggers, cancellationToken);
            else
                await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log.LogInformation("Stopping");
        }
        finally
        {
            await plane.Api.BeginStopAsync();
            await front.StopAsync(CancellationToken.None);
        }
    }

    private static async Task RunNodeAsync(
        AgentOptions options, ControlPlane plane, ClusterCertificates certificates, ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        IPAddress address = Agent.AddressOf(options);
        LeafCertificate serving = certificates.Keep(new("kubelet-serving", "")
        {
            Issue = () => certificates.Authority.IssueKubeletServing(
                options.NodeName, [options.NodeName, address.ToString()]),
        });
        await Agent.RunAsync(
            options,
            address,
            plane.TransportFor(Users.Node(options.NodeName), "kubelet"),
            plane.TransportFor(Users.Of(Users.Proxy, "system:node-proxier"), "kube-proxy"),
            new NodeCertificates(() => serving.Certificate, [certificates.Authority.Certificate]),
            loggers,
            cancellationToken);
    }

    // What --encrypt-secrets has begun goes on without the flag: the data cannot be read otherwise.
    private static EncryptionConfiguration? EncryptionOf(ServerOptions options, DataDirectory directory)
    {
        if (options.ApiServer.Encryption is { } told)
            return told;
        return options.ApiServer.EncryptSecrets || File.Exists(directory.EncryptionFile)
            ? EncryptionConfiguration.ReadOrMake(directory.EncryptionFile)
            : null;
    }

    private static IPAddress AdvertisedBy(ServerOptions options)
    {
        if (options.AdvertiseAddress is { } told)
            return told;
        bool all = options.BindAddress.Equals(IPAddress.Any) || options.BindAddress.Equals(IPAddress.IPv6Any);
        return all ? options.Agent?.NodeAddress ?? NodeAddress.Find() ?? IPAddress.Loopback : options.BindAddress;
    }

    private static IReadOnlyList<string> NamesOf(ServerOptions options, IPAddress advertised)
    {
        string domain = options.Network.Domain;
        return
        [
            .. new[]
            {
                options.Network.FirstService.ToString(), advertised.ToString(),
                $"kubernetes.default.svc.{domain}", Environment.MachineName.ToLowerInvariant(),
            }.Concat(options.TlsNames).Distinct(StringComparer.Ordinal),
        ];
    }

    // The administrator's kubeconfig is for this machine; the certificate stands for the other addresses too.
    private static string UrlOf(ServerOptions options)
    {
        bool all = options.BindAddress.Equals(IPAddress.Any) || options.BindAddress.Equals(IPAddress.IPv6Any);
        return $"https://{(all ? IPAddress.Loopback : options.BindAddress)}:{options.SecurePort}";
    }
}
