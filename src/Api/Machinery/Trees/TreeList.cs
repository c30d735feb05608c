using System.Collections;

namespace Kubesharp.Api.Trees;

/// <summary>An ordered list. Equal when all elements are equal in order.</summary>
public sealed class TreeList : Tree, IReadOnlyList<Tree>
{
    private readonly Tree[] items;

    public static TreeList Empty { get; } = new([]);

    private TreeList(Tree[] items) => this.items = items;

    public int Count => items.Length;
    public Tree this[int index] => items[index];
    public ReadOnlySpan<Tree> Items => items;

    public static TreeList Of(params ReadOnlySpan<Tree> items) => items.IsEmpty ? Empty : new(items.ToArray());

    /// <summary>Copies the list.</summary>
    public static TreeList Of(List<Tree> items) => items.Count == 0 ? Empty : new([.. items]);

    /// <summary>Takes the array over; the caller must not keep it.</summary>
    internal static TreeList Adopt(Tree[] items) => items.Length == 0 ? Empty : new(items);

    public TreeList With(int index, Tree value)
    {
        Tree[] copy = [.. items];
        copy[index] = value;
        return new(copy);
    }

    public TreeList Insert(int index, Tree value) => new([.. items.AsSpan(0, index), value, .. items.AsSpan(index)]);

    public TreeList RemoveAt(int index) => Adopt([.. items.AsSpan(0, index), .. items.AsSpan(index + 1)]);

    public IEnumerator<Tree> GetEnumerator() => ((IEnumerable<Tree>)items).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    public override bool Equals(Tree? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is not TreeList list || list.items.Length != items.Length)
            return false;
        for (int i = 0; i < items.Length; i++)
        {
            if (!items[i].Equals(list.items[i]))
                return false;
        }
        return true;
    }

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (Tree item in items)
            hash.Add(item);
        return hash.ToHashCode();
    }
}
