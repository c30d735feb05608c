namespace Kubesharp.Store;

/// <summary>A value as the store keeps it. The bytes are shared by everyone and must never be changed.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Value">The bytes, with the revision written into them where the writer asked for it.</param>
/// <param name="CreateRevision">The revision that brought the key into being.</param>
/// <param name="ModRevision">The revision of the last write.</param>
/// <param name="RevisionOffset">Where the digits of the revision stand in the bytes; -1 when they do not.</param>
public sealed record StoredValue(
    string Key, ReadOnlyMemory<byte> Value, long CreateRevision, long ModRevision, int RevisionOffset)
{
    /// <summary>What the writer left of <see cref="StoreWrite.Decoded"/>; without the revision of the write.</summary>
    public object? Decoded { get; init; }

    /// <summary>
    /// The bytes are not in the form in which they would be written now (an old encryption key): writing the same again
    /// is not in vain.
    /// </summary>
    public bool IsStale { get; init; }

    /// <summary>A value from the bytes that a writer gave, with the digits of its revision put in.</summary>
    public static StoredValue FromWritten(
        string key, ReadOnlyMemory<byte> written, int revisionOffset, long createRevision, long modRevision) => new(
        key, revisionOffset < 0 ? written : RevisionDigits.Insert(written, revisionOffset, modRevision),
        createRevision, modRevision, revisionOffset);

    /// <summary>The bytes without the digits of the revision, as a writer would give them again.</summary>
    public ReadOnlyMemory<byte> Written => RevisionOffset < 0
        ? Value
        : RevisionDigits.Remove(Value, RevisionOffset, ModRevision);

    /// <summary>
    /// The same bytes with another revision in place of their own; for the last state of a deleted object, which
    /// watchers are shown at the revision of the deletion.
    /// </summary>
    public ReadOnlyMemory<byte> WithRevision(long revision) =>
        RevisionOffset < 0 ? Value : RevisionDigits.Replace(Value, RevisionOffset, ModRevision, revision);
}
