using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>A term of inter-pod affinity, ready to be asked: which Pods it means, and over which topology.</summary>
public sealed class AffinityTerm
{
    private readonly string[] namespaces;
    private readonly LabelQuery? namespaceSelector;
    private readonly LabelQuery selector;

    private AffinityTerm(
        string[] namespaces, LabelQuery? namespaceSelector, LabelQuery selector, string topologyKey, int weight)
    {
        this.namespaces = namespaces;
        this.namespaceSelector = namespaceSelector;
        this.selector = selector;
        TopologyKey = topologyKey;
        Weight = weight;
        Identity = $"{string.Join(',', namespaces)}|{TextOf(namespaceSelector)}|{TextOf(selector)}";
    }

    public string TopologyKey { get; }
    /// <summary>0 for a required term.</summary>
    public int Weight { get; }
    /// <summary>Equal for terms that mean the same Pods.</summary>
    public string Identity { get; }
    internal bool DependsOnNamespaceLabels => namespaceSelector is not null;

    /// <param name="owner">The Pod that carries the term: its namespace is meant when none is named.</param>
    public static AffinityTerm Of(PodAffinityTerm term, Pod owner, int weight = 0)
    {
        LabelQuery selector = LabelQuery.Of(term.LabelSelector);
        if (term.LabelSelector is not null && (term.MatchLabelKeys.Count > 0 || term.MismatchLabelKeys.Count > 0))
        {
            List<LabelRequirement> requirements = [.. selector.Requirements];
            AddKeys(requirements, term.MatchLabelKeys, owner, LabelOperator.In);
            AddKeys(requirements, term.MismatchLabelKeys, owner, LabelOperator.NotIn);
            selector = LabelQuery.Of(requirements);
        }
        string[] namespaces = term.Namespaces.Count == 0 && term.NamespaceSelector is null
            ? [owner.Metadata.Namespace]
            : [.. term.Namespaces.Order(StringComparer.Ordinal)];
        LabelQuery? namespaceSelector = term.NamespaceSelector is null ? null : LabelQuery.Of(term.NamespaceSelector);
        return new(namespaces, namespaceSelector, selector, term.TopologyKey, weight);
    }

    /// <summary>Pods of one namespace with these labels, as a constraint of topology spreading means them.</summary>
    internal static AffinityTerm Of(string namespaceName, LabelQuery selector, string topologyKey) =>
        new([namespaceName], null, selector, topologyKey, 0);

    internal static void AddKeys(
        List<LabelRequirement> requirements, IReadOnlyList<string> keys, Pod owner, LabelOperator comparison)
    {
        foreach (string key in keys)
        {
            if (owner.Metadata.Labels.TryGetValue(key, out string? value))
                requirements.Add(new LabelRequirement(key, comparison, [value]));
        }
    }

    internal bool Matches(PodShape shape, IReadOnlyDictionary<string, string> namespaceLabels)
    {
        bool here = Array.IndexOf(namespaces, shape.Namespace) >= 0
            || (namespaceSelector is not null && namespaceSelector.Matches(namespaceLabels));
        return here && selector.Matches(shape.Labels);
    }

    private static string TextOf(LabelQuery? query) =>
        query is null ? "-" : query.IsNothing ? "<none>" : query.IsEverything ? "<all>" : query.ToString();
}
