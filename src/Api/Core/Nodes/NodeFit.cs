using System.Globalization;

namespace Kubesharp.Api.Core;

/// <summary>Whether a node is one that a Pod's selector, affinity and tolerations allow. Pure.</summary>
public static class NodeFit
{
    /// <summary>nodeSelector and required node affinity.</summary>
    public static bool MatchesAffinity(PodSpec spec, Node node)
    {
        foreach ((string key, string value) in spec.NodeSelector)
        {
            if (!node.Metadata.Labels.TryGetValue(key, out string? actual) || actual != value)
                return false;
        }
        return spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not { } required
            || required.NodeSelectorTerms.Any(term => Matches(term, node));
    }

    public static bool Tolerates(IReadOnlyList<Toleration> tolerations, Taint taint) =>
        tolerations.Any(toleration => Tolerates(toleration, taint));

    private static bool Tolerates(Toleration toleration, Taint taint) =>
        (toleration.Effect.Length == 0 || toleration.Effect == taint.Effect)
        && (toleration.Key.Length == 0 || toleration.Key == taint.Key)
        && toleration.Operator switch
        {
            "Exists" => true,
            "" or "Equal" => toleration.Value == taint.Value,
            _ => false,
        };

    // A term with nothing in it matches nothing; terms are alternatives, what is inside a term must all hold.
    private static bool Matches(NodeSelectorTerm term, Node node) =>
        (term.MatchExpressions.Count > 0 || term.MatchFields.Count > 0)
        && term.MatchExpressions.All(requirement => Holds(
            requirement, node.Metadata.Labels.TryGetValue(requirement.Key, out string? value) ? value : null))
        && term.MatchFields.All(requirement =>
            requirement.Key == "metadata.name" && Holds(requirement, node.Metadata.Name));

    private static bool Holds(NodeSelectorRequirement requirement, string? value) => requirement.Operator switch
    {
        "In" => value is not null && requirement.Values.Contains(value),
        "NotIn" => value is null || !requirement.Values.Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => Numbers(requirement, value) is ({ } have, { } limit) && have > limit,
        "Lt" => Numbers(requirement, value) is ({ } have, { } limit) && have < limit,
        _ => false,
    };

    private static (long? Have, long? Limit) Numbers(NodeSelectorRequirement requirement, string? value) =>
        (Number(value), requirement.Values.Count == 1 ? Number(requirement.Values[0]) : null);

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number : null;
}
