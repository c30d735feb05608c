using Kubesharp.Api;
using Kubesharp.Client.Informers;
using Kubesharp.Linux;
using Kubesharp.Linux.Interfaces;
using Kubesharp.Linux.Nftables;
using Kubesharp.Linux.Processes;
using Kubesharp.Network.Cni;
using Kubesharp.Network.Dns;
using Kubesharp.Network.PodNetworks;
using Kubesharp.Network.Proxy.Nftables;
using Kubesharp.Network.Services;

namespace Kubesharp.Network;

/// <summary>
/// The network of a node: the pod bridge and its CNI configuration, the ways to the Pods of other nodes, the Service
/// proxy and the cluster's DNS server.
/// </summary>
/// <remarks>
/// Stopping leaves bridge, table and addresses in place, so that pods go on serving while the program restarts;
/// <see cref="CleanupAsync"/> removes them.
/// </remarks>
public sealed class NetworkAgent
{
    private const string DnsInterface = "lo";

    private readonly NetworkOptions options;
    private readonly TimeProvider time;
    private readonly PodNetwork pods;

    /// <param name="log">Told what an operator should know, a line at a time.</param>
    public NetworkAgent(
        NetworkOptions options, Cache cache, TimeProvider time, Entropy entropy, Action<string>? log = null)
    {
        IReadOnlyList<string> violations = options.Validate();
        if (violations.Count > 0)
            throw new ArgumentException(string.Join(' ', violations), nameof(options));
        this.options = options;
        this.time = time;
        ServiceTracker tracker = new(cache);
        Proxy = new ServiceProxy(options, tracker, time);
        Dns = new DnsServer(options, tracker, time, entropy);
        pods = new PodNetwork(options, cache, time, log ?? Console.Error.WriteLine);
    }

    public ServiceProxy Proxy { get; }

    public DnsServer Dns { get; }

    /// <summary>Why this machine cannot be a node's network: each sentence names the cause and the remedy.</summary>
    public static IReadOnlyList<string> Preflight(NetworkOptions options)
    {
        List<string> problems = [.. options.Validate()];
        if (!Signals.IsRoot)
            problems.Add("The pod network needs root: start as root.");
        if (!NftablesCommand.Available)
            problems.Add("nftables is not installed: apt-get install nftables.");
        IReadOnlyList<string> plugins = CniConfiguration.MissingPlugins(options);
        if (plugins.Count > 0)
        {
            problems.Add($"CNI plugins are missing in {options.CniBinDirectory}: {string.Join(", ", plugins)}: "
                + "apt-get install containernetworking-plugins.");
        }
        return problems;
    }

    /// <summary>
    /// Makes the bridge, the kernel's settings and the DNS address; and the CNI configuration, when the Node has a Pod
    /// network already. Before the kubelet starts pods. May run again at any time.
    /// </summary>
    public async Task PrepareAsync()
    {
        bool bridgeSeen = await options.NetworkNamespace.RunAsync(PrepareKernel);
        Proxy.MasqueradeAll = !bridgeSeen;
        await pods.PrepareAsync();
    }

    /// <summary>Prepares, then runs Pod network, proxy and DNS until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync();
        await Task.WhenAll(
            Loop.Run("network/pods", time, pods.RunAsync, cancellationToken),
            Loop.Run("network/proxy", time, Proxy.RunAsync, cancellationToken),
            options.DnsEnabled ? Loop.Run("network/dns", time, Dns.RunAsync, cancellationToken) : Task.CompletedTask);
    }

    /// <summary>
    /// Removes everything that this agent ever made: the table, the bridge, the tunnel, the routes, the DNS address,
    /// the CNI files.
    /// </summary>
    /// <returns>What could not be removed and why; empty when nothing is left.</returns>
    public static async Task<IReadOnlyList<string>> CleanupAsync(
        NetworkOptions options, CancellationToken cancellationToken)
    {
        List<string> failures = [];
        if (NftablesCommand.Available)
        {
            NftablesCommand nftables = new(options.NetworkNamespace);
            NftablesResult result = await nftables.RunAsync(RulesetText.Delete(options), cancellationToken);
            if (!result.Succeeded)
                failures.Add($"table ip {options.Table}: {result.Error}");
            await HostPortTables.RemoveAsync(nftables, options, cancellationToken);
        }
        try
        {
            await options.NetworkNamespace.RunAsync(() =>
            {
                InterfaceTable.RemoveAddress(DnsInterface, options.ClusterDns, 32);
                KernelRoutes.Remove(options.Tunnel);
                InterfaceTable.Delete(options.Bridge);
            });
            CniConfiguration.Remove(options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failures.Add(exception.Message);
        }
        return failures;
    }

    // False when bridged packets pass no nftables chains. Without that, the answer of a pod to another on this node
    // would go straight over the bridge, past the translation, and be refused.
    private bool PrepareKernel()
    {
        InterfaceTable.CreateBridge(options.Bridge);
        InterfaceTable.SetUp(options.Bridge);
        if (options.DnsEnabled)
            InterfaceTable.AddAddress(DnsInterface, options.ClusterDns, 32);
        Sysctl.Write("net.ipv4.ip_forward", "1");
        // 127.0.0.1:NODEPORT leaves over the bridge with a loopback source until it is masqueraded. The table's guard
        // chain keeps pods from using this the other way.
        Sysctl.Write($"net.ipv4.conf.{options.Bridge.Replace('.', '/')}.route_localnet", "1");
        return Sysctl.Write("net.bridge.bridge-nf-call-iptables", "1");
    }
}
