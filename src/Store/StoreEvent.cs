namespace Kubesharp.Store;

/// <summary>One change of one key.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Revision">The revision of the change.</param>
/// <param name="Value">The new value; null when the key was deleted.</param>
/// <param name="Previous">
/// The value before. Null when there was none, and also when it was compacted before the event was read; the previous
/// value of a deletion is always there.
/// </param>
public sealed record StoreEvent(string Key, long Revision, StoredValue? Value, StoredValue? Previous)
{
    public bool IsDelete => Value is null;
}

/// <summary>Events in revision order.</summary>
/// <param name="Revision">With these, the reader has seen every event of its prefix up to this revision.</param>
/// <param name="Events">May be empty after <see cref="IStoreWatch.RequestProgress"/>.</param>
public sealed record StoreBatch(long Revision, IReadOnlyList<StoreEvent> Events);
