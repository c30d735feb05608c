using Kubesharp.Store;

namespace Kubesharp.ApiServer.WatchCache;

/// <summary>
/// The objects of one resource as the store has them: a snapshot that readers take as it is, the last events for
/// watches that start in the past, and the watchers.
/// </summary>
/// <remarks>
/// One loop (<see cref="RunAsync"/>) applies the store's events in revision order: ring and watchers first, under the
/// lock, then the snapshot. A watch starts under the same lock, so it misses nothing and sees nothing twice. The
/// snapshot may be read from any thread.
/// </remarks>
public sealed class ResourceCache<TObject>
    where TObject : class
{
    // Between two looks at the store for a revision that it has not reached yet.
    private static readonly TimeSpan FuturePause = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly IStore store;
    private readonly TimeProvider time;
    private readonly EventRing<TObject> ring;
    private readonly LabelSelections<TObject>? selections;
    private readonly HashSet<CacheWatcher<TObject>> watchers = [];
    private readonly Dictionary<string, HashSet<CacheWatcher<TObject>>> indexedWatchers = new(StringComparer.Ordinal);
    private readonly HashSet<CacheWatcher<TObject>> touched = [];
    private readonly List<(long Revision, TaskCompletionSource Reached)> waiters = [];
    private readonly Queue<(CacheSnapshot<TObject> Snapshot, long Timestamp)> pages = [];
    private CacheSnapshot<TObject> snapshot = new(SortedTree<TObject>.Empty, SortedTree<TObject>.Empty, 0);
    private IStoreWatch? storeWatch;
    // Nothing before it is told any more, though the store may know it: a test's wish, or zero.
    private long forgottenRevision;
    // The store's watch will tell at least this revision without being asked again.
    private long requestedRevision;
    private bool stopped;

    public ResourceCache(ResourceCacheOptions<TObject> options, IStore store, TimeProvider time)
    {
        Options = options;
        this.store = store;
        this.time = time;
        ring = new EventRing<TObject>(options.EventsMin, options.EventsMax);
        selections = options.LabelsOf is null ? null : new(options.LabelsOf);
    }

    public ResourceCacheOptions<TObject> Options { get; }

    /// <summary>What the cache has seen. Revision 0 until the loop has read the store for the first time.</summary>
    public CacheSnapshot<TObject> Snapshot => Volatile.Read(ref snapshot);

    /// <summary>Watches that are open.</summary>
    public int WatcherCount
    {
        get
        {
            lock (gate)
                return watchers.Count + indexedWatchers.Values.Sum(static set => set.Count);
        }
    }

    /// <summary>
    /// The body of the cache's loop: reads the state once, then applies events until it is cancelled. After an error it
    /// may be run again and goes on where it was.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    await FollowAsync(cancellationToken);
                }
                catch (WatchOverflowException)
                {
                    // Too slow for the store's queue: the same events can be read again from its log.
                }
                catch (CompactedException)
                {
                    await ReloadAsync(cancellationToken);
                }
            }
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
                Stop();
        }
    }

    /// <summary>
    /// Waits until the snapshot is at least at a revision. False after <c>FreshnessTimeout</c>: the revision is in the
    /// future, or the loop is stuck.
    /// </summary>
    public ValueTask<bool> WaitForRevisionAsync(long revision, CancellationToken cancellationToken) =>
        Snapshot.Revision >= revision
            ? ValueTask.FromResult(true)
            : WaitSlowlyAsync(revision, cancellationToken);

    /// <summary>
    /// The snapshot that has every write acknowledged before this call; null when the cache does not catch up in time.
    /// </summary>
    public async ValueTask<CacheSnapshot<TObject>?> ReadNewestAsync(CancellationToken cancellationToken)
    {
        long current = await store.GetCurrentRevisionAsync(cancellationToken);
        return await WaitForRevisionAsync(current, cancellationToken) ? Snapshot : null;
    }

    /// <summary>Starts a watch at this moment; the stream is read by one reader, whose end ends the watch.</summary>
    public IAsyncEnumerable<CacheEvent<TObject>> Watch(
        CacheWatchRequest<TObject> request, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            CacheWatcher<TObject> watcher = new(this, request, snapshot);
            if (stopped)
            {
                watcher.End(lost: false);
            }
            else if (request.AfterRevision is { } after)
            {
                if (after < ring.Floor)
                {
                    // What has left the ring, or was before this process, the store may still know. What is in the
                    // ring needs no store: a quiet resource's revision is soon older than the last compaction.
                    if (after < Math.Max(store.CompactedRevision, forgottenRevision))
                        return Expired(after, ring.Floor);
                    watcher.HistoryEnd = snapshot.Revision;
                }
                for (int i = ring.IndexAfter(after); i < ring.Count && after >= ring.Floor; i++)
                {
                    CacheChange<TObject> change = ring[i];
                    if (IsFor(request, change))
                        watcher.Add(change);
                }
            }
            Register(watcher);
            return watcher.ReadAsync(cancellationToken);
        }
    }

    /// <summary>Keeps a snapshot for the next page of a list.</summary>
    public void KeepPage(CacheSnapshot<TObject> page)
    {
        lock (gate)
        {
            long now = time.GetTimestamp();
            while (pages.TryPeek(out (CacheSnapshot<TObject> Snapshot, long Timestamp) oldest)
                && (pages.Count >= Options.PagesMax
                    || time.GetElapsedTime(oldest.Timestamp, now) > Options.PageKeep))
            {
                pages.Dequeue();
            }
            pages.Enqueue((page, now));
        }
    }

    /// <summary>The snapshot of a page token; null when it is no longer kept, which is 410 Expired.</summary>
    public CacheSnapshot<TObject>? FindPage(long revision)
    {
        CacheSnapshot<TObject> present = Snapshot;
        if (present.Revision == revision)
            return present;
        lock (gate)
        {
            foreach ((CacheSnapshot<TObject> page, long timestamp) in pages)
            {
                if (page.Revision == revision && time.GetElapsedTime(timestamp) <= Options.PageKeep)
                    return page;
            }
        }
        return null;
    }

    /// <summary>
    /// The state at a revision: the present one, one that is kept for pages, or the present one with what came after
    /// the revision taken back. Null when the store does not know that any more.
    /// </summary>
    public async ValueTask<CacheSnapshot<TObject>?> ReadExactAsync(
        long revision, CancellationToken cancellationToken)
    {
        if (FindPage(revision) is { } kept)
            return kept;
        CacheSnapshot<TObject> present = Snapshot;
        if (revision > present.Revision || revision < Volatile.Read(ref forgottenRevision))
            return null;
        CacheHistory<TObject> history = new(this, store);
        if (await history.ReadAsync(revision, present.Revision, cancellationToken) is not { } later)
            return null;
        SortedTree<TObject>.Builder objects = present.Objects.ToBuilder();
        SortedTree<TObject>.Builder index = present.Index.ToBuilder();
        for (int i = later.Count - 1; i >= 0; i--)
            TakeBack(later[i], objects, index);
        return new(objects.ToTree(), index.ToTree(), revision);
    }

    /// <summary>
    /// Forgets the past: watches and pages from before now are expired. For tests of clients that must survive it.
    /// </summary>
    internal void Forget()
    {
        lock (gate)
        {
            ring.Reset(snapshot.Revision);
            pages.Clear();
            Volatile.Write(ref forgottenRevision, snapshot.Revision);
        }
    }

    /// <summary>Ends every open watch: as if its time were over, or as if it had lost events.</summary>
    internal void EndWatches(bool lost)
    {
        lock (gate)
        {
            foreach (CacheWatcher<TObject> watcher in Watchers())
                watcher.End(lost);
        }
    }

    /// <summary>What the store knows of the time before the ring, for one watcher.</summary>
    internal CacheHistory<TObject> History() => new(this, store);

    /// <summary>
    /// The objects of the snapshot that have a label, when it is asked for often enough to be kept; otherwise null.
    /// </summary>
    public SortedTree<TObject>? Select(string label, string value, CacheSnapshot<TObject> from)
    {
        lock (gate)
            return from.Revision <= snapshot.Revision ? selections?.Find(label, value, from, ring) : null;
    }

    internal string IndexOf(TObject value) => Options.IndexBy?.Invoke(value) ?? "";

    internal ITimer CreateTimer(Action due, TimeSpan span, bool repeat) => time.CreateTimer(
        static state => ((Action)state!)(), due, span, repeat ? span : Timeout.InfiniteTimeSpan);

    /// <summary>Lets a quiet resource learn how far the store is.</summary>
    internal async ValueTask CatchUpAsync(CancellationToken cancellationToken) => await WaitForRevisionAsync(
        await store.GetCurrentRevisionAsync(cancellationToken), cancellationToken);

    internal void Remove(CacheWatcher<TObject> watcher)
    {
        lock (gate)
        {
            if (watcher.Request.IndexValue is not { } value)
            {
                watchers.Remove(watcher);
                return;
            }
            if (indexedWatchers.TryGetValue(value, out HashSet<CacheWatcher<TObject>>? set)
                && set.Remove(watcher) && set.Count == 0)
            {
                indexedWatchers.Remove(value);
            }
        }
    }

    private static bool IsFor(CacheWatchRequest<TObject> request, CacheChange<TObject> change) =>
        request.IndexValue is not { } value
        || string.Equals(value, change.CurrentIndex) || string.Equals(value, change.PreviousIndex);

