using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Kubesharp.Api.Trees;

/// <summary>Members in the order in which they were written. Equal when the same keys have equal values.</summary>
public sealed class TreeObject : Tree, IReadOnlyCollection<KeyValuePair<string, Tree>>
{
    // Below this a walk over the members is faster than a hash table.
    private const int IndexFrom = 12;

    private readonly KeyValuePair<string, Tree>[] members;
    private readonly Dictionary<string, int>? index;

    public static TreeObject Empty { get; } = new([], null);

    private TreeObject(KeyValuePair<string, Tree>[] members, Dictionary<string, int>? index)
    {
        this.members = members;
        this.index = index;
    }

    public int Count => members.Length;
    public ReadOnlySpan<KeyValuePair<string, Tree>> Members => members;

    public Tree? this[string key]
    {
        get
        {
            int at = IndexOf(members, members.Length, index, key);
            return at < 0 ? null : members[at].Value;
        }
    }

    public bool Has(string key) => IndexOf(members, members.Length, index, key) >= 0;

    public bool TryGet(string key, [NotNullWhen(true)] out Tree? value)
    {
        value = this[key];
        return value is not null;
    }

    public static TreeObject Of(params ReadOnlySpan<(string Key, Tree Value)> members)
    {
        var builder = new Builder(members.Length);
        foreach ((string key, Tree value) in members)
            builder.Set(key, value);
        return builder.Build();
    }

    /// <summary>Replaces the member in its place or adds it at the end.</summary>
    public TreeObject With(string key, Tree value)
    {
        int at = IndexOf(members, members.Length, index, key);
        if (at >= 0)
        {
            if (ReferenceEquals(members[at].Value, value))
                return this;
            KeyValuePair<string, Tree>[] copy = [.. members];
            copy[at] = new(key, value);
            return new(copy, index);
        }
        KeyValuePair<string, Tree>[] longer = [.. members, new(key, value)];
        return new(longer, IndexFor(longer, longer.Length));
    }

    public TreeObject Without(string key)
    {
        int at = IndexOf(members, members.Length, index, key);
        if (at < 0)
            return this;
        KeyValuePair<string, Tree>[] shorter = [.. members.AsSpan(0, at), .. members.AsSpan(at + 1)];
        return shorter.Length == 0 ? Empty : new(shorter, IndexFor(shorter, shorter.Length));
    }

    public IEnumerator<KeyValuePair<string, Tree>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, Tree>>)members).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => members.GetEnumerator();

    public override bool Equals(Tree? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is not TreeObject value || value.members.Length != members.Length)
            return false;
        for (int i = 0; i < members.Length; i++)
        {
            (string key, Tree mine) = members[i];
            // Objects that came from the same writer have the same order, so the search is rarely needed.
            Tree? theirs = value.members[i].Key == key ? value.members[i].Value : value[key];
            if (theirs is null || !mine.Equals(theirs))
                return false;
        }
        return true;
    }

    public override int GetHashCode()
    {
        int hash = members.Length;
        foreach ((string key, Tree value) in members)
            hash ^= HashCode.Combine(key, value); // Order must not matter.
        return hash;
    }

    private static Dictionary<string, int>? IndexFor(KeyValuePair<string, Tree>[] members, int count)
    {
        if (count < IndexFrom)
            return null;
        var index = new Dictionary<string, int>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
            index[members[i].Key] = i;
        return index;
    }

    private static int IndexOf(
        KeyValuePair<string, Tree>[] members, int count, Dictionary<string, int>? index, string key)
    {
        if (index is not null)
            return index.TryGetValue(key, out int at) ? at : -1;
        for (int i = 0; i < count; i++)
        {
            if (members[i].Key == key)
                return i;
        }
        return -1;
    }

    /// <summary>Collects members; used by one thread, once.</summary>
    public sealed class Builder
    {
        private KeyValuePair<string, Tree>[] members;
        private Dictionary<string, int>? index;
        private int count;

        public Builder(int capacity = 8) => members = new KeyValuePair<string, Tree>[capacity];

        public Builder(TreeObject from)
        {
            members = [.. from.members];
            count = members.Length;
            index = IndexFor(members, count);
        }

        public int Count => count;

        public Tree? this[string key]
        {
            get
            {
                int at = IndexOf(members, count, index, key);
                return at < 0 ? null : members[at].Value;
            }
        }

        /// <summary>Replaces or adds. False when the key was there already.</summary>
        public bool Set(string key, Tree value)
        {
            int at = IndexOf(members, count, index, key);
            if (at >= 0)
            {
                members[at] = new(key, value);
                return false;
            }
            if (count == members.Length)
                Array.Resize(ref members, Math.Max(4, count * 2));
            members[count] = new(key, value);
            count++;
            if (index is not null)
                index[key] = count - 1;
            else if (count == IndexFrom)
                index = IndexFor(members, count);
            return true;
        }

        public bool Remove(string key)
        {
            int at = IndexOf(members, count, index, key);
            if (at < 0)
                return false;
            Array.Copy(members, at + 1, members, at, count - at - 1);
            count--;
            index = IndexFor(members, count);
            return true;
        }

        public TreeObject Build()
        {
            if (count == 0)
                return Empty;
            if (count != members.Length)
                Array.Resize(ref members, count);
            return new(members, index);
        }
    }
}
