using System.Globalization;

namespace Kubesharp.Api.Selectors;

/// <summary>One condition on one label.</summary>
public sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    /// <summary>Written as <c>k=v</c> rather than <c>k in (v)</c>; means the same.</summary>
    internal bool IsEquality { get; init; }

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        bool has = labels.TryGetValue(Key, out string? value);
        return Operator switch
        {
            LabelOperator.In => has && Contains(value!),
            LabelOperator.NotIn => !has || !Contains(value!),
            LabelOperator.Exists => has,
            LabelOperator.DoesNotExist => !has,
            _ => has && Compare(value!),
        };
    }

    public override string ToString()
    {
        if (Operator == LabelOperator.Exists)
            return Key;
        if (Operator == LabelOperator.DoesNotExist)
            return "!" + Key;
        if (Operator is LabelOperator.GreaterThan or LabelOperator.LessThan)
            return $"{Key}{(Operator == LabelOperator.GreaterThan ? '>' : '<')}{Values[0]}";
        if (IsEquality)
            return $"{Key}{(Operator == LabelOperator.In ? "=" : "!=")}{Values[0]}";
        string[] sorted = [.. Values];
        Array.Sort(sorted, StringComparer.Ordinal);
        return $"{Key} {(Operator == LabelOperator.In ? "in" : "notin")} ({string.Join(',', sorted)})";
    }

    private bool Contains(string value)
    {
        for (int i = 0; i < Values.Count; i++)
        {
            if (Values[i] == value)
                return true;
        }
        return false;
    }

    private bool Compare(string value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long actual)
            || !long.TryParse(Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long bound))
            return false;
        return Operator == LabelOperator.GreaterThan ? actual > bound : actual < bound;
    }
}
