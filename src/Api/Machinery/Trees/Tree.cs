namespace Kubesharp.Api.Trees;

/// <summary>
/// A JSON value without a type: immutable, equal by content. Patches, apply and custom resources work on it. Objects
/// keep the order of their keys; integers of 64 bits are exact, other numbers keep their text.
/// </summary>
public abstract class Tree : IEquatable<Tree>
{
    private protected Tree()
    {
    }

    public static Tree Null => TreeNull.Instance;
    public static Tree True => TreeBoolean.True;
    public static Tree False => TreeBoolean.False;

    public bool IsNull => this is TreeNull;

    /// <summary>Scalars, so nothing to descend into.</summary>
    public bool IsLeaf => this is not (TreeObject or TreeList);

    public static implicit operator Tree(string text) => new TreeString(text);
    public static implicit operator Tree(long number) => TreeNumber.Of(number);
    public static implicit operator Tree(bool value) => value ? TreeBoolean.True : TreeBoolean.False;

    /// <summary>The member of an object, or null when this is no object or has no such member.</summary>
    public Tree? Get(string key) => this is TreeObject value ? value[key] : null;

    /// <summary>Follows members of objects; null as soon as one is missing.</summary>
    public Tree? At(params ReadOnlySpan<string> keys)
    {
        Tree? current = this;
        foreach (string key in keys)
        {
            current = current.Get(key);
            if (current is null)
                return null;
        }
        return current;
    }

    /// <summary>The text of a string; null for anything else.</summary>
    public string? Text => this is TreeString text ? text.Value : null;

    public abstract bool Equals(Tree? other);
    public sealed override bool Equals(object? obj) => Equals(obj as Tree);
    public abstract override int GetHashCode();

    /// <summary>Compact JSON.</summary>
    public sealed override string ToString() => System.Text.Encoding.UTF8.GetString(TreeJson.Write(this));
}
