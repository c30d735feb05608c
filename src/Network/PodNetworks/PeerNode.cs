using System.Net;
using System.Net.Sockets;
using Kubesharp.Api.Core;

namespace Kubesharp.Network.PodNetworks;

/// <summary>What a Node says about the Pod network: where the node is, and which Pod addresses live there.</summary>
/// <param name="Address">The node's first IPv4 address of type InternalIP; null while it has told none.</param>
/// <param name="Pods">Its IPv4 Pod network; null while it was given none.</param>
internal sealed record PeerNode(string Name, IPAddress? Address, IPNetwork? Pods)
{
    public static PeerNode Of(Node node) => new(
        node.Metadata.Name,
        node.Status.Addresses.Where(static one => one.Type == NodeAddressType.InternalIP)
            .Select(static one => IPAddress.TryParse(one.Address, out IPAddress? address) ? address : null)
            .FirstOrDefault(static address => address?.AddressFamily == AddressFamily.InterNetwork),
        PodsOf(node.Spec));

    private static IPNetwork? PodsOf(NodeSpec spec)
    {
        foreach (string text in spec.PodCIDRs.Count > 0 ? spec.PodCIDRs : [spec.PodCIDR])
        {
            if (IPNetwork.TryParse(text, out IPNetwork network)
                && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork)
                return network;
        }
        return null;
    }
}
