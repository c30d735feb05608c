namespace Kubesharp.Api.Trees;

/// <summary>true or false.</summary>
public sealed class TreeBoolean : Tree
{
    internal static new readonly TreeBoolean True = new(true);
    internal static new readonly TreeBoolean False = new(false);

    private TreeBoolean(bool value) => Value = value;

    public bool Value { get; }

    public override bool Equals(Tree? other) => ReferenceEquals(this, other);
    public override int GetHashCode() => Value ? 1 : 2;
}
