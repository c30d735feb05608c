using System.Diagnostics.CodeAnalysis;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.WatchCache;

/// <summary>All objects of a resource at one revision; immutable.</summary>
public sealed class CacheSnapshot<TObject>
    where TObject : class
{
    // Stands between an index value and a key; neither can contain it.
    internal const char IndexSeparator = '\0';

    private readonly SortedTree<TObject> objects;
    private readonly SortedTree<TObject> index;

    internal CacheSnapshot(SortedTree<TObject> objects, SortedTree<TObject> index, long revision)
    {
        this.objects = objects;
        this.index = index;
        Revision = revision;
    }

    public long Revision { get; }

    public int Count => objects.Count;

    /// <summary>By key: <c>namespace/name</c>, or <c>name</c> for cluster-scoped resources.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out TObject value) => objects.TryGetValue(key, out value);

    /// <summary>The objects of a namespace (<c>kube-system/</c>) or of all (empty), from a key on, in order.</summary>
    public SortedTreeScan<TObject> Scan(string keyPrefix, string from = "") => objects.Scan(keyPrefix, from);

    /// <summary>How many objects have keys with the prefix that are not below the given one.</summary>
    public int CountFrom(string keyPrefix, string from) =>
        objects.CountPrefix(keyPrefix) - (objects.CountBelow(from) - objects.CountBelow(keyPrefix));

    public int CountPrefix(string keyPrefix) => objects.CountPrefix(keyPrefix);

    /// <summary>
    /// The objects with an index value, ordered by key. The keys of the walk have the value in front: use
    /// <see cref="KeyOfIndexed"/>.
    /// </summary>
    public SortedTreeScan<TObject> ScanIndex(string value, string keyPrefix = "") =>
        index.Scan(IndexKey(value, keyPrefix));

    public static string KeyOfIndexed(string indexKey) =>
        indexKey[(indexKey.IndexOf(IndexSeparator, StringComparison.Ordinal) + 1)..];

    internal SortedTree<TObject> Objects => objects;
    internal SortedTree<TObject> Index => index;

    internal static string IndexKey(string value, string key) => string.Concat(value, "\0", key);

    internal CacheSnapshot<TObject> At(long revision) => new(objects, index, revision);
}
