namespace Kubesharp.Store;

/// <summary>One compare-and-put or compare-and-delete.</summary>
public sealed record StoreWrite
{
    /// <summary>The whole key: not empty, at most <see cref="StoreOptions.KeyLengthMax"/> characters.</summary>
    public required string Key { get; init; }
    /// <summary>
    /// The new bytes; null deletes. The store takes them over: do not change them afterwards. With a revision to insert
    /// it makes a copy instead, before the write completes.
    /// </summary>
    public ReadOnlyMemory<byte>? Value { get; init; }
    /// <summary>
    /// Where in <see cref="Value"/> the store inserts the digits of the new revision, as between the quotes of
    /// <c>"resourceVersion":""</c>. -1: nowhere.
    /// </summary>
    public int RevisionOffset { get; init; } = -1;
    /// <summary>
    /// What the bytes say, for readers in this process, who need not decode them then. Immutable, and never on disk:
    /// after a restart there are only the bytes.
    /// </summary>
    public object? Decoded { get; init; }
    /// <summary>The revision that the key must have: 0 for a key that must not exist, null for any.</summary>
    public long? ExpectedRevision { get; init; }

    public static StoreWrite Create(string key, ReadOnlyMemory<byte> value, int revisionOffset = -1) =>
        new() { Key = key, Value = value, RevisionOffset = revisionOffset, ExpectedRevision = 0 };

    public static StoreWrite Put(
        string key, ReadOnlyMemory<byte> value, long? expectedRevision, int revisionOffset = -1) =>
        new() { Key = key, Value = value, RevisionOffset = revisionOffset, ExpectedRevision = expectedRevision };

    public static StoreWrite Delete(string key, long? expectedRevision) =>
        new() { Key = key, ExpectedRevision = expectedRevision };
}

public enum WriteOutcome
{
    Written,
    /// <summary>The key has another revision than expected, or a deletion found no key.</summary>
    Conflict,
    /// <summary>Over a limit of <see cref="StoreOptions"/>; <see cref="WriteResult.Message"/> names it.</summary>
    TooLarge,
}

/// <summary>What became of a write.</summary>
public sealed record WriteResult
{
    public required WriteOutcome Outcome { get; init; }
    /// <summary>The revision of the write; 0 when it was refused.</summary>
    public long Revision { get; init; }
    /// <summary>
    /// After a put the value as stored; after a delete the value that is gone; after a conflict the value that is
    /// there, null when the key does not exist.
    /// </summary>
    public StoredValue? Value { get; init; }
    /// <summary>Why not, fit for a user. Empty after success.</summary>
    public string Message { get; init; } = "";
    public bool Succeeded => Outcome == WriteOutcome.Written;
}

/// <summary>A consistent part of the state.</summary>
/// <param name="Revision">The revision that the values are a snapshot of.</param>
/// <param name="Values">Ordered by key.</param>
/// <param name="More">Whether the limit cut values off; read on from the last key followed by <c>\0</c>.</param>
public sealed record RangeResult(long Revision, IReadOnlyList<StoredValue> Values, bool More);
