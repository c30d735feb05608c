using Kubesharp.Store;

namespace Kubesharp.ApiServer.WatchCache;

/// <summary>
/// Changes that the ring of a cache does not hold, read from the store's log: those from before this process started,
/// and those that a storm has pushed out. So a client goes on after a restart as if nothing had been.
/// </summary>
internal sealed class CacheHistory<TObject>(ResourceCache<TObject> cache, IStore store)
    where TObject : class
{
    // More changes than this are dearer than a new list, which is what a client makes of the refusal.
    private const int ChangesMax = 65_536;

    /// <summary>
    /// The changes in (after, last], in revision order; null when they are too many or no longer kept.
    /// </summary>
    public async ValueTask<List<CacheChange<TObject>>?> ReadAsync(
        long after, long last, CancellationToken cancellationToken)
    {
        if (after < store.CompactedRevision)
            return null;
        List<CacheChange<TObject>> changes = [];
        try
        {
            await using IStoreWatch watch = store.Watch(cache.Options.Prefix, after);
            // Of a quiet prefix there is nothing to read: then the progress says so.
            watch.RequestProgress();
            long seen = after;
            while (seen < last)
            {
                StoreBatch batch = await watch.ReadAsync(cancellationToken);
                seen = batch.Revision;
                foreach (StoreEvent stored in batch.Events)
                {
                    if (stored.Revision > last)
                        break;
                    if (changes.Count == ChangesMax)
                        return null;
                    changes.Add(ChangeOf(stored));
                }
            }
        }
        catch (Exception exception) when (exception is CompactedException or WatchOverflowException)
        {
            return null;
        }
        // What was compacted meanwhile may have been read without the values before it.
        return after < store.CompactedRevision ? null : changes;
    }

    private CacheChange<TObject> ChangeOf(StoreEvent stored)
    {
        TObject? current = stored.Value is null ? null : cache.Options.Read(stored.Value);
        TObject? previous = stored.Previous is null ? null : cache.Options.Read(stored.Previous);
        return new(
            stored.Key[cache.Options.Prefix.Length..], stored.Revision, current, previous, stored.Previous,
            cache.Options.Read)
        {
            CurrentIndex = current is null ? "" : cache.IndexOf(current),
            PreviousIndex = previous is null ? "" : cache.IndexOf(previous),
        };
    }
}
