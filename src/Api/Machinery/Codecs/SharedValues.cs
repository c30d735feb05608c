namespace Kubesharp.Api;

/// <summary>
/// Parts of objects that come again and again with each object of a template: probes, tolerations, labels. A
/// direct-mapped table from their JSON or protobuf to the value (no message of ours begins as JSON does); a race costs
/// at most one more copy, because entries are immutable and checked by content.
/// </summary>
internal static class SharedValues
{
    /// <summary>Shorter is quicker read than found.</summary>
    public const int LengthMin = 24;
    /// <summary>Bounds the table: 2,048 entries of this length would be 4 MiB.</summary>
    public const int LengthMax = 2048;
    private const int Size = 2048;

    private static readonly Entry?[] Table = new Entry?[Size];

    public static ref Entry? SlotOf(ReadOnlySpan<byte> bytes)
    {
        HashCode hash = default;
        hash.AddBytes(bytes);
        return ref Table[hash.ToHashCode() & (Size - 1)];
    }

    /// <param name="bytes">The JSON or protobuf.</param>
    /// <param name="value">What it says.</param>
    /// <param name="isChecked">Known to have neither unknown nor duplicate fields.</param>
    public sealed class Entry(byte[] bytes, object value, bool isChecked)
    {
        public byte[] Bytes { get; } = bytes;
        public object Value { get; } = value;
        public bool IsChecked { get; } = isChecked;
    }
}
