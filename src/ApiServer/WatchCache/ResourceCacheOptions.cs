using Kubesharp.Store;

namespace Kubesharp.ApiServer.WatchCache;

/// <summary>What a cache holds and its limits.</summary>
/// <typeparam name="TObject">One version of an object, immutable and shared by all readers.</typeparam>
public sealed record ResourceCacheOptions<TObject>
    where TObject : class
{
    /// <summary>The store keys of the resource, with the slash at the end; the cache's keys are what follows.</summary>
    public required string Prefix { get; init; }
    /// <summary>
    /// Makes the shared version from the stored bytes, whose revision is <see cref="StoredValue.ModRevision"/>. Called
    /// by the loop for each write: it should put off decoding.
    /// </summary>
    public required Func<StoredValue, TObject> Read { get; init; }
    /// <summary>
    /// The value that a hot field selector compares (a Pod's spec.nodeName). Watches and lists of one value then cost
    /// nothing for the changes of the others. Null: no index.
    /// </summary>
    public Func<TObject, string>? IndexBy { get; init; }
    /// <summary>The labels of an object, for lists that select by one again and again. Null: they read all.</summary>
    public Func<TObject, IReadOnlyDictionary<string, string>>? LabelsOf { get; init; }
    /// <summary>Events kept for watches that start in the past, at first. Defaults to 1,024.</summary>
    public int EventsMin { get; init; } = 1024;
    /// <summary>
    /// Events kept at most; the ring grows to it while its oldest event is younger than <see cref="EventsFresh"/>.
    /// Defaults to 65,536.
    /// </summary>
    public int EventsMax { get; init; } = 65_536;
    /// <summary>
    /// How far back a watch should be able to start. 75 seconds, as in Kubernetes: more than the minute between two
    /// bookmarks.
    /// </summary>
    public TimeSpan EventsFresh { get; init; } = TimeSpan.FromSeconds(75);
    /// <summary>Events that wait for one watcher; over it the watch ends as expired. Defaults to 16,384.</summary>
    public int WatcherEventsMax { get; init; } = 16_384;
    /// <summary>How long a read waits for the cache to see a revision. 3 seconds, as in Kubernetes.</summary>
    public TimeSpan FreshnessTimeout { get; init; } = TimeSpan.FromSeconds(3);
    /// <summary>Between two bookmarks of a watch. About a minute, as in Kubernetes.</summary>
    public TimeSpan BookmarkPeriod { get; init; } = TimeSpan.FromMinutes(1);
    /// <summary>How long the snapshot of a paged list is kept for its next page. Defaults to 5 minutes.</summary>
    public TimeSpan PageKeep { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>Snapshots kept for pages at most; the oldest goes first. Defaults to 256.</summary>
    public int PagesMax { get; init; } = 256;
}
