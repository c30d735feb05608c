namespace Kubesharp.Api.Trees;

/// <summary>A string.</summary>
public sealed class TreeString(string value) : Tree
{
    public string Value { get; } = value;

    public override bool Equals(Tree? other) => other is TreeString text && text.Value == Value;
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);
}
