using System.Text;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Containers;

/// <summary>The content of a Pod's /etc/hosts, which the runtime would otherwise copy from the machine.</summary>
internal static class HostsFile
{
    /// <param name="machine">The machine's own /etc/hosts, which Pods on its network keep.</param>
    public static string TextFor(Pod pod, IReadOnlyList<string> addresses, string clusterDomain, string machine)
    {
        StringBuilder text = new();
        if (pod.Spec.HostNetwork)
        {
            text.Append("# Kubernetes-managed hosts file (host network).\n").Append(machine);
        }
        else
        {
            text.Append("# Kubernetes-managed hosts file.\n")
                .Append("127.0.0.1\tlocalhost\n")
                .Append("::1\tlocalhost ip6-localhost ip6-loopback\n")
                .Append("fe00::0\tip6-localnet\n")
                .Append("fe00::0\tip6-mcastprefix\n")
                .Append("fe00::1\tip6-allnodes\n")
                .Append("fe00::2\tip6-allrouters\n");
            string hostname = Hostname(pod);
            string names = pod.Spec.Subdomain.Length > 0
                ? $"{hostname}.{pod.Spec.Subdomain}.{pod.Metadata.Namespace}.svc.{clusterDomain}\t{hostname}"
                : hostname;
            foreach (string address in addresses)
                text.Append(address).Append('\t').Append(names).Append('\n');
        }
        if (pod.Spec.HostAliases.Count > 0)
        {
            text.Append("\n# Entries added by HostAliases.\n");
            foreach (HostAlias alias in pod.Spec.HostAliases)
                text.Append(alias.Ip).Append('\t').AppendJoin('\t', alias.Hostnames).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The name a Pod has for itself. The kernel takes 63 characters and no dash or dot at the end.</summary>
    public static string Hostname(Pod pod)
    {
        if (pod.Spec.HostnameOverride is { Length: > 0 } overriding)
            return overriding;
        string name = pod.Spec.Hostname.Length > 0 ? pod.Spec.Hostname : pod.Metadata.Name;
        return name.Length > 63 ? name[..63].TrimEnd('-', '.') : name;
    }
}
