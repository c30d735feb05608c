namespace Kubesharp.Store;

/// <summary>An ordered walk over a part of a <see cref="SortedTree{TValue}"/>; a struct for foreach.</summary>
public struct SortedTreeScan<TValue>
{
    private readonly string prefix;
    // The inner nodes above the leaf and the child taken in each; a tree is a few levels high.
    private readonly SortedTree<TValue>.Node[] path;
    private readonly int[] taken;
    private readonly int depth;
    private SortedTree<TValue>.Node? leaf;
    private int index;

    internal SortedTreeScan(SortedTree<TValue>.Node? root, string prefix, string from)
    {
        this.prefix = prefix;
        string start = string.CompareOrdinal(from, prefix) > 0 ? from : prefix;
        int height = 0;
        for (SortedTree<TValue>.Node? node = root; node?.Children is not null; node = node.Children[0])
            height++;
        path = height == 0 ? [] : new SortedTree<TValue>.Node[height];
        taken = height == 0 ? [] : new int[height];
        depth = height;
        SortedTree<TValue>.Node? current = root;
        for (int level = 0; level < height; level++)
        {
            path[level] = current!;
            taken[level] = current!.IndexOfChild(start);
            current = current.Children![taken[level]];
        }
        leaf = current;
        index = (current?.IndexOfFirstNotBelow(start) ?? 0) - 1;
    }

    public readonly SortedTreeScan<TValue> GetEnumerator() => this;

    public readonly KeyValuePair<string, TValue> Current => new(leaf!.Keys[index], leaf.Values![index]);

    public bool MoveNext()
    {
        if (leaf is null)
            return false;
        if (++index >= leaf.Length && !NextLeaf())
            return false;
        if (prefix.Length == 0 || leaf.Keys[index].StartsWith(prefix, StringComparison.Ordinal))
            return true;
        leaf = null;
        return false;
    }

    private bool NextLeaf()
    {
        int level = depth - 1;
        while (level >= 0 && taken[level] + 1 >= path[level].Length)
            level--;
        if (level < 0)
        {
            leaf = null;
            return false;
        }
        SortedTree<TValue>.Node node = path[level].Children![++taken[level]]!;
        for (level++; level < depth; level++)
        {
            path[level] = node;
            taken[level] = 0;
            node = node.Children![0]!;
        }
        leaf = node;
        index = 0;
        return true;
    }
}
