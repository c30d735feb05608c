namespace Kubesharp.Store;

/// <summary>
/// The current state and the rules of a write, for every store that keeps the state in memory. Writes collect in a
/// draft; <see cref="Publish"/> makes them visible once they are durable, <see cref="Discard"/> forgets them.
/// </summary>
/// <remarks>One owner writes; <see cref="State"/> may be read from any thread.</remarks>
internal sealed class Ledger(StoreOptions options)
{
    private readonly List<StoreEvent> events = [];
    private SortedTree<StoredValue>.Builder draft = SortedTree<StoredValue>.Empty.ToBuilder();
    private long draftRevision = LedgerState.RevisionFirst;
    private LedgerState state = LedgerState.Empty;

    /// <summary>What is published.</summary>
    public LedgerState State => Volatile.Read(ref state);

    /// <summary>The events of the draft, in revision order.</summary>
    public IReadOnlyList<StoreEvent> Drafted => events;

    /// <summary>Starts from a state that was read from disk. Before the first write.</summary>
    public void Restore(IEnumerable<StoredValue> values, long revision)
    {
        foreach (StoredValue value in values)
            draft.Set(value.Key, value);
        draftRevision = revision;
        Publish();
    }

    /// <summary>Refuses what is over a limit; null when the write may go on.</summary>
    public WriteResult? Check(StoreWrite write)
    {
        ArgumentException.ThrowIfNullOrEmpty(write.Key);
        if (write.Key.Length > options.KeyLengthMax)
        {
            return TooLarge($"The key has {write.Key.Length} characters; the store takes at most "
                + $"{options.KeyLengthMax} ({nameof(StoreOptions.KeyLengthMax)}).");
        }
        if (write.Value is not { } value)
            return null;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(write.RevisionOffset, value.Length);
        if (value.Length > options.ValueBytesMax)
        {
            return TooLarge($"The value has {value.Length} bytes; the store takes at most "
                + $"{options.ValueBytesMax} ({nameof(StoreOptions.ValueBytesMax)}).");
        }
        return null;
    }

    /// <summary>Applies a write that passed <see cref="Check"/> to the draft.</summary>
    public WriteResult Apply(StoreWrite write)
    {
        draft.TryGetValue(write.Key, out StoredValue? current);
        bool expected = write.ExpectedRevision is not { } revision || revision == (current?.ModRevision ?? 0);
        if (!expected || (write.Value is null && current is null))
            return Conflict(write, current);

        long next = ++draftRevision;
        if (write.Value is not { } bytes)
        {
            draft.Remove(write.Key);
            events.Add(new StoreEvent(write.Key, next, null, current));
            return new WriteResult { Outcome = WriteOutcome.Written, Revision = next, Value = current };
        }

        ReadOnlyMemory<byte> stored =
            write.RevisionOffset < 0 ? bytes : RevisionDigits.Insert(bytes, write.RevisionOffset, next);
        StoredValue value = new(
            current?.Key ?? write.Key, stored, current?.CreateRevision ?? next, next, write.RevisionOffset)
        {
            Decoded = write.Decoded,
        };
        draft.Set(value.Key, value);
        events.Add(new StoreEvent(value.Key, next, value, current));
        return new WriteResult { Outcome = WriteOutcome.Written, Revision = next, Value = value };
    }

    /// <summary>Makes the draft the state and hands over its events.</summary>
    public IReadOnlyList<StoreEvent> Publish()
    {
        StoreEvent[] published = [.. events];
        events.Clear();
        Volatile.Write(ref state, new LedgerState(draft.ToTree(), draftRevision));
        return published;
    }

    /// <summary>Forgets the draft; its revisions were seen by nobody.</summary>
    public void Discard()
    {
        events.Clear();
        draft = State.Values.ToBuilder();
        draftRevision = State.Revision;
    }

    private static WriteResult Conflict(StoreWrite write, StoredValue? current)
    {
        string found = current is null ? "does not exist" : $"has revision {current.ModRevision}";
        string wanted = write.ExpectedRevision switch
        {
            null => "to exist",
            0 => "not to exist",
            long revision => $"to have revision {revision}",
        };
        return new WriteResult
        {
            Outcome = WriteOutcome.Conflict,
            Value = current,
            Message = $"The key {write.Key} {found}, but the write expects it {wanted}.",
        };
    }

    private static WriteResult TooLarge(string message) =>
        new() { Outcome = WriteOutcome.TooLarge, Message = message };
}

/// <summary>All values at one revision.</summary>
internal sealed record LedgerState(SortedTree<StoredValue> Values, long Revision)
{
    // 0 means "not there" and "any" in requests, so the empty store is already at 1.
    internal const long RevisionFirst = 1;

    public static LedgerState Empty { get; } = new(SortedTree<StoredValue>.Empty, RevisionFirst);

    public RangeResult Range(string prefix, string from, int limit)
    {
        List<StoredValue> values = limit > 0 ? [] : new(Values.CountPrefix(prefix));
        foreach ((_, StoredValue value) in Values.Scan(prefix, from))
        {
            if (limit > 0 && values.Count == limit)
                return new RangeResult(Revision, values, true);
            values.Add(value);
        }
        return new RangeResult(Revision, values, false);
    }
}
