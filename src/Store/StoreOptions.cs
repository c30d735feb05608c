namespace Kubesharp.Store;

/// <summary>The limits and periods of a store.</summary>
public sealed record StoreOptions
{
    /// <summary>
    /// The largest value. 1.5 MiB is what etcd lets through in one request and so what users know as the limit of an
    /// object; the rest is head-room for fields that the server adds. Defaults to 1.5 MiB and 64 KiB.
    /// </summary>
    public int ValueBytesMax { get; init; } = 1536 * 1024 + 64 * 1024;
    /// <summary>
    /// The longest key. Prefix, group, resource, namespace (63) and name (253) stay well below. Defaults to 1,024.
    /// </summary>
    public int KeyLengthMax { get; init; } = 1024;
    /// <summary>Writes that share one commit to disk. Defaults to 1,024.</summary>
    public int BatchWritesMax { get; init; } = 1024;
    /// <summary>Writes that wait for the writer; more writers wait for their turn. Defaults to 4,096.</summary>
    public int QueuedWritesMax { get; init; } = 4096;
    /// <summary>Events that wait for one watch; over it the watch ends with an error. Defaults to 65,536.</summary>
    public int WatchEventsMax { get; init; } = 65_536;
    /// <summary>
    /// How long superseded revisions are kept for watches. Defaults to 5 minutes, as the API server of Kubernetes asks
    /// of etcd. Zero: only <see cref="KeepRevisions"/> counts.
    /// </summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>
    /// How many revisions are kept at most, however young, so that a storm of writes cannot fill the disk. Defaults to
    /// 500,000.
    /// </summary>
    public long KeepRevisions { get; init; } = 500_000;

    /// <summary>Every violation, one sentence each. Empty when all is well.</summary>
    public IReadOnlyList<string> Violations()
    {
        List<string> violations = [];
        Positive(ValueBytesMax, nameof(ValueBytesMax));
        Positive(KeyLengthMax, nameof(KeyLengthMax));
        Positive(BatchWritesMax, nameof(BatchWritesMax));
        Positive(QueuedWritesMax, nameof(QueuedWritesMax));
        Positive(WatchEventsMax, nameof(WatchEventsMax));
        Positive(KeepRevisions, nameof(KeepRevisions));
        if (Keep < TimeSpan.Zero)
            violations.Add($"{nameof(Keep)} must not be negative, but is {Keep}.");
        return violations;

        void Positive(long value, string name)
        {
            if (value <= 0)
                violations.Add($"{name} must be greater than 0, but is {value}.");
        }
    }
}
