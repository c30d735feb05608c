using System.Runtime.CompilerServices;
using Kubesharp.Api.Transport;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.WatchCache;

/// <summary>
/// One watch: a bounded queue that the cache's loop fills and the reader empties. Selectors run on the reader's side,
/// so that a watcher costs the loop an enqueue and no more.
/// </summary>
/// <remarks>The lock guards the queue, the flags and the arrival. Revisions in the queue rise.</remarks>
internal sealed class CacheWatcher<TObject>(
    ResourceCache<TObject> cache, CacheWatchRequest<TObject> request, CacheSnapshot<TObject> startSnapshot)
    where TObject : class
{
    private readonly Lock gate = new();
    private List<CacheChange<TObject>> queue = [];
    private TaskCompletionSource? arrival;
    private bool overflowed;
    private bool ended;
    private bool bookmarkDue;
    private bool timedOut;
    private long seenRevision = request.AfterRevision ?? startSnapshot.Revision;

    public CacheWatchRequest<TObject> Request { get; } = request;

    /// <summary>
    /// The changes after the requested revision up to this one are read from the store's log; 0: none. Later ones come
    /// through the queue.
    /// </summary>
    public long HistoryEnd { get; set; }

    /// <summary>The stream; read once.</summary>
    public async IAsyncEnumerable<CacheEvent<TObject>> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using ITimer? bookmarks = Request.Bookmarks
            ? cache.CreateTimer(() => Raise(ref bookmarkDue), cache.Options.BookmarkPeriod, repeat: true)
            : null;
        using ITimer? timeout = Request.Timeout is { } span
            ? cache.CreateTimer(() => Raise(ref timedOut), span, repeat: false)
            : null;
        try
        {
            if (Request.AfterRevision is null)
            {
                foreach (CacheEvent<TObject> initial in InitialEvents())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return initial;
                }
            }

            if (HistoryEnd > seenRevision)
            {
                if (await cache.History().ReadAsync(seenRevision, HistoryEnd, cancellationToken) is not { } history)
                {
                    yield return CacheEvent<TObject>.Expired(seenRevision, cache.Snapshot.Revision);
                    yield break;
                }
                history.RemoveAll(change => !IsBelowPrefix(change.Key));
                foreach (CacheEvent<TObject> told in EventsOf(history))
                    yield return told;
                seenRevision = HistoryEnd;
            }

            while (true)
            {
                Taken taken = await TakeAsync(cancellationToken);
                if (taken.Overflowed)
                {
                    yield return CacheEvent<TObject>.Expired(seenRevision, cache.Snapshot.Revision);
                    yield break;
                }
                if (taken.Changes.Count > 0)
                {
                    foreach (CacheEvent<TObject> told in EventsOf(taken.Changes))
                        yield return told;
                    seenRevision = taken.Changes[^1].Revision;
                }
                if ((taken.BookmarkDue || taken.TimedOut) && Request.Bookmarks
                    && await BookmarkRevisionAsync(taken, cancellationToken) is { } revision)
                {
                    seenRevision = revision;
                    yield return new CacheEvent<TObject>(WatchEventType.Bookmark, null, revision);
                }
                if (taken.Ended || taken.TimedOut)
                    yield break;
            }
        }
        finally
        {
            cache.Remove(this);
        }
    }

    /// <summary>Called by the loop, in revision order.</summary>
    public void Add(CacheChange<TObject> change)
    {
        if (change.Revision <= (Request.AfterRevision ?? 0) || !IsBelowPrefix(change.Key))
            return;
        lock (gate)
        {
            if (overflowed || ended)
                return;
            if (queue.Count >= cache.Options.WatcherEventsMax)
            {
                overflowed = true;
                queue = [];
                return;
            }
            queue.Add(change);
        }
    }

    /// <summary>Wakes the reader when there is something for it.</summary>
    public void Wake()
    {
        TaskCompletionSource? wake;
        lock (gate)
        {
            if (queue.Count == 0 && !overflowed && !ended && !bookmarkDue && !timedOut)
                return;
            (wake, arrival) = (arrival, null);
        }
        wake?.SetResult();
    }

    /// <summary>Ends the stream; as expired when events were lost.</summary>
    public void End(bool lost)
    {
        lock (gate)
        {
            overflowed |= lost;
            ended = true;
        }
        Wake();
    }

    private bool IsBelowPrefix(string key) => Request.Key.Length > 0
        ? string.Equals(key, Request.Key)
        : key.StartsWith(Request.KeyPrefix, StringComparison.Ordinal);

    private bool Matches(TObject value, string index) =>
        (Request.IndexValue is null || string.Equals(Request.IndexValue, index))
        && (Request.Matches is null || Request.Matches(value));

    private CacheEvent<TObject>? EventOf(CacheChange<TObject> change)
    {
        bool now = change.Current is not null && Matches(change.Current, change.CurrentIndex);
        bool before = change.Previous is not null && Matches(change.Previous, change.PreviousIndex);
        if (now)
        {
            WatchEventType type = before ? WatchEventType.Modified : WatchEventType.Added;
            return new CacheEvent<TObject>(type, change.Current, change.Revision);
        }
        return before ? new CacheEvent<TObject>(WatchEventType.Deleted, change.LastState, change.Revision) : null;
    }

    /// <summary>
    /// What the changes are to this watcher. One event is held back until it is known whether another one follows: the
    /// last must not say so, or it would wait in a buffer for one that does not come.
    /// </summary>
    private IEnumerable<CacheEvent<TObject>> EventsOf(List<CacheChange<TObject>> changes)
    {
        CacheEvent<TObject>? held = null;
        foreach (CacheChange<TObject> change in changes)
        {
            if (EventOf(change) is not { } told)
                continue;
            if (held is { } earlier)
                yield return earlier with { More = true };
            held = told;
        }
        if (held is { } last)
            yield return last;
    }

    private IEnumerable<CacheEvent<TObject>> InitialEvents()
    {
        CacheEvent<TObject>? held = null;
        foreach ((TObject value, long revision) in InitialObjects())
        {
            if (held is { } earlier)
                yield return earlier with { More = true };
            held = new CacheEvent<TObject>(WatchEventType.Added, value, revision);
        }
        if (held is { } last)
            yield return last with { More = Request.InitialEventsEnd };
        if (Request.InitialEventsEnd)
        {
            yield return new CacheEvent<TObject>(WatchEventType.Bookmark, null, startSnapshot.Revision)
            {
                InitialEventsEnd = true,
            };
        }
    }

    private IEnumerable<(TObject Value, long Revision)> InitialObjects()
    {
        if (Request.Key.Length > 0)
        {
            if (startSnapshot.TryGet(Request.Key, out TObject? single)
                && Matches(single, cache.IndexOf(single)))
            {
                yield return (single, startSnapshot.Revision);
            }
            yield break;
        }

        SortedTreeScan<TObject> scan = Request.IndexValue is null
            ? startSnapshot.Scan(Request.KeyPrefix)
            : startSnapshot.ScanIndex(Request.IndexValue, Request.KeyPrefix);
        foreach (KeyValuePair<string, TObject> entry in scan)
        {
            if (Request.Matches is null || Request.Matches(entry.Value))
                yield return (entry.Value, startSnapshot.Revision);
        }
    }

    private async ValueTask<Taken> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (queue.Count > 0 || overflowed || ended || bookmarkDue || timedOut)
                {
                    Taken taken = new(queue, overflowed, ended, bookmarkDue, timedOut);
                    queue = [];
                    bookmarkDue = false;
                    return taken;
                }
                arrival ??= Api.Loop.NewSignal();
                wait = arrival.Task;
            }
            await wait.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The revision up to which this watcher has been told everything; null when it is not newer than the last event.
    /// The cache hands a change to watchers before its snapshot shows it, so an empty queue after reading the
    /// snapshot's revision means that nothing up to there is missing.
    /// </summary>
    private async ValueTask<long?> BookmarkRevisionAsync(Taken taken, CancellationToken cancellationToken)
    {
        if (!taken.Ended && !taken.TimedOut)
            await cache.CatchUpAsync(cancellationToken);
        long revision = cache.Snapshot.Revision;
        lock (gate)
        {
            if (queue.Count > 0)
                revision = queue[0].Revision - 1;
            if (overflowed)
                return null;
        }
        return revision > 0 && revision >= seenRevision ? revision : null;
    }

    private void Raise(ref bool flag)
    {
        lock (gate)
            flag = true;
        Wake();
    }

    private readonly record struct Taken(
        List<CacheChange<TObject>> Changes, bool Overflowed, bool Ended, bool BookmarkDue, bool TimedOut);
}
