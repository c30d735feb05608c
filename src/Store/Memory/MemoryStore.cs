namespace Kubesharp.Store.Memory;

/// <summary>
/// A store that forgets everything at the end of the process; for tests and simulations. Everything completes at once,
/// on the caller's thread.
/// </summary>
/// <remarks>One lock orders writes; history holds the events after the compacted revision, in revision order.</remarks>
public sealed class MemoryStore : IStore
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Ledger ledger;
    private readonly WatchHub hub;
    private readonly CompactionSchedule schedule;
    private readonly List<StoreEvent> history = [];
    private long compactedRevision;
    private bool closed;

    public MemoryStore(StoreOptions options, TimeProvider time)
    {
        StoreException.ThrowIfInvalid(options);
        Options = options;
        this.time = time;
        ledger = new Ledger(options);
        hub = new WatchHub(options.WatchEventsMax, ledger.State.Revision);
        schedule = new CompactionSchedule(options);
    }

    public StoreOptions Options { get; }

    public long CompactedRevision => Volatile.Read(ref compactedRevision);

    public ValueTask<long> GetCurrentRevisionAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(ledger.State.Revision);

    public ValueTask<StoredValue?> GetAsync(string key, CancellationToken cancellationToken)
    {
        ledger.State.Values.TryGetValue(key, out StoredValue? value);
        return ValueTask.FromResult(value);
    }

    public ValueTask<RangeResult> RangeAsync(
        string prefix, string from, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ledger.State.Range(prefix, from, limit));

    public Task<WriteResult> WriteAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (ledger.Check(write) is { } refusal)
            return Task.FromResult(refusal);
        lock (gate)
        {
            if (closed)
                throw StoreException.Closed();
            WriteResult result = ledger.Apply(write);
            if (result.Succeeded)
            {
                history.AddRange(hub.Publish(ledger));
                if (schedule.Observe(time.GetUtcNow(), result.Revision) is { } target)
                    CompactLocked(target);
            }
            return Task.FromResult(result);
        }
    }

    public IStoreWatch Watch(string prefix, long afterRevision)
    {
        lock (gate)
        {
            if (afterRevision < compactedRevision)
                throw new CompactedException(afterRevision, compactedRevision);
            return hub.Add(prefix, afterRevision, ReadHistory);
        }
    }

    public Task<long> CompactAsync(long revision, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            CompactLocked(Math.Min(revision, ledger.State.Revision));
            return Task.FromResult(compactedRevision);
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (gate)
            closed = true;
        hub.Fail(StoreException.Closed());
        return ValueTask.CompletedTask;
    }

    private void CompactLocked(long revision)
    {
        if (revision <= compactedRevision)
            return;
        Volatile.Write(ref compactedRevision, revision);
        history.RemoveRange(0, IndexAfterLocked(revision));
    }

    private StoreBatch ReadHistory(string prefix, long afterRevision, long lastRevision)
    {
        lock (gate)
        {
            if (afterRevision < compactedRevision)
                throw new CompactedException(afterRevision, compactedRevision);
            List<StoreEvent> events = [];
            for (int i = IndexAfterLocked(afterRevision); i < history.Count && history[i].Revision <= lastRevision; i++)
            {
                if (history[i].Key.StartsWith(prefix, StringComparison.Ordinal))
                    events.Add(history[i]);
            }
            return new StoreBatch(lastRevision, events);
        }
    }

    /// <summary>The place of the first event after a revision.</summary>
    private int IndexAfterLocked(long revision)
    {
        int low = 0;
        int high = history.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (history[middle].Revision <= revision)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
