using System.Text;
using Kubesharp.Network.Services;

namespace Kubesharp.Network.Proxy.Nftables;

/// <summary>
/// Writes the rules of one port of one Service. Chains are named after namespace, Service, protocol and port, so that
/// <c>nft list ruleset</c> can be read; that pair is unique within a Service.
/// </summary>
internal sealed class ServiceRules(Ruleset ruleset, ServicePortState port, NetworkOptions options)
{
    private readonly string id = $"{port.Namespace}/{port.Name}/{port.Protocol}/{port.Port}";

    private string AllChain => "all-" + id;
    private string LocalChain => "local-" + id;
    private string ExternalChain => "external-" + id;

    internal void Add()
    {
        IReadOnlyList<ServiceEndpoint> inside = port.InternalLocal ? port.LocalEndpoints : port.Endpoints;
        if (inside.Count > 0)
        {
            string chain = port.InternalLocal ? AddEndpoints(LocalChain, inside) : AddEndpoints(AllChain, inside);
            foreach (string address in port.ClusterIPs)
                Element(RulesetText.ServicePorts, $"{address} . {port.Protocol} . {port.Port}", $"goto {chain}");
        }

        bool reachableOutside = port.NodePort > 0 || port.ExternalIPs.Count > 0;
        if (reachableOutside && port.Endpoints.Count > 0)
            AddExternal();
        else
            Reject(port.ExternalIPs);
    }

    private void AddExternal()
    {
        AddEndpoints(AllChain, port.Endpoints);
        ruleset.Chains[ExternalChain] = port.ExternalLocal ? ExternalLocalRules() : $"{Mark}\ngoto {AllChain}";
        foreach (string address in port.ExternalIPs)
            Element(RulesetText.ServicePorts, $"{address} . {port.Protocol} . {port.Port}", $"goto {ExternalChain}");
        if (port.NodePort > 0)
            Element(RulesetText.NodePorts, $"{port.Protocol} . {port.NodePort}", $"goto {ExternalChain}");
    }

    // Pods and the node itself reach every endpoint, as through the cluster address. Others only those of this node,
    // with their source address kept; dropping tells a load balancer nothing is here.
    private string ExternalLocalRules()
    {
        string last = port.LocalEndpoints.Count > 0 ? $"goto {AddEndpoints(LocalChain, port.LocalEndpoints)}" : "drop";
        return $"""
            ip saddr {options.ClusterCidr} goto {AllChain}
            fib saddr type local {Mark} goto {AllChain}
            {last}
            """;
    }

    private string Mark => $"meta mark set meta mark | 0x{options.MasqueradeMark:x}";

    private void Reject(IReadOnlyList<string> addresses)
    {
        foreach (string address in addresses)
            Element(RulesetText.RejectedPorts, $"{address} . {port.Protocol} . {port.Port}", "goto reject-it");
    }

    private string AddEndpoints(string chain, IReadOnlyList<ServiceEndpoint> endpoints)
    {
        if (ruleset.Chains.ContainsKey(chain))
            return chain;
        foreach (ServiceEndpoint endpoint in endpoints)
        {
            if (endpoint.IsLocal)
                Element(RulesetText.Hairpin, $"{endpoint.Address} . {endpoint.Address}", "");
        }
        ruleset.Chains[chain] = port.AffinitySeconds > 0 ? AffinityRules(endpoints) : BalanceRules(endpoints);
        return chain;
    }

    private string BalanceRules(IReadOnlyList<ServiceEndpoint> endpoints)
    {
        if (endpoints.Count == 1)
            return Translate(endpoints[0]);
        StringBuilder rule = new(
            $"meta l4proto {port.Protocol} dnat ip to numgen random mod {endpoints.Count} map {{ ");
        for (int i = 0; i < endpoints.Count; i++)
            rule.Append($"{(i > 0 ? ", " : "")}{i} : {endpoints[i].Address} . {endpoints[i].Port}");
        return rule.Append(" }").ToString();
    }

    // A set for each endpoint remembers the clients it serves; choosing an endpoint renews its memory. The timeout is
    // part
    // of the set's name because a set cannot change it.
    private string AffinityRules(IReadOnlyList<ServiceEndpoint> endpoints)
    {
        StringBuilder rules = new();
        StringBuilder choice = new($"numgen random mod {endpoints.Count} vmap {{ ");
        for (int i = 0; i < endpoints.Count; i++)
        {
            string name = $"{id}/{endpoints[i].Address}/{endpoints[i].Port}";
            string set = $"affinity-{port.AffinitySeconds}s-{name}";
            ruleset.AffinitySets[set] = port.AffinitySeconds;
            ruleset.Chains["endpoint-" + name] = $"update @{set} {{ ip saddr }}\n{Translate(endpoints[i])}";
            rules.Append($"ip saddr @{set} goto endpoint-{name}\n");
            choice.Append($"{(i > 0 ? ", " : "")}{i} : goto endpoint-{name}");
        }
        return rules.Append(choice).Append(" }").ToString();
    }

    private string Translate(ServiceEndpoint endpoint) =>
        $"meta l4proto {port.Protocol} dnat to {endpoint.Address}:{endpoint.Port}";

    private void Element(string map, string key, string verdict) => ruleset.Elements.TryAdd((map, key), verdict);
}
