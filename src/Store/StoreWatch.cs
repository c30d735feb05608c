namespace Kubesharp.Store;

/// <summary>
/// A queue of events between the writer, which adds, and one reader, which takes all there is. What happened before the
/// watch began comes from a history that is read page by page, so that an old start costs no memory.
/// </summary>
internal sealed class StoreWatch : IStoreWatch
{
    /// <summary>Reads the events after a revision; the batch's revision says how far it came.</summary>
    internal delegate StoreBatch History(string prefix, long afterRevision, long lastRevision);

    private readonly Lock gate = new();
    private readonly WatchHub hub;
    private readonly History? history;
    private readonly long liveRevision;
    private readonly int eventsMax;
    private long historyRevision;
    private List<StoreEvent> events = [];
    private long revision;
    private bool progress;
    private Exception? failure;
    private TaskCompletionSource? arrival;

    internal StoreWatch(
        WatchHub hub, string prefix, long afterRevision, long liveRevision, int eventsMax, History? history)
    {
        this.hub = hub;
        Prefix = prefix;
        AfterRevision = afterRevision;
        this.liveRevision = liveRevision;
        this.eventsMax = eventsMax;
        this.history = history;
        historyRevision = afterRevision;
        revision = Math.Max(afterRevision, liveRevision);
    }

    internal string Prefix { get; }
    internal long AfterRevision { get; }

    public async ValueTask<StoreBatch> ReadAsync(CancellationToken cancellationToken)
    {
        while (history is not null && historyRevision < liveRevision)
        {
            StoreBatch page = history(Prefix, historyRevision, liveRevision);
            historyRevision = page.Revision;
            if (page.Events.Count > 0)
                return page;
        }

        while (true)
        {
            Task wait;
            lock (gate)
            {
                // An overflow is told at once: the events before it would only be read twice.
                if (failure is not null)
                    throw failure;
                if (events.Count > 0 || progress)
                    return TakeLocked();
                // In a simulation everything stays on one thread; elsewhere a waiter must not run inside the writer.
                arrival ??= new(SynchronizationContext.Current is null
                    ? TaskCreationOptions.RunContinuationsAsynchronously
                    : TaskCreationOptions.None);
                wait = arrival.Task;
            }
            await wait.WaitAsync(cancellationToken);
        }
    }

    public void RequestProgress() => hub.Progress(this);

    public ValueTask DisposeAsync()
    {
        hub.Remove(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Adds an event without waking the reader; <see cref="Advance"/> does. In revision order.</summary>
    internal void Add(StoreEvent change)
    {
        if (change.Revision <= AfterRevision)
            return;
        lock (gate)
        {
            if (failure is not null)
                return;
            if (events.Count >= eventsMax)
            {
                failure = new WatchOverflowException(Prefix, eventsMax);
                events = [];
                return;
            }
            events.Add(change);
        }
    }

    internal void Advance(long newRevision, bool progressWanted)
    {
        TaskCompletionSource? wake = null;
        lock (gate)
        {
            revision = Math.Max(revision, newRevision);
            progress |= progressWanted;
            if (progress || events.Count > 0 || failure is not null)
                (wake, arrival) = (arrival, null);
        }
        wake?.SetResult();
    }

    internal void Fail(Exception exception)
    {
        TaskCompletionSource? wake;
        lock (gate)
        {
            failure ??= exception;
            (wake, arrival) = (arrival, null);
        }
        wake?.SetResult();
    }

    private StoreBatch TakeLocked()
    {
        // The writer may be in the middle of a delivery: what was added is in order, so it counts already.
        if (events.Count > 0)
            revision = Math.Max(revision, events[^1].Revision);
        StoreBatch batch = new(revision, events);
        events = [];
        progress = false;
        return batch;
    }
}
