using Kubesharp.Api.Transport;

namespace Kubesharp.ApiServer.WatchCache;

/// <summary>What a watcher is told.</summary>
/// <param name="Type">What happened, as the watcher's selector sees it.</param>
/// <param name="Object">The object; null for bookmarks and errors.</param>
/// <param name="Revision">The revision to go on from.</param>
public readonly record struct CacheEvent<TObject>(WatchEventType Type, TObject? Object, long Revision)
    where TObject : class
{
    /// <summary>On the bookmark that ends the initial events.</summary>
    public bool InitialEventsEnd { get; init; }
    /// <summary>More events are there already: a front may put off flushing.</summary>
    public bool More { get; init; }
    /// <summary>Of an Error event, which is always 410 Expired and the last one.</summary>
    public string Message { get; init; } = "";

    internal static CacheEvent<TObject> Expired(long requested, long oldest) =>
        new(WatchEventType.Error, null, oldest)
        {
            Message = $"too old resource version: {requested} ({oldest})",
        };
}

/// <summary>What to watch and from where.</summary>
public sealed record CacheWatchRequest<TObject>
    where TObject : class
{
    /// <summary>
    /// Events after this revision. Null: first an ADDED for each object of the present snapshot, then what follows.
    /// </summary>
    public long? AfterRevision { get; init; }
    /// <summary>A namespace with its slash, or empty for all.</summary>
    public string KeyPrefix { get; init; } = "";
    /// <summary>One object only: its key. Empty: all below the prefix.</summary>
    public string Key { get; init; } = "";
    /// <summary>Only objects with this index value; null: all. Needs <c>IndexBy</c>.</summary>
    public string? IndexValue { get; init; }
    /// <summary>The selectors; null: everything. Runs on the watcher's side, on shared immutable objects.</summary>
    public Func<TObject, bool>? Matches { get; init; }
    /// <summary>A bookmark about every minute, and one before the timeout.</summary>
    public bool Bookmarks { get; init; }
    /// <summary>After the initial events comes the bookmark that says so (KEP-3157).</summary>
    public bool InitialEventsEnd { get; init; }
    /// <summary>When the stream ends by itself; null: with its cancellation.</summary>
    public TimeSpan? Timeout { get; init; }
}
