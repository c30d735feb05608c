using System.Net;
using Kubesharp.Kubelet;
using Kubesharp.Kubelet.Configuration;
using Kubesharp.Network;
using Kubesharp.Options;

namespace Kubesharp;

/// <summary>One node's options, as its two parts want them.</summary>
internal static class NodeParts
{
    /// <param name="address">Where the other nodes reach this one.</param>
    public static NetworkOptions NetworkOf(AgentOptions options, IPAddress address) => new()
    {
        NodeName = options.NodeName,
        DataDirectory = Path.Combine(options.DataDirectory, "network"),
        NodeAddress = address,
        ClusterCidr = options.Network.Pods,
        ServiceCidr = options.Network.Services,
        ClusterDns = options.Network.Dns,
        ClusterDomain = options.Network.Domain,
    };

    public static KubeletOptions KubeletOf(
        AgentOptions options, IPAddress address, NodeCertificates? certificates = null)
    {
        NetworkOptions network = NetworkOf(options, address);
        KubeletOptions kubelet = new()
        {
            NodeName = options.NodeName,
            DataDirectory = options.DataDirectory,
            Address = address,
            ClusterDns = options.Network.Dns,
            ClusterDomain = options.Network.Domain,
            CniConfigurationDirectory = network.CniConfigurationDirectory,
            CniBinaryDirectory = network.CniBinDirectory,
            NodeLabels = LabelsOf(options.NodeLabels),
            ServingCertificate = certificates?.Serving,
            ClientAuthorities = certificates?.ClientAuthorities ?? [],
            ExtraMetrics = certificates?.Metrics,
        };
        if (options.KubeletConfiguration.Length > 0)
            kubelet = KubeletConfiguration.Apply(options.KubeletConfiguration, kubelet);
        // A flag wins over the file.
        return kubelet with
        {
            PodsMax = options.PodsMax ?? kubelet.PodsMax,
            LeaseSeconds = options.LeaseSeconds ?? kubelet.LeaseSeconds,
            StaticPodDirectory = options.StaticPodDirectory.Length > 0
                ? options.StaticPodDirectory : kubelet.StaticPodDirectory,
            AllowedUnsafeSysctls = options.AllowedUnsafeSysctls.Count > 0
                ? options.AllowedUnsafeSysctls : kubelet.AllowedUnsafeSysctls,
            ClusterDns = options.ClusterDns ?? kubelet.ClusterDns,
            ClusterDomain = options.ClusterDomain.Length > 0 ? options.ClusterDomain : kubelet.ClusterDomain,
            Images = kubelet.Images with
            {
                CredentialProviderConfiguration = options.CredentialProviderConfiguration,
                CredentialProviderDirectory = options.CredentialProviderDirectory,
            },
        };
    }

    private static Dictionary<string, string> LabelsOf(IReadOnlyList<string> texts) =>
        texts.Select(static text => text.Split('=', 2)).ToDictionary(
            static parts => parts[0], static parts => parts.Length > 1 ? parts[1] : "", StringComparer.Ordinal);
}
