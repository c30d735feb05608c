using Kubesharp.Store;

namespace Kubesharp.ApiServer.WatchCache;

/// <summary>One change of one object, shared by all watchers.</summary>
internal sealed class CacheChange<TObject>(
    string key, long revision, TObject? current, TObject? previous, StoredValue? previousStored,
    Func<StoredValue, TObject> read)
    where TObject : class
{
    private TObject? lastState;

    public string Key { get; } = key;
    public long Revision { get; } = revision;
    /// <summary>Null when the object was deleted.</summary>
    public TObject? Current { get; } = current;
    public TObject? Previous { get; } = previous;
    /// <summary>Index values, empty without an index.</summary>
    public string CurrentIndex { get; init; } = "";
    public string PreviousIndex { get; init; } = "";
    /// <summary>When the cache applied it, for the size of the ring.</summary>
    public long Timestamp { get; init; }

    /// <summary>
    /// The state before the change under the revision of the change: what a watcher is shown when the object is deleted
    /// or leaves its selector. Made once, on first use; two threads may make it twice and agree.
    /// </summary>
    public TObject? LastState
    {
        get
        {
            if (lastState is null && previousStored is not null)
            {
                StoredValue last = previousStored with
                {
                    Value = previousStored.WithRevision(Revision), ModRevision = Revision,
                };
                Interlocked.CompareExchange(ref lastState, read(last), null);
            }
            return lastState;
        }
    }
}
