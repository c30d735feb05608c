using System.Text;

namespace Kubesharp.Network.Proxy.Nftables;

/// <summary>
/// The text that nft reads: the whole table, or the step from one ruleset to the next. Either is one transaction, so a
/// packet meets the old rules or the new ones, never a part.
/// </summary>
internal static class RulesetText
{
    internal const string ServicePorts = "service-ports";
    internal const string NodePorts = "node-ports";
    internal const string RejectedPorts = "rejected-ports";
    internal const string Hairpin = "hairpin";

    // A line of nft's input may be long, but its parser is slow on very long ones.
    private const int ElementsPerCommand = 500;

    /// <summary>The whole table, in place of whatever is there under its name.</summary>
    internal static string Full(Ruleset ruleset, NetworkOptions options, bool masqueradeAll = false)
    {
        StringBuilder text = new(64 * 1024);
        // Adding first makes the deletion succeed when there is no table yet: nft 1.0.6 has no "destroy".
        text.Append($"table ip {options.Table}\n");
        text.Append($"delete table ip {options.Table}\n");
        AppendSkeleton(text, options, masqueradeAll);
        AppendChange(text, Ruleset.Empty, ruleset, options);
        return text.ToString();
    }

    /// <summary>What turns the table of one ruleset into that of another; empty when nothing does.</summary>
    internal static string Change(Ruleset before, Ruleset after, NetworkOptions options)
    {
        StringBuilder text = new();
        AppendChange(text, before, after, options);
        return text.ToString();
    }

    internal static string Delete(NetworkOptions options) =>
        $"table ip {options.Table}\ndelete table ip {options.Table}\n";

    private static void AppendSkeleton(StringBuilder text, NetworkOptions options, bool masqueradeAll)
    {
        string mark = $"0x{options.MasqueradeMark:x}";
        string unmark = $"0x{~options.MasqueradeMark:x}";
        string ownDns = options.DnsEnabled ? $"\n    ip daddr {options.ClusterDns} return" : "";
        string translated = masqueradeAll ? "ct status dnat masquerade fully-random" : "";
        text.Append($$"""
            table ip {{options.Table}} {
              map {{ServicePorts}} { type ipv4_addr . inet_proto . inet_service : verdict; }
              map {{NodePorts}} { type inet_proto . inet_service : verdict; }
              map {{RejectedPorts}} { type ipv4_addr . inet_proto . inet_service : verdict; }
              set {{Hairpin}} { type ipv4_addr . ipv4_addr; }

              chain guard {
                type filter hook prerouting priority raw; policy accept;
                iifname "{{options.Bridge}}" ip daddr 127.0.0.0/8 drop
              }
              chain prerouting {
                type nat hook prerouting priority dstnat; policy accept;
                jump services
              }
              chain output {
                type nat hook output priority -100; policy accept;
                jump services
              }
              chain services {{{ownDns}}
                ip daddr {{options.ServiceCidr}} ip saddr != {{options.ClusterCidr}} meta mark set meta mark | {{mark}}
                ip daddr . meta l4proto . th dport vmap @{{ServicePorts}}
                fib daddr type local meta l4proto . th dport vmap @{{NodePorts}}
              }
              chain postrouting {
                type nat hook postrouting priority srcnat; policy accept;
                meta mark & {{mark}} == {{mark}} meta mark set meta mark & {{unmark}} masquerade fully-random
                ct status dnat ip saddr . ip daddr @{{Hairpin}} masquerade fully-random
                {{translated}}
                ip daddr { {{options.ClusterCidr}}, 224.0.0.0/4 } return
                ip saddr {{options.ClusterCidr}} masquerade fully-random
              }
              chain filter-forward {
                type filter hook forward priority -10; policy accept;
                jump rejects
              }
              chain filter-output {
                type filter hook output priority -90; policy accept;
                jump rejects
              }
              chain rejects {
                ip daddr . meta l4proto . th dport vmap @{{RejectedPorts}}
                ip daddr {{options.ServiceCidr}} fib daddr type != local reject
              }
              chain reject-it {
                reject
              }
            }

            """);
    }

    // The order matters. Removals from maps come before additions, because two Services may swap an address in one
    // step; chains are emptied before anything that they name goes; chains go last, when nothing names them.
    private static void AppendChange(StringBuilder text, Ruleset before, Ruleset after, NetworkOptions options)
    {
        string table = $"ip {options.Table}";
        foreach ((string set, int timeout) in after.AffinitySets)
        {
            if (!before.AffinitySets.ContainsKey(set))
                text.Append(
                    $"add set {table} {set} {{ type ipv4_addr; flags dynamic,timeout; timeout {timeout}s; }}\n");
        }
        List<string> changed = [];
        foreach ((string chain, string rules) in after.Chains)
        {
            if (before.Chains.TryGetValue(chain, out string? old) && old == rules)
                continue;
            changed.Add(chain);
            text.Append(old is null ? $"add chain {table} {chain}\n" : $"flush chain {table} {chain}\n");
        }
        List<string> gone = [.. before.Chains.Keys.Where(chain => !after.Chains.ContainsKey(chain))];
        foreach (string chain in gone)
            text.Append($"flush chain {table} {chain}\n");

        AppendElements(text, "delete", table,
            before.Elements.Where(old => !after.Elements.TryGetValue(old.Key, out string? verdict)
                || verdict != old.Value),
            withVerdict: false);
        foreach (string chain in changed)
        {
            foreach (string rule in after.Chains[chain].Split('\n'))
                text.Append($"add rule {table} {chain} {rule}\n");
        }
        AppendElements(text, "add", table,
            after.Elements.Where(now => !before.Elements.TryGetValue(now.Key, out string? verdict)
                || verdict != now.Value),
            withVerdict: true);
        foreach (string chain in gone)
            text.Append($"delete chain {table} {chain}\n");
        foreach (string set in before.AffinitySets.Keys.Where(set => !after.AffinitySets.ContainsKey(set)))
            text.Append($"delete set {table} {set}\n");
    }

    private static void AppendElements(
        StringBuilder text, string command, string table,
        IEnumerable<KeyValuePair<(string Map, string Key), string>> elements, bool withVerdict)
    {
        string map = "";
        int count = 0;
        foreach (((string Map, string Key) element, string verdict) in elements)
        {
            if (element.Map != map || count == ElementsPerCommand)
            {
                text.Append(count > 0 ? " }\n" : "").Append($"{command} element {table} {element.Map} {{ ");
                map = element.Map;
                count = 0;
            }
            text.Append(count++ > 0 ? ", " : "").Append(element.Key);
            if (withVerdict && verdict.Length > 0)
                text.Append(" : ").Append(verdict);
        }
        if (count > 0)
            text.Append(" }\n");
    }
}
