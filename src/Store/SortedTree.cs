using System.Diagnostics.CodeAnalysis;

namespace Kubesharp.Store;

/// <summary>
/// An immutable map from string keys, in ordinal order, to values: a B+ tree that copies the path it changes and shares
/// the rest. A reader that holds a tree has a consistent snapshot for as long as it likes, and a scan runs over arrays.
/// </summary>
/// <remarks>Changes go through a <see cref="Builder"/>; it copies a node at most once between two snapshots.</remarks>
public sealed class SortedTree<TValue>
{
    public static SortedTree<TValue> Empty { get; } = new(null);

    private readonly Node? root;

    private SortedTree(Node? root) => this.root = root;

    public int Count => root?.Count ?? 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value) => Find(root, key, out value);

    /// <summary>How many keys are smaller than this one; with it a page knows how many entries remain.</summary>
    public int CountBelow(string key)
    {
        int count = 0;
        Node? node = root;
        while (node is not null)
        {
            if (node.Children is null)
                return count + node.IndexOfFirstNotBelow(key);
            int child = node.IndexOfChild(key);
            for (int i = 0; i < child; i++)
                count += node.Children[i]!.Count;
            node = node.Children[child];
        }
        return count;
    }

    /// <summary>How many keys begin with the prefix.</summary>
    public int CountPrefix(string prefix) =>
        prefix.Length == 0 ? Count : CountBelow(prefix + char.MaxValue) - CountBelow(prefix);

    /// <summary>The entries whose keys begin with the prefix, from a key on (inclusive; empty: all).</summary>
    public SortedTreeScan<TValue> Scan(string prefix, string from = "") => new(root, prefix, from);

    public Builder ToBuilder() => new(this);

    private static bool Find(Node? node, string key, [MaybeNullWhen(false)] out TValue value)
    {
        while (node is not null)
        {
            if (node.Children is null)
            {
                int index = node.IndexOfFirstNotBelow(key);
                if (index < node.Length && string.Equals(node.Keys[index], key))
                {
                    value = node.Values![index];
                    return true;
                }
                break;
            }
            node = node.Children[node.IndexOfChild(key)];
        }
        value = default;
        return false;
    }

    /// <summary>
    /// A leaf (keys and values) or an inner node (children, and for each a key that is not greater than its smallest).
    /// </summary>
    internal sealed class Node
    {
        // Wide enough that a scan is mostly sequential, narrow enough that copying a path stays below 4 KiB.
        internal const int Width = 64;

        internal readonly TValue[]? Values;
        internal readonly Node?[]? Children;
        /// <summary>The builder that may change this node in place; nobody else's node is ever changed.</summary>
        internal readonly object? Owner;
        internal int Length;
        /// <summary>Entries in the whole subtree.</summary>
        internal int Count;
        // A value that changes leaves the keys above and beside it as they are: a copy shares them until one changes.
        private bool sharesKeys;

        internal Node(bool leaf, object? owner) : this(leaf, owner, new string[Width])
        {
        }

        private Node(bool leaf, object? owner, string[] keys)
        {
            Keys = keys;
            Values = leaf ? new TValue[Width] : null;
            Children = leaf ? null : new Node?[Width];
            Owner = owner;
        }

        internal string[] Keys { get; private set; }

        internal int IndexOfFirstNotBelow(string key)
        {
            int low = 0;
            int high = Length;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                if (string.CompareOrdinal(Keys[middle], key) < 0)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        }

        /// <summary>The last child whose key is not greater; the first one takes what is smaller than all.</summary>
        internal int IndexOfChild(string key)
        {
            int index = IndexOfFirstNotBelow(key);
            return index < Length && string.Equals(Keys[index], key) ? index : Math.Max(0, index - 1);
        }

        internal Node CopyFor(object owner)
        {
            Node copy = new(Children is null, owner, Keys) { Length = Length, Count = Count, sharesKeys = true };
            if (Children is null)
                Array.Copy(Values!, copy.Values!, Length);
            else
                Array.Copy(Children, copy.Children!, Length);
            return copy;
        }

        internal void SetKey(int index, string key)
        {
            OwnKeys();
            Keys[index] = key;
        }

        private void OwnKeys()
        {
            if (!sharesKeys)
                return;
            string[] own = new string[Width];
            Array.Copy(Keys, own, Length);
            Keys = own;
            sharesKeys = false;
        }

        internal void InsertAt(int index, string key, TValue? value, Node? child)
        {
            OwnKeys();
            Array.Copy(Keys, index, Keys, index + 1, Length - index);
            Keys[index] = key;
            if (Children is null)
            {
                Array.Copy(Values!, index, Values!, index + 1, Length - index);
                Values![index] = value!;
            }
            else
            {
                Array.Copy(Children, index, Children, index + 1, Length - index);
                Children[index] = child;
            }
            Length++;
        }

        internal void RemoveAt(int index)
        {
            OwnKeys();
            Length--;
            Array.Copy(Keys, index + 1, Keys, index, Length - index);
            Keys[Length] = null!;
            if (Children is null)
            {
                Array.Copy(Values!, index + 1, Values!, index, Length - index);
                Values![Length] = default!;
            }
            else
            {
                Array.Copy(Children, index + 1, Children, index, Length - index);
                Children[Length] = null;
            }
        }

        /// <summary>Moves everything from an index on to the end of another node of the same level.</summary>
        internal void MoveTail(int from, Node target)
        {
            OwnKeys();
            target.OwnKeys();
            int moved = Length - from;
            Array.Copy(Keys, from, target.Keys, target.Length, moved);
            Array.Clear(Keys, from, moved);
            if (Children is null)
            {
                Array.Copy(Values!, from, target.Values!, target.Length, moved);
                Array.Clear(Values!, from, moved);
            }
            else
            {
                Array.Copy(Children, from, target.Children!, target.Length, moved);
                Array.Clear(Children, from, moved);
            }
            target.Length += moved;
            Length = from;
            Recount();
            target.Recount();
        }

        internal void Recount()
        {
            if (Children is null)
            {
                Count = Length;
                return;
            }
            Count = 0;
            for (int i = 0; i < Length; i++)
                Count += Children[i]!.Count;
        }
    }

    /// <summary>Changes a tree in steps. Belongs to one owner; the trees it hands out do not change any more.</summary>
    public sealed class Builder
    {
        private SortedTree<TValue> origin;
        private Node? root;
        private object owner = new();

        internal Builder(SortedTree<TValue> tree)
        {
            origin = tree;
            root = tree.root;
        }

        public int Count => root?.Count ?? 0;

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value) => Find(root, key, out value);

        /// <summary>Adds or replaces.</summary>
        public void Set(string key, TValue value)
        {
            root = root is null ? new Node(true, owner) : Own(root);
            if (Set(root, key, value) is not { } right)
                return;
            Node top = new(false, owner);
            top.InsertAt(0, root.Keys[0], default, root);
            top.InsertAt(1, right.Keys[0], default, right);
            top.Recount();
            root = top;
        }

        public bool Remove(string key)
        {
            if (!Find(root, key, out _))
                return false;
            root = Own(root!);
            Remove(root, key);
            while (root is { Children: not null, Length: 1 })
                root = root.Children[0];
            if (root is { Length: 0 })
                root = null;
            return true;
        }

        /// <summary>The present state as a tree of its own; costs nothing.</summary>
        public SortedTree<TValue> ToTree()
        {
            if (!ReferenceEquals(origin.root, root))
                origin = root is null ? Empty : new SortedTree<TValue>(root);
            owner = new object();
            return origin;
        }

        private Node Own(Node node) => ReferenceEquals(node.Owner, owner) ? node : node.CopyFor(owner);

        /// <summary>Returns the new right half when the node, which must be owned, had to be split.</summary>
        private Node? Set(Node node, string key, TValue value)
        {
            if (node.Children is null)
            {
                int index = node.IndexOfFirstNotBelow(key);
                if (index < node.Length && string.Equals(node.Keys[index], key))
                {
                    node.Values![index] = value;
                    return null;
                }
                return Insert(node, index, key, value, null);
            }

            int position = node.IndexOfChild(key);
            // A key below all goes to the first child; the child's key stays a lower bound.
            if (string.CompareOrdinal(key, node.Keys[position]) < 0)
                node.SetKey(position, key);
            Node child = Own(node.Children[position]!);
            node.Children[position] = child;
            int before = child.Count;
            Node? right = Set(child, key, value);
            if (right is null)
            {
                node.Count += child.Count - before;
                return null;
            }
            Node? split = Insert(node, position + 1, right.Keys[0], default, right);
            node.Recount();
            split?.Recount();
            return split;
        }

        private Node? Insert(Node node, int index, string key, TValue? value, Node? child)
        {
            Node? right = null;
            Node target = node;
            if (node.Length == Node.Width)
            {
                right = new Node(node.Children is null, owner);
                // Keys that come in rising order leave full nodes behind them.
                int from = index == node.Length ? node.Length - 1 : node.Length / 2;
                node.MoveTail(from, right);
                if (index > from)
                {
                    target = right;
                    index -= from;
                }
            }
            target.InsertAt(index, key, value, child);
            target.Recount();
            return right;
        }

        private void Remove(Node node, string key)
        {
            if (node.Children is null)
            {
                node.RemoveAt(node.IndexOfFirstNotBelow(key));
                node.Count = node.Length;
                return;
            }

            int position = node.IndexOfChild(key);
            Node child = Own(node.Children[position]!);
            node.Children[position] = child;
            Remove(child, key);
            node.Count--;
            if (child.Length == 0)
                node.RemoveAt(position);
            else if (child.Length < Node.Width / 4)
                MergeWithNeighbour(node, position);
        }

        // Only when both fit well into one: a neighbour that is nearly full would be split again by the next insert.
        private void MergeWithNeighbour(Node node, int position)
        {
            int left = position == 0 ? 0 : position - 1;
            if (left + 1 >= node.Length)
                return;
            Node first = node.Children![left]!;
            Node second = node.Children[left + 1]!;
            if (first.Length + second.Length > Node.Width * 3 / 4)
                return;
            first = Own(first);
            second = Own(second);
            second.MoveTail(0, first);
            node.Children[left] = first;
            node.RemoveAt(left + 1);
        }
    }
}
