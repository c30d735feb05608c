using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Containers;

/// <summary>The content of a Pod's resolv.conf.</summary>
internal static class DnsConfiguration
{
    // The resolver of libc reads three servers; 32 search domains are what validation of Pods lets through.
    private const int ServersMax = 3;
    private const int SearchesMax = 32;

    /// <param name="machine">The machine's own resolv.conf.</param>
    public static Cri.DNSConfig For(Pod pod, KubeletOptions options, string machine)
    {
        Cri.DNSConfig result = new();
        bool clusterFirst = pod.Spec.DnsPolicy == DNSPolicy.ClusterFirstWithHostNet
            || (pod.Spec.DnsPolicy is DNSPolicy.ClusterFirst or "" && !pod.Spec.HostNetwork);
        if (pod.Spec.DnsPolicy == DNSPolicy.None)
        {
            // Only what dnsConfig says.
        }
        else if (clusterFirst && options.ClusterDns is { } clusterDns)
        {
            result.Servers.Add(clusterDns.ToString());
            string domain = options.ClusterDomain;
            result.Searches.Add([$"{pod.Metadata.Namespace}.svc.{domain}", $"svc.{domain}", domain]);
            result.Searches.AddRange(Parse(machine).Searches.Where(search => !result.Searches.Contains(search)));
            result.Options.Add("ndots:5");
        }
        else
        {
            result = Parse(machine);
        }
        if (pod.Spec.DnsConfig is { } own)
            Merge(result, own);
        Trim(result.Servers, ServersMax);
        Trim(result.Searches, SearchesMax);
        return result;
    }

    internal static Cri.DNSConfig Parse(string text)
    {
        Cri.DNSConfig result = new();
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2)
                continue;
            switch (words[0])
            {
                case "nameserver":
                    result.Servers.Add(words[1]);
                    break;
                case "search":
                    result.Searches.Clear(); // The last line counts.
                    result.Searches.AddRange(
                        words[1..].Select(static word => word.TrimEnd('.')).Where(static word => word.Length > 0));
                    break;
                case "options":
                    result.Options.Clear();
                    result.Options.AddRange(words[1..]);
                    break;
            }
        }
        return result;
    }

    private static void Merge(Cri.DNSConfig result, PodDNSConfig own)
    {
        result.Servers.AddRange(own.Nameservers.Where(server => !result.Servers.Contains(server)));
        result.Searches.AddRange(own.Searches.Where(search => !result.Searches.Contains(search)));
        foreach (PodDNSConfigOption option in own.Options)
        {
            for (int index = result.Options.Count - 1; index >= 0; index--)
            {
                if (result.Options[index].Split(':')[0] == option.Name)
                    result.Options.RemoveAt(index);
            }
            result.Options.Add(string.IsNullOrEmpty(option.Value) ? option.Name : $"{option.Name}:{option.Value}");
        }
    }

    private static void Trim(Google.Protobuf.Collections.RepeatedField<string> list, int max)
    {
        while (list.Count > max)
            list.RemoveAt(list.Count - 1);
    }
}