#pragma warning disable CS1998 // A stream of one event has nothing to wait for.
    private static async IAsyncEnumerable<CacheEvent<TObject>> Expired(long requested, long oldest)
    {
        yield return CacheEvent<TObject>.Expired(requested, oldest);
    }
#pragma warning restore CS1998

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (Snapshot.Revision == 0)
            await ReloadAsync(cancellationToken);
        await using IStoreWatch watch = store.Watch(Options.Prefix, Snapshot.Revision);
        lock (gate)
        {
            storeWatch = watch;
            requestedRevision = 0;
            if (waiters.Count > 0)
                watch.RequestProgress();
        }
        try
        {
            while (true)
                Apply(await watch.ReadAsync(cancellationToken));
        }
        finally
        {
            lock (gate)
                storeWatch = null;
        }
    }

    /// <summary>Starts over from the store's state; the watchers that are open have lost events.</summary>
    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        RangeResult range = await store.RangeAsync(Options.Prefix, "", 0, cancellationToken);
        SortedTree<TObject>.Builder objects = SortedTree<TObject>.Empty.ToBuilder();
        SortedTree<TObject>.Builder index = SortedTree<TObject>.Empty.ToBuilder();
        foreach (StoredValue value in range.Values)
        {
            string key = value.Key[Options.Prefix.Length..];
            TObject read = Options.Read(value);
            objects.Set(key, read);
            if (Options.IndexBy is not null)
                index.Set(CacheSnapshot<TObject>.IndexKey(IndexOf(read), key), read);
        }
        lock (gate)
        {
            ring.Reset(range.Revision);
            selections?.Clear();
            // Watches that began before the first read start from an empty cache: everything would be new to them.
            foreach (CacheWatcher<TObject> watcher in Watchers())
                watcher.End(lost: true);
            PublishLocked(new CacheSnapshot<TObject>(objects.ToTree(), index.ToTree(), range.Revision));
        }
    }

    private void Apply(StoreBatch batch)
    {
        lock (gate)
        {
            if (batch.Events.Count == 0)
            {
                if (batch.Revision > snapshot.Revision)
                    PublishLocked(snapshot.At(batch.Revision));
                return;
            }

            SortedTree<TObject>.Builder objects = snapshot.Objects.ToBuilder();
            SortedTree<TObject>.Builder index = snapshot.Index.ToBuilder();
            long timestamp = time.GetTimestamp();
            long fresh = timestamp - (long)(Options.EventsFresh.TotalSeconds * time.TimestampFrequency);
            foreach (StoreEvent stored in batch.Events)
            {
                CacheChange<TObject> change = Change(stored, objects, index, timestamp);
                ring.Add(change, fresh);
                Hand(change);
            }
            foreach (CacheWatcher<TObject> watcher in touched)
                watcher.Wake();
            touched.Clear();
            PublishLocked(new CacheSnapshot<TObject>(objects.ToTree(), index.ToTree(), batch.Revision));
        }
    }

    private CacheChange<TObject> Change(
        StoreEvent stored, SortedTree<TObject>.Builder objects, SortedTree<TObject>.Builder index, long timestamp)
    {
        string key = stored.Key[Options.Prefix.Length..];
        objects.TryGetValue(key, out TObject? previous);
        TObject? current = stored.Value is null ? null : Options.Read(stored.Value);
        CacheChange<TObject> change = new(
            key, stored.Revision, current, previous, stored.Previous, Options.Read)
        {
            CurrentIndex = current is null ? "" : IndexOf(current),
            PreviousIndex = previous is null ? "" : IndexOf(previous),
            Timestamp = timestamp,
        };

        if (current is null)
            objects.Remove(key);
        else
            objects.Set(key, current);
        if (Options.IndexBy is null)
            return change;
        if (previous is not null && (current is null || change.PreviousIndex != change.CurrentIndex))
            index.Remove(CacheSnapshot<TObject>.IndexKey(change.PreviousIndex, key));
        if (current is not null)
            index.Set(CacheSnapshot<TObject>.IndexKey(change.CurrentIndex, key), current);
        return change;
    }

    private void TakeBack(
        CacheChange<TObject> change, SortedTree<TObject>.Builder objects, SortedTree<TObject>.Builder index)
    {
        if (change.Previous is null)
            objects.Remove(change.Key);
        else
            objects.Set(change.Key, change.Previous);
        if (Options.IndexBy is null)
            return;
        if (change.Current is not null)
            index.Remove(CacheSnapshot<TObject>.IndexKey(change.CurrentIndex, change.Key));
        if (change.Previous is not null)
            index.Set(CacheSnapshot<TObject>.IndexKey(change.PreviousIndex, change.Key), change.Previous);
    }

    private void Hand(CacheChange<TObject> change)
    {
        foreach (CacheWatcher<TObject> watcher in watchers)
        {
            watcher.Add(change);
            touched.Add(watcher);
        }
        if (indexedWatchers.Count == 0)
            return;
        HandIndexed(change, change.CurrentIndex);
        if (change.PreviousIndex != change.CurrentIndex)
            HandIndexed(change, change.PreviousIndex);
    }

    private void HandIndexed(CacheChange<TObject> change, string value)
    {
        if (!indexedWatchers.TryGetValue(value, out HashSet<CacheWatcher<TObject>>? set))
            return;
        foreach (CacheWatcher<TObject> watcher in set)
        {
            watcher.Add(change);
            touched.Add(watcher);
        }
    }

    private void Register(CacheWatcher<TObject> watcher)
    {
        if (watcher.Request.IndexValue is not { } value)
        {
            watchers.Add(watcher);
            return;
        }
        if (!indexedWatchers.TryGetValue(value, out HashSet<CacheWatcher<TObject>>? set))
            indexedWatchers[value] = set = [];
        set.Add(watcher);
    }

    private void PublishLocked(CacheSnapshot<TObject> next)
    {
        Volatile.Write(ref snapshot, next);
        for (int i = waiters.Count - 1; i >= 0; i--)
        {
            if (waiters[i].Revision > next.Revision)
                continue;
            waiters[i].Reached.TrySetResult();
            waiters.RemoveAt(i);
        }
    }

    private async ValueTask<bool> WaitSlowlyAsync(long revision, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        long current;
        while ((current = await store.GetCurrentRevisionAsync(cancellationToken)) < revision)
        {
            if (time.GetElapsedTime(started) >= Options.FreshnessTimeout)
                return false;
            await Task.Delay(FuturePause, time, cancellationToken);
        }

        TaskCompletionSource reached = Api.Loop.NewSignal();
        lock (gate)
        {
            if (snapshot.Revision >= revision)
                return true;
            waiters.Add((revision, reached));
            // Many writers wait after one group commit: the first one's request serves them all.
            if (requestedRevision < revision && storeWatch is not null)
            {
                requestedRevision = current;
                storeWatch.RequestProgress();
            }
        }
        try
        {
            await reached.Task.WaitAsync(Options.FreshnessTimeout, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            if (!reached.Task.IsCompleted)
            {
                lock (gate)
                    waiters.RemoveAll(waiter => ReferenceEquals(waiter.Reached, reached));
            }
        }
    }

    private IEnumerable<CacheWatcher<TObject>> Watchers() =>
        [.. watchers, .. indexedWatchers.Values.SelectMany(static set => set)];

    private void Stop()
    {
        lock (gate)
        {
            stopped = true;
            foreach (CacheWatcher<TObject> watcher in Watchers())
                watcher.End(lost: false);
        }
    }
}
