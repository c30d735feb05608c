using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Options;

/// <summary>Settings that server and agent share.</summary>
internal static class CommonSettings
{
    public static Setting<string> Config { get; } = new("config", "",
        "A YAML or JSON file with the same names as these flags; flags win.", Parse.Text);

    public static Setting<string> DataDirectory { get; } = new("data-dir", DefaultDataDirectory(),
        $"Where everything is kept. Default: {DefaultDataDirectory()}", Parse.Text);

    public static Setting<IPNetwork> ClusterCidr { get; } = new("cluster-cidr", IPNetwork.Parse("10.42.0.0/16"),
        "The range that Pods get their addresses from, of IPv4, the same on all nodes. Default: 10.42.0.0/16",
        Parse.PodNetwork);

    public static Setting<NetworkPair> ServiceCidr { get; } = new("service-cluster-ip-range",
        new NetworkPair(IPNetwork.Parse("10.43.0.0/16"), null),
        "The range that Services get their addresses from, or one of each family: 10.43.0.0/16,fd43::/108. "
        + "Default: 10.43.0.0/16", Parse.Networks);

    public static Setting<IPAddress?> ClusterDns { get; } = new("cluster-dns", null,
        "The address of the cluster's DNS. Default: the tenth of the Services' range", Parse.Address);

    public static Setting<string> ClusterDomain { get; } = new("cluster-domain", "cluster.local",
        "The DNS domain of the cluster. Default: cluster.local", Parse.Text);

    public static Setting<string> NodeName { get; } = new("node-name", Environment.MachineName.ToLowerInvariant(),
        "The name of this node. Default: the host name", Parse.NodeName);

    public static Setting<IPAddress?> NodeAddress { get; } = new("node-ip", null,
        "The address of this node. Default: the one that the default route leaves from", Parse.Address);

    public static ListSetting NodeLabels { get; } = new("node-labels",
        "Labels for this node's object, such as disk=ssd,zone=a.");

    public static Setting<string> StaticPodDirectory { get; } = new("pod-manifest-path", "",
        "A folder of manifests of Pods that this node runs by itself. Default: none", Parse.Text);

    public static Setting<int> PodsMax { get; } = new("max-pods", 110,
        "The most Pods that run on this node at a time. Default: 110", Parse.Count);

    public static Setting<int> LeaseSeconds { get; } = new("node-lease-duration-seconds", 40,
        "How long this node's Lease lasts; it is renewed each quarter of that. Default: 40", Parse.Count);

    public static ListSetting AllowedUnsafeSysctls { get; } = new("allowed-unsafe-sysctls",
        "Sysctls that Pods on this node may set although they can reach beyond the Pod, such as net.core.*.");

    public static Setting<string> KubeletConfiguration { get; } = new("kubelet-config", "",
        "A KubeletConfiguration file for this node; flags win. The agent takes it as --config too.", Parse.Text);

    public static Setting<string> CredentialProviderConfiguration { get; } = new(
        "image-credential-provider-config", "",
        "A CredentialProviderConfig file: programs that give credentials for images.", Parse.Text);

    public static Setting<string> CredentialProviderDirectory { get; } = new("image-credential-provider-bin-dir", "",
        "The folder of the programs that --image-credential-provider-config names.", Parse.Text);

    public static Setting<LogFormat> LogFormat { get; } = new("log-format", Options.LogFormat.Text,
        "text or json, one line per entry. Default: text", Parse.Format);

    public static Setting<LogLevel> LogLevel { get; } = new("log-level",
        Microsoft.Extensions.Logging.LogLevel.Information,
        "debug, info, warning or error. Default: info", Parse.Level);

    public static IReadOnlyList<Setting> All { get; } =
    [
        Config, DataDirectory, ClusterCidr, ServiceCidr, ClusterDns, ClusterDomain, NodeName, NodeAddress, NodeLabels,
        StaticPodDirectory, PodsMax, LeaseSeconds, AllowedUnsafeSysctls, KubeletConfiguration,
        CredentialProviderConfiguration, CredentialProviderDirectory, LogFormat, LogLevel,
    ];

    public static ConfigurationFile? FileOf(ParseResult flags) =>
        flags.GetValue(Config.Flag) is [.., { Length: > 0 } path] && !KubeletConfigurationFile.IsOne(path)
            ? ConfigurationFile.Read(path)
            : null;

    /// <summary>Where the node's KubeletConfiguration lies; empty: there is none.</summary>
    public static string KubeletConfigurationPath(SettingReader reader) =>
        reader.Get(KubeletConfiguration) is { Length: > 0 } own ? own
        : reader.Get(Config) is { Length: > 0 } path && KubeletConfigurationFile.IsOne(path) ? path
        : "";

    public static LogOptions Log(SettingReader reader) => new(reader.Get(LogFormat), reader.Get(LogLevel));

    public static ClusterNetwork Network(SettingReader reader)
    {
        NetworkPair services = reader.Get(ServiceCidr);
        return new()
        {
            Pods = reader.Get(ClusterCidr),
            Services = services.First,
            SecondServices = services.Second,
            // The tenth address is what every Kubernetes distribution gives to its DNS.
            Dns = reader.Get(ClusterDns) ?? ClusterNetwork.ServiceAt(services.First, 10),
            Domain = reader.Get(ClusterDomain),
        };
    }

    private static string DefaultDataDirectory() => Environment.IsPrivilegedProcess
        ? "/var/lib/kubesharp"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "kubesharp");
}
