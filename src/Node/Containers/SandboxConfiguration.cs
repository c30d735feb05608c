using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Containers;

/// <summary>
/// The sandbox of a Pod as the runtime is told of it. Labels are those by which a later kubelet finds it again.
/// </summary>
internal static class SandboxConfiguration
{
    public const string NameLabel = "io.kubernetes.pod.name";
    public const string NamespaceLabel = "io.kubernetes.pod.namespace";
    public const string UidLabel = Cri.CriRuntime.PodUidLabel;

    public static Cri.PodSandboxConfig For(Pod pod, uint attempt, KubeletOptions options, string machineResolvConf)
    {
        NodeFolders folders = NodeFolders.Of(options);
        Cri.PodSandboxConfig config = new()
        {
            Metadata = new()
            {
                Name = pod.Metadata.Name, Namespace = pod.Metadata.Namespace, Uid = pod.Metadata.Uid, Attempt = attempt,
            },
            // On the machine's network there is no hostname of one's own to set.
            Hostname = pod.Spec.HostNetwork ? "" : SandboxHostname(pod, options.ClusterDomain),
            LogDirectory = folders.PodLogs(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid),
            DnsConfig = DnsConfiguration.For(pod, options, machineResolvConf),
            Linux = new()
            {
                CgroupParent = PodResources.CgroupPath(pod, options.CgroupRoot),
                SecurityContext = SecurityContexts.ForSandbox(pod, folders.SeccompProfiles),
            },
        };
        config.Labels.Add(pod.Metadata.Labels.ToDictionary());
        config.Labels[NameLabel] = pod.Metadata.Name;
        config.Labels[NamespaceLabel] = pod.Metadata.Namespace;
        config.Labels[UidLabel] = pod.Metadata.Uid;
        config.Annotations.Add(pod.Metadata.Annotations.ToDictionary());
        foreach (Sysctl sysctl in pod.Spec.SecurityContext?.Sysctls ?? [])
            config.Linux.Sysctls[sysctl.Name] = sysctl.Value;
        if (!pod.Spec.HostNetwork)
            config.PortMappings.AddRange(PortMappings(pod));
        return config;
    }

    private static string SandboxHostname(Pod pod, string clusterDomain)
    {
        string hostname = HostsFile.Hostname(pod);
        return pod.Spec is { SetHostnameAsFQDN: true, Subdomain.Length: > 0 }
            ? $"{hostname}.{pod.Spec.Subdomain}.{pod.Metadata.Namespace}.svc.{clusterDomain}"
            : hostname;
    }

    private static IEnumerable<Cri.PortMapping> PortMappings(Pod pod) =>
        PodContainers.All(pod)
            .SelectMany(static container => container.Ports)
            .Where(static port => port.HostPort > 0)
            .Select(static port => new Cri.PortMapping
            {
                ContainerPort = port.ContainerPortValue,
                HostPort = port.HostPort,
                HostIp = port.HostIP,
                Protocol = port.Protocol switch
                {
                    Protocol.UDP => Cri.Protocol.Udp,
                    Protocol.SCTP => Cri.Protocol.Sctp,
                    _ => Cri.Protocol.Tcp,
                },
            });
}
