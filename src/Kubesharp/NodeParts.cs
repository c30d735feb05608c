using Kubesharp.Network;
using Kubesharp.Options;

namespace Kubesharp;

/// <summary>One node's options, as its two parts want them.</summary>
internal static class NodeParts
{
    public static NetworkOptions NetworkOf(AgentOptions options) => new()
    {
        NodeName = options.NodeName,
        DataDirectory = Path.Combine(options.DataDirectory, "network"),
        PodCidr = NetworkOptions.PodCidrOf(options.Network.Pods, 0),
        ClusterCidr = options.Network.Pods,
        ServiceCidr = options.Network.Services,
        ClusterDns = options.Network.Dns,
        ClusterDomain = options.Network.Domain,
    };
}
