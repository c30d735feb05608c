namespace Kubesharp.Store.Sqlite;

/// <summary>
/// The default store: one SQLite file with an append-only log of revisions, the current state in memory. A single
/// writer commits all writes that wait together, so that many of them share one flush to disk.
/// </summary>
/// <remarks>
/// The writer thread owns the log, the draft of the ledger and the compaction. Order of a batch: apply to the draft,
/// commit to disk, publish, deliver to watches, answer. Readers and watchers see published state only.
/// </remarks>
public sealed class SqliteStore : IStore
{
    // Rows of history read in one go for a watch that starts in the past; the reader's thread waits for the disk.
    private const int HistoryRows = 1000;

    private static readonly WriteResult CompactionDone = new() { Outcome = WriteOutcome.Written };

    private readonly string path;
    private readonly TimeProvider time;
    private readonly DataLock dataLock;
    private readonly SqliteLog log;
    private readonly Ledger ledger;
    private readonly WatchHub hub;
    private readonly CompactionSchedule schedule;
    private readonly WriteQueue queue;
    private readonly Task writer;
    private long compactedRevision;
    private StoreException? broken;

    private SqliteStore(string path, StoreOptions options, TimeProvider time, DataLock dataLock, SqliteLog log)
    {
        this.path = path;
        this.time = time;
        this.dataLock = dataLock;
        this.log = log;
        Options = options;
        ledger = new Ledger(options);
        (IReadOnlyCollection<StoredValue> values, long revision) = log.Load();
        ledger.Restore(values, revision);
        compactedRevision = log.CompactedRevision;
        hub = new WatchHub(options.WatchEventsMax, revision);
        schedule = new CompactionSchedule(options);
        queue = new WriteQueue(options.QueuedWritesMax);
        // SQLite blocks, so the writer has a thread of its own; it is the only one that the store starts.
        writer = Task.Factory.StartNew(
            RunWriter, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public StoreOptions Options { get; }

    public long CompactedRevision => Volatile.Read(ref compactedRevision);

    /// <summary>
    /// Opens or creates the database. Throws <see cref="StoreException"/> with cause and remedy when it is in use,
    /// damaged, not writable or newer than this program.
    /// </summary>
    public static SqliteStore Open(string path, StoreOptions options, TimeProvider time)
    {
        StoreException.ThrowIfInvalid(options);
        DataLock dataLock = DataLock.Take(path);
        SqliteLog? log = null;
        try
        {
            log = SqliteLog.Open(path);
            return new SqliteStore(path, options, time, dataLock, log);
        }
        catch
        {
            log?.Dispose();
            dataLock.Dispose();
            throw;
        }
    }

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

    public async Task<WriteResult> WriteAsync(StoreWrite write, CancellationToken cancellationToken) =>
        ledger.Check(write) ?? await SendAsync(new StoreRequest { Write = write }, cancellationToken);

    public IStoreWatch Watch(string prefix, long afterRevision)
    {
        ThrowIfCompacted(afterRevision);
        return hub.Add(prefix, afterRevision, ReadHistory);
    }

    public async Task<long> CompactAsync(long revision, CancellationToken cancellationToken)
    {
        await SendAsync(new StoreRequest { CompactRevision = revision }, cancellationToken);
        return CompactedRevision;
    }

    /// <summary>Finishes the writes that wait, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await writer;
    }

    private async Task<WriteResult> SendAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        if (!await queue.EnqueueAsync(request, cancellationToken))
            throw Volatile.Read(ref broken) ?? StoreException.Closed();
        return await request.Completion.Task.WaitAsync(cancellationToken);
    }

    private StoreBatch ReadHistory(string prefix, long afterRevision, long lastRevision)
    {
        StoreBatch page = SqliteLog.ReadHistory(path, prefix, afterRevision, lastRevision, HistoryRows);
        // Asked afterwards: what was compacted while the page was read may be missing in it.
        ThrowIfCompacted(afterRevision);
        return page;
    }

    private void ThrowIfCompacted(long afterRevision)
    {
        long compacted = CompactedRevision;
        if (afterRevision < compacted)
            throw new CompactedException(afterRevision, compacted);
    }

    private void RunWriter()
    {
        List<StoreRequest> batch = [];
        while (queue.Take(batch, Options.BatchWritesMax, idle: !log.SweepPending || broken is not null))
        {
            // Writes first: they need not wait for a compaction, and its failure is none of theirs.
            Answer(batch, compactions: false, Attempt(() => Commit(batch)));
            Answer(batch, compactions: true, Attempt(() => Compact(batch)));
            batch.Clear();
        }
        hub.Fail(broken ?? StoreException.Closed());
        log.Dispose();
        dataLock.Dispose();
    }

    /// <summary>Does a step of the writer and returns why it failed.</summary>
    private StoreException? Attempt(Action step)
    {
        if (broken is not null)
            return broken;
        try
        {
            step();
            return null;
        }
        catch (StoreException exception)
        {
            // Rolled back: the disk is full, say. This step failed, later ones may succeed.
            ledger.Discard();
            return exception;
        }
        catch (Exception exception)
        {
            // What is on disk is unknown now. Nothing more is written; the next start reads what is there.
            ledger.Discard();
            Break(exception);
            return broken;
        }
    }

    private void Break(Exception exception)
    {
        string cause = (exception as CommitException)?.InnerException?.Message ?? exception.Message;
        Volatile.Write(ref broken, new StoreException(
            $"The store stopped because a commit failed: {cause} Restart the server once the cause is gone.",
            exception));
        hub.Fail(broken!);
    }

    private void Commit(List<StoreRequest> batch)
    {
        foreach (StoreRequest request in batch)
        {
            if (request.Write is not null)
                request.Result = ledger.Apply(request.Write);
        }
        if (ledger.Drafted.Count == 0)
            return;
        log.Append(ledger.Drafted);
        hub.Publish(ledger);
    }

    private void Compact(List<StoreRequest> batch)
    {
        long requested = 0;
        foreach (StoreRequest request in batch)
            requested = Math.Max(requested, request.CompactRevision ?? 0);
        long revision = ledger.State.Revision;
        long target = Math.Max(schedule.Observe(time.GetUtcNow(), revision) ?? 0, Math.Min(requested, revision));
        if (target > log.CompactedRevision)
        {
            log.Compact(target);
            Volatile.Write(ref compactedRevision, target);
        }
        if (log.SweepPending)
            log.Sweep();
    }

    private static void Answer(List<StoreRequest> batch, bool compactions, StoreException? failure)
    {
        foreach (StoreRequest request in batch)
        {
            if (request.CompactRevision.HasValue != compactions)
                continue;
            if (failure is null)
                request.Completion.SetResult(request.Result ?? CompactionDone);
            else
                request.Completion.SetException(failure);
        }
    }
}
