namespace Kubesharp.Api.Trees;

/// <summary>JSON's null.</summary>
public sealed class TreeNull : Tree
{
    internal static readonly TreeNull Instance = new();

    private TreeNull()
    {
    }

    public override bool Equals(Tree? other) => other is TreeNull;
    public override int GetHashCode() => 0;
}
