using System.Net;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Linux.Interfaces;
using Kubesharp.Network.Cni;

namespace Kubesharp.Network.PodNetworks;

/// <summary>
/// The addresses of this node's Pods, as its Node was given them, and the ways to the Pods of the other nodes. Until
/// the Node has a Pod network there is no CNI configuration, and so the runtime reports that its network is not ready.
/// </summary>
/// <remarks>
/// Level-triggered: each look compares what the Nodes say with what the kernel has. Only this class's loop writes; the
/// informer's handler sets a signal.
/// </remarks>
internal sealed class PodNetwork
{
    // A link that went down has lost its routes, and tells nobody here when it is back.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    // Without an answer of the API server what the last run configured holds: Pods start without it too.
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(3);

    private readonly NetworkOptions options;
    private readonly TimeProvider time;
    private readonly Informer<Node> nodes;
    private readonly Action<string> log;
    private TaskCompletionSource change = Loop.NewSignal();
    private string said = "";

    public PodNetwork(NetworkOptions options, Cache cache, TimeProvider time, Action<string> log)
    {
        this.options = options;
        this.time = time;
        this.log = log;
        nodes = cache.Informer<Node>();
        nodes.AddHandler((before, after) =>
        {
            // Nodes report every few minutes; most of it is not about networks.
            if (before is null || after is null || PeerNode.Of(before) != PeerNode.Of(after))
                Volatile.Read(ref change).TrySetResult();
        });
    }

    /// <summary>What this node was given last; null before.</summary>
    public IPNetwork? Own { get; private set; }

    /// <summary>A first look, when the API server answers soon.</summary>
    public async Task PrepareAsync()
    {
        await Task.WhenAny(nodes.Synced, Task.Delay(FirstAnswer, time));
        if (nodes.IsSynced)
            await LookAsync();
    }

    /// <summary>Follows the Nodes until cancelled. What was set up stays.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await nodes.Synced.WaitAsync(cancellationToken);
        while (true)
        {
            TaskCompletionSource next = Loop.NewSignal();
            Volatile.Write(ref change, next);
            await LookAsync();
            await Task.WhenAny(next.Task, Task.Delay(LookAgain, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task LookAsync()
    {
        string trouble = "";
        try
        {
            trouble = await options.NetworkNamespace.RunAsync(Look);
        }
        catch (IOException exception)
        {
            trouble = $"The Pod network: {exception.Message}";
        }
        if (trouble.Length > 0 && trouble != said)
            log(trouble);
        said = trouble;
    }

    // Returns what is in the way, or nothing.
    private string Look()
    {
        List<PeerNode> all = [.. nodes.List().Select(PeerNode.Of)];
        PeerNode? self = all.Find(node => node.Name == options.NodeName);
        if (self?.Pods is not { } own)
        {
            // The Node is gone or new: an old network may be another node's by now.
            CniConfiguration.Disable(options);
            Own = null;
            return "";
        }
        if (!options.ClusterCidr.Contains(own.BaseAddress) || own.PrefixLength > MaxPrefixLength)
        {
            return $"The Node was given the Pod network {own}, which is no part of {options.ClusterCidr}: the node "
                + "must be started with the same --cluster-cidr as the server.";
        }
        NodeLink? link = NodeLink.Find(options.NodeAddress);
        SetBridge(own);
        CniConfiguration.Write(options, own, link?.Mtu - RoutePlan.TunnelOverhead);
        Own = own;
        all.Remove(self);
        if (link is null)
        {
            return all.Exists(static node => node.Address is not null)
                ? $"No interface has the node's address {options.NodeAddress}: other nodes' Pods are not reached."
                : "";
        }
        RoutePlan plan = RoutePlan.For(own, link, all, options.ClusterCidr, options.Tunnel);
        KernelRoutes.Apply(plan, link, RoutePlan.EndOf(own), options.Tunnel);
        return "";
    }

    // Bridge, network address and broadcast leave no Pod any address below that.
    private const int MaxPrefixLength = 29;

    private void SetBridge(IPNetwork own)
    {
        IPAddress gateway = NetworkOptions.GatewayOf(own);
        int index = InterfaceTable.IndexOf(options.Bridge)
            ?? throw new IOException($"the bridge {options.Bridge} is gone");
        bool found = false;
        foreach (InterfaceAddress present in InterfaceTable.Addresses())
        {
            if (present.InterfaceIndex != index || present.Address.IsIPv6LinkLocal)
                continue;
            if (present.Address.Equals(gateway) && present.PrefixLength == own.PrefixLength)
                found = true;
            else
                InterfaceTable.RemoveAddress(options.Bridge, present.Address, present.PrefixLength);
        }
        if (!found)
            InterfaceTable.AddAddress(options.Bridge, gateway, own.PrefixLength);
    }
}
