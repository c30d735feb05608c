namespace Kubesharp.Store;

/// <summary>
/// Keys, bytes and revisions; knows no kind. Every successful write takes the next revision of one counter for the
/// whole store, so a revision names a state of everything. Nothing is visible, to readers or to watchers, before it is
/// as durable as the store makes it. Safe from any thread; the Memory store also runs whole on a single thread.
/// </summary>
/// <remarks>Keys compare by ordinal (UTF-16 code unit) order, which for the ASCII keys of the API is byte
/// order.</remarks>
public interface IStore : IAsyncDisposable
{
    /// <summary>The limits and periods that this store was opened with.</summary>
    StoreOptions Options { get; }

    /// <summary>
    /// The newest revision at the time of the call: every write acknowledged before has one that is not greater.
    /// An empty store starts at 1, so that 0 can mean "any" and "not there".
    /// </summary>
    ValueTask<long> GetCurrentRevisionAsync(CancellationToken cancellationToken);

    /// <summary>The newest value of a key, or null.</summary>
    ValueTask<StoredValue?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// The values whose keys begin with <paramref name="prefix"/>, ordered by key, as of one revision.
    /// </summary>
    /// <param name="prefix">Empty for the whole store.</param>
    /// <param name="from">The first key wanted, inclusive. Empty: from the start of the prefix.</param>
    /// <param name="limit">The most values to return. 0: all.</param>
    ValueTask<RangeResult> RangeAsync(string prefix, string from, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Puts or deletes one key if its revision is the expected one. Completes when the write is durable. Refusals
    /// (conflict, over a limit) are values; an exception means that the store is broken or closed
    /// (<see cref="StoreException"/>). A cancelled call may still have been written.
    /// </summary>
    Task<WriteResult> WriteAsync(StoreWrite write, CancellationToken cancellationToken);

    /// <summary>
    /// Every later change below a prefix, in revision order, without gaps: the first event is the first one whose
    /// revision is greater than <paramref name="afterRevision"/>. Throws <see cref="CompactedException"/> when those
    /// events are no longer kept.
    /// </summary>
    IStoreWatch Watch(string prefix, long afterRevision);

    /// <summary>
    /// Forgets superseded values and deletions up to a revision; watches from before it are refused from now on.
    /// Returns the compacted revision, which never falls and never passes the current one.
    /// </summary>
    Task<long> CompactAsync(long revision, CancellationToken cancellationToken);

    /// <summary>Watches from a revision before this one are refused. 0 when nothing was compacted.</summary>
    long CompactedRevision { get; }
}

/// <summary>A running watch. Has one reader.</summary>
public interface IStoreWatch : IAsyncDisposable
{
    /// <summary>
    /// Waits for the next events and takes all that are there. Throws <see cref="CompactedException"/> when the events
    /// that come next are no longer kept, and <see cref="WatchOverflowException"/> when the reader was too slow: then
    /// watch anew from the last revision read.
    /// </summary>
    ValueTask<StoreBatch> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Asks for a batch soon, even an empty one, whose revision is at least the store's current one at this call:
    /// tells a reader whose prefix is quiet that it has seen everything. Never blocks; requests may be merged.
    /// </summary>
    void RequestProgress();
}
