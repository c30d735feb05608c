using System.Net;
using Kubesharp.Linux.Nftables;

namespace Kubesharp.Network.Cni;

/// <summary>
/// The tables that the portmap plugin leaves behind, with iptables' names: <c>ip nat</c> and <c>ip6 nat</c>. They go
/// with the last host port, unless somebody else has rules there too.
/// </summary>
internal static class HostPortTables
{
    private static readonly string[] Families = ["ip", "ip6"];
    private static readonly string[] HookChains = ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"];
    private const string OwnPrefix = "CNI-HOSTPORT-";
    private const string PodPrefix = "CNI-DN-";
    private const string Translation = "dnat to ";

    internal static async Task RemoveAsync(
        NftablesCommand nftables, NetworkOptions options, CancellationToken cancellationToken)
    {
        NftablesResult first = await nftables.RunAsync("list table ip nat\n", cancellationToken);
        if (!first.Succeeded || !first.Output.Contains(OwnPrefix, StringComparison.Ordinal))
            return;
        foreach (string family in Families)
        {
            NftablesResult listing = await nftables.RunAsync($"list table {family} nat\n", cancellationToken);
            if (listing.Succeeded && IsLeftOver(listing.Output, options.ClusterCidr))
                await nftables.RunAsync($"delete table {family} nat\n", cancellationToken);
        }
    }

    /// <summary>
    /// True when the table has nothing but the plugin's frame and translations to pods of the cluster.
    /// </summary>
    internal static bool IsLeftOver(string listing, IPNetwork pods)
    {
        foreach (string raw in listing.Split('\n'))
        {
            string line = raw.Trim();
            if (line.Length == 0 || line is "}" || line[0] == '#')
                continue;
            if (line.StartsWith("table ", StringComparison.Ordinal)
                || line.StartsWith("type nat hook ", StringComparison.Ordinal))
            {
                continue;
            }
            bool fine = line.StartsWith("chain ", StringComparison.Ordinal)
                ? IsOwnChain(line.Split(' ')[1])
                : IsOwnRule(line, pods);
            if (!fine)
                return false;
        }
        return true;
    }

    private static bool IsOwnChain(string name) =>
        HookChains.Contains(name) || name.StartsWith(OwnPrefix, StringComparison.Ordinal)
        || name.StartsWith(PodPrefix, StringComparison.Ordinal);

    private static bool IsOwnRule(string rule, IPNetwork pods)
    {
        int target = rule.IndexOf(Translation, StringComparison.Ordinal);
        if (target >= 0)
        {
            string address = rule[(target + Translation.Length)..].Split(':', ' ')[0];
            return IPAddress.TryParse(address, out IPAddress? pod) && pods.Contains(pod);
        }
        // The frame's own rules: jumps to its chains, and the mark for masquerade, 0x2000, set and used.
        return rule.Contains("jump CNI-", StringComparison.Ordinal)
            || rule.EndsWith("meta mark set mark or 0x2000", StringComparison.Ordinal)
            || (rule.StartsWith("meta mark & 0x00002000 == 0x00002000", StringComparison.Ordinal)
                && rule.EndsWith("masquerade", StringComparison.Ordinal));
    }
}
