using Kubesharp.Store;

namespace Kubesharp.ApiServer.WatchCache;

/// <summary>
/// For the few labels that lists select by again and again: the objects that have them, so that such a list costs what
/// it returns and not what there is. Made when a label is asked for the second time, brought up to date from the
/// changes since the last question, and forgotten when others are asked for.
/// </summary>
/// <remarks>Belongs to the cache's lock; a tree that was handed out does not change any more.</remarks>
internal sealed class LabelSelections<TObject>(Func<TObject, IReadOnlyDictionary<string, string>> labelsOf)
    where TObject : class
{
    // Each costs a few references for every object that it holds.
    private const int SelectionsMax = 16;
    // Smaller collections are as quickly read through.
    private const int ObjectsMin = 256;

    private readonly Dictionary<(string Label, string Value), Selection> selections = [];
    private long uses;

    /// <summary>The objects with the label at the snapshot's revision; null: read through all.</summary>
    public SortedTree<TObject>? Find(
        string label, string value, CacheSnapshot<TObject> snapshot, EventRing<TObject> ring)
    {
        if (snapshot.Count < ObjectsMin)
            return null;
        if (!selections.TryGetValue((label, value), out Selection? selection))
        {
            MakeRoom();
            selections[(label, value)] = new Selection { Used = ++uses };
            return null;
        }
        selection.Used = ++uses;
        if (selection.Tree is null || selection.Revision < ring.Floor)
        {
            selection.Tree = Build(label, value, snapshot);
            selection.Revision = snapshot.Revision;
        }
        else if (selection.Revision < snapshot.Revision)
        {
            CatchUp(selection, label, value, snapshot, ring);
        }
        // A snapshot that others have overtaken since it was taken is older than the selection.
        return selection.Revision == snapshot.Revision ? selection.Tree : null;
    }

    /// <summary>Starts over: the changes are lost.</summary>
    public void Clear() => selections.Clear();

    private SortedTree<TObject> Build(string label, string value, CacheSnapshot<TObject> snapshot)
    {
        SortedTree<TObject>.Builder builder = SortedTree<TObject>.Empty.ToBuilder();
        foreach ((string key, TObject item) in snapshot.Scan(""))
        {
            if (Has(item, label, value))
                builder.Set(key, item);
        }
        return builder.ToTree();
    }

    private void CatchUp(
        Selection selection, string label, string value, CacheSnapshot<TObject> snapshot, EventRing<TObject> ring)
    {
        SortedTree<TObject>.Builder builder = selection.Tree!.ToBuilder();
        for (int index = ring.IndexAfter(selection.Revision); index < ring.Count; index++)
        {
            CacheChange<TObject> change = ring[index];
            if (change.Revision > snapshot.Revision)
                break;
            if (change.Current is not null && Has(change.Current, label, value))
                builder.Set(change.Key, change.Current);
            else if (change.Previous is not null && Has(change.Previous, label, value))
                builder.Remove(change.Key);
        }
        selection.Tree = builder.ToTree();
        selection.Revision = snapshot.Revision;
    }

    private bool Has(TObject item, string label, string value) =>
        labelsOf(item).TryGetValue(label, out string? given) && given == value;

    private void MakeRoom()
    {
        if (selections.Count < SelectionsMax)
            return;
        (string Label, string Value) oldest = default;
        long used = long.MaxValue;
        foreach (((string Label, string Value) key, Selection selection) in selections)
        {
            if (selection.Used < used)
                (oldest, used) = (key, selection.Used);
        }
        selections.Remove(oldest);
    }

    private sealed class Selection
    {
        public SortedTree<TObject>? Tree { get; set; }
        public long Revision { get; set; }
        public long Used { get; set; }
    }
}
