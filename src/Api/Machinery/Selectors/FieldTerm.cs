namespace Kubesharp.Api.Selectors;

/// <summary>One condition on one field: equal, or not.</summary>
public readonly record struct FieldTerm(string Field, string Value, bool Negated)
{
    public override string ToString() => $"{Field}{(Negated ? "!=" : "=")}{Escape(Value)}";

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("=", "\\=", StringComparison.Ordinal);
}
