using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Transport;
using Kubesharp.Client.Informers;
using Kubesharp.Kubelet;
using Kubesharp.Network;
using Kubesharp.Options;
using Microsoft.Extensions.Logging;

namespace Kubesharp;

/// <summary>What a kubelet shows to its callers at present, and whose client certificates it believes.</summary>
internal sealed record NodeCertificates(Func<X509Certificate2?> Serving, X509Certificate2Collection ClientAuthorities)
{
    /// <summary>Further text for the kubelet's /metrics.</summary>
    public Func<string> Metrics { get; init; } = static () => "";
}

/// <summary>One node: kubelet, proxy and DNS.</summary>
internal static class Agent
{
    private static readonly TimeProvider Time = TimeProvider.System;

    /// <summary>Works until cancelled. Pods, rules and containerd stay: the next start takes them over.</summary>
    public static async Task RunAsync(
        AgentOptions options, IPAddress address, ITransport kubeletTransport, ITransport proxyTransport,
        NodeCertificates certificates, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ILogger log = loggers.CreateLogger("Kubesharp.Agent");
        log.LogInformation("Node {node} at {address}", options.NodeName, address);
        Cache cache = new(proxyTransport, Time);
        NetworkAgent network = new(
            NodeParts.NetworkOf(options, address), cache, Time, Entropy.System,
            problem => log.LogWarning("{problem}", problem));
        Kubelet.Kubelet kubelet = new(
            NodeParts.KubeletOf(options, address, certificates), kubeletTransport, Time,
            message => log.LogInformation("{message}", message));

        using MachineShutdown shutdown = new(options.DataDirectory);
        cache.Start(cancellationToken);
        // An old network configuration must be gone before containerd starts the first sandbox.
        await network.PrepareAsync();
        await Task.WhenAll(
            Loop.Run("network", Time, network.RunAsync, cancellationToken),
            Loop.Run("kubelet", Time, kubelet.RunAsync, cancellationToken),
            Loop.Run(
                "machine-shutdown", Time, token => shutdown.RunAsync(kubelet.ShutDownAsync, token),
                cancellationToken));
    }

    /// <summary>Where this node is reached, told or found.</summary>
    public static IPAddress AddressOf(AgentOptions options) =>
        options.NodeAddress ?? NodeAddress.Find() ?? IPAddress.Loopback;

    /// <summary>Takes a stopped node off the machine. Returns what could not be removed.</summary>
    public static async Task<IReadOnlyList<string>> RemoveAsync(
        AgentOptions options, CancellationToken cancellationToken)
    {
        IPAddress address = AddressOf(options);
        NodeCleanup node = new(NodeParts.KubeletOf(options, address), Time);
        return
        [
            .. await node.RunAsync(cancellationToken),
            .. await NetworkAgent.CleanupAsync(NodeParts.NetworkOf(options, address), cancellationToken),
        ];
    }
}
