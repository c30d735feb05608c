using Kubesharp.Network.Services;

namespace Kubesharp.Network.Proxy.Nftables;

/// <summary>
/// The changing part of the table: chains of Services with their rules, elements of maps and sets, and the sets that
/// remember clients. Sorted, so that the same state always gives the same text.
/// </summary>
internal sealed class Ruleset
{
    internal static Ruleset Empty { get; } = new();

    /// <summary>Rules by chain, one on a line.</summary>
    internal SortedDictionary<string, string> Chains { get; } = new(StringComparer.Ordinal);

    /// <summary>Verdicts by map and key; an empty verdict for an element of a set.</summary>
    internal SortedDictionary<(string Map, string Key), string> Elements { get; } = new(ElementOrder.Instance);

    /// <summary>Timeout in seconds by set of client addresses.</summary>
    internal SortedDictionary<string, int> AffinitySets { get; } = new(StringComparer.Ordinal);

    /// <summary>The rules of many ports. Where two claim the same address and port, the first one has it.</summary>
    internal static Ruleset For(IEnumerable<ServicePortState> ports, NetworkOptions options)
    {
        Ruleset ruleset = new();
        foreach (ServicePortState port in ports)
            new ServiceRules(ruleset, port, options).Add();
        return ruleset;
    }

    /// <summary>Adds what another ruleset has and this one does not.</summary>
    internal void Merge(Ruleset other)
    {
        foreach ((string chain, string rules) in other.Chains)
            Chains.TryAdd(chain, rules);
        foreach (((string Map, string Key) element, string verdict) in other.Elements)
            Elements.TryAdd(element, verdict);
        foreach ((string set, int timeout) in other.AffinitySets)
            AffinitySets.TryAdd(set, timeout);
    }

    private sealed class ElementOrder : IComparer<(string Map, string Key)>
    {
        internal static ElementOrder Instance { get; } = new();

        public int Compare((string Map, string Key) x, (string Map, string Key) y)
        {
            int byMap = string.CompareOrdinal(x.Map, y.Map);
            return byMap != 0 ? byMap : string.CompareOrdinal(x.Key, y.Key);
        }
    }
}
