using Kubesharp.Api;
using Kubesharp.Api.Meta;

namespace Kubesharp.Controllers.Workloads;

/// <summary>Whether labels fit a selector object. An invalid or absent selector matches nothing.</summary>
internal static class Selection
{
    public static bool Matches(LabelSelector? selector, IReadOnlyDictionary<string, string> labels)
    {
        if (selector is null)
            return false;
        foreach ((string key, string value) in selector.MatchLabels)
        {
            if (!labels.TryGetValue(key, out string? actual) || actual != value)
                return false;
        }
        foreach (LabelSelectorRequirement requirement in selector.MatchExpressions)
        {
            bool present = labels.TryGetValue(requirement.Key, out string? actual);
            bool holds = requirement.Operator switch
            {
                "In" => present && requirement.Values.Contains(actual!),
                "NotIn" => !present || !requirement.Values.Contains(actual!),
                "Exists" => present,
                "DoesNotExist" => !present,
                _ => false,
            };
            if (!holds)
                return false;
        }
        return true;
    }

    /// <summary>Whether labels carry every pair of a plain selector. An empty selector matches nothing.</summary>
    public static bool Matches(IReadOnlyDictionary<string, string> selector, IReadOnlyDictionary<string, string> labels)
    {
        if (selector.Count == 0)
            return false;
        foreach ((string key, string value) in selector)
        {
            if (!labels.TryGetValue(key, out string? actual) || actual != value)
                return false;
        }
        return true;
    }
}
