using System.Net;
using System.Net.Sockets;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.NodeIpam;

/// <summary>
/// Gives each node its part of the cluster's network, one of each family. What is given stands in the Nodes and nowhere
/// else, so that a node that goes gives its part back by going. One that comes again gets the same part, while nobody
/// else has it.
/// </summary>
/// <remarks>One worker: two at once could give one part twice.</remarks>
public sealed class NodeIpamController : IReconciler
{
    private readonly ApiClient client;
    private readonly Cache cache;
    private readonly EventRecorder events;
    private readonly List<NodeNetworks> networks;
    private readonly IReadOnlyList<IPNetwork> services;
    private readonly int[] next;
    private readonly List<FormerParts> former;

    public NodeIpamController(ApiClient client, Cache cache, EventRecorder events, NodeNetworkOptions? options)
    {
        this.client = client;
        this.cache = cache;
        this.events = events;
        networks = [.. (options?.Cluster ?? []).Select(network => new NodeNetworks(
            network, network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6
                ? options!.MaskSizeIPv6 : options!.MaskSizeIPv4))];
        services = options?.Services ?? [];
        next = new int[networks.Count];
        former = [.. networks.Select(static _ => new FormerParts())];
    }

    public static ControllerSpec Spec => ControllerSpec.For<Node>("node-ipam-controller")
        // A part has become free: whoever got none may have it.
        .WatchesChanges<Node>(static (cache, _, after) => after is not null ? [] : cache.List<Node>()
            .Where(static node => node.Spec.PodCIDRs.Count == 0).Select(static node => ObjectKey.Of(node)))
        .WithWorkers(1);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (networks.Count == 0 || cache.Get<Node>(key) is not { Metadata.DeletionTimestamp: null } node)
            return Result.Done;
        if (node.Spec.PodCIDRs.Count > 0)
        {
            Note(node);
            return Result.Done;
        }
        List<IPNetwork> taken = [.. services, .. Taken()];
        List<string> given = [];
        for (int i = 0; i < networks.Count; i++)
        {
            int? again = former[i].Of(key.Name) is { } part && networks[i].IsFree(taken, part) ? part : null;
            if ((again ?? networks[i].Free(taken, next[i])) is not { } index)
            {
                await events.RecordAsync(node, "Normal", "CIDRNotAvailable",
                    $"Node {key.Name} status is now: CIDRNotAvailable", cancellationToken);
                return Result.Done;
            }
            if (again is null)
                next[i] = (index + 1) % networks[i].Count;
            former[i].Note(key.Name, index);
            given.Add(networks[i].At(index).ToString());
        }
        string list = string.Join(",", given.Select(static one => $"\"{one}\""));
        ApiResult<Node> patched = await client.PatchAsync<Node>(
            key, PatchType.Strategic, $$$"""
            {"metadata":{"uid":"{{{node.Metadata.Uid}}}"},"spec":{"podCIDR":"{{{given[0]}}}","podCIDRs":[{{{list}}}]}}
            """, cancellationToken);
        if (patched.Error is not { IsNotFound: false } error)
            return Result.Done;
        await events.RecordAsync(node, "Normal", "CIDRAssignmentFailed",
            $"Node {key.Name} status is now: CIDRAssignmentFailed", cancellationToken);
        return Result.Retry(error);
    }

    private void Note(Node node)
    {
        foreach (string text in node.Spec.PodCIDRs)
        {
            if (!IPNetwork.TryParse(text, out IPNetwork given))
                continue;
            for (int i = 0; i < networks.Count; i++)
            {
                if (given.PrefixLength == networks[i].PartLength && networks[i].PartsOf(given) is { } parts)
                    former[i].Note(node.Metadata.Name, parts.From);
            }
        }
    }

    private IEnumerable<IPNetwork> Taken()
    {
        foreach (Node node in cache.List<Node>())
        {
            foreach (string text in node.Spec.PodCIDRs)
            {
                if (IPNetwork.TryParse(text, out IPNetwork network))
                    yield return network;
            }
        }
    }
}
