namespace Kubesharp.Api.ManagedFields;

/// <summary>
/// Shares FieldsV1 between objects: the bytes, and the set that they mean. Objects of one template have the same shape,
/// so a busy cluster knows few. A direct-mapped table; a race costs at most one more copy, because an entry is
/// immutable and checked by content.
/// </summary>
internal static class FieldsCache
{
    // More shapes than a cluster has templates; the largest that is kept is far above a Pod's.
    private const int Size = 512;
    private const int LengthMax = 16 * 1024;

    private static readonly Shape?[] Table = new Shape?[Size];

    /// <summary>Takes bytes into the compact form.</summary>
    internal delegate RawJson Compacting(ReadOnlySpan<byte> json);

    /// <summary>The compact form of bytes that are known to be well-formed, shared with whoever has the same.</summary>
    public static RawJson Share(Compacting compact, ReadOnlySpan<byte> json)
    {
        if (json.Length > LengthMax)
            return compact(json);
        ref Shape? slot = ref SlotOf(json);
        if (slot is { } known && known.Json.Span.SequenceEqual(json))
            return known.Json;
        RawJson made = compact(json);
        if (made.Span.Length == json.Length)
            slot = new Shape(made);
        return made;
    }

    /// <summary>The bytes, which are compact already.</summary>
    public static RawJson ShareCompact(ReadOnlySpan<byte> compact) =>
        Share(static bytes => new RawJson(bytes.ToArray()), compact);

    /// <summary>The set that the bytes mean.</summary>
    public static FieldSet Decode(RawJson json, Func<RawJson, FieldSet> decode)
    {
        if (json.Span.Length > LengthMax)
            return decode(json);
        ref Shape? slot = ref SlotOf(json.Span);
        if (slot is not { } known || !known.Json.Equals(json))
            slot = known = new Shape(json);
        return known.Set ??= decode(json);
    }

    private static ref Shape? SlotOf(ReadOnlySpan<byte> json)
    {
        HashCode hash = default;
        hash.AddBytes(json);
        return ref Table[hash.ToHashCode() & (Size - 1)];
    }

    private sealed class Shape(RawJson json)
    {
        public RawJson Json { get; } = json;
        public FieldSet? Set { get; set; }
    }
}
