using System.Buffers.Binary;
using System.Text;

namespace Kubesharp.Api;

/// <summary>
/// Shares strings that come again and again: label keys, namespaces, image names, enum values. A direct-mapped table;
/// a race costs at most one more string, because a reference is written at once and checked by content.
/// </summary>
internal static class StringCache
{
    // Twice the distinct short strings of a busy cluster's Pods; 64 KiB of references.
    private const int Size = 8192;
    // Longer than an image with its digest is mostly prose.
    private const int LengthMax = 160;
    // UIDs are not repeated often enough to be worth a slot.
    private const int UidLength = 36;

    private static readonly string?[] Table = new string?[Size];

    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
        if (utf8.Length > LengthMax || (utf8.Length == UidLength && utf8[8] == '-' && utf8[13] == '-'))
            return Encoding.UTF8.GetString(utf8);
        ref string? slot = ref Table[Hash(utf8) & (Size - 1)];
        string? known = slot;
        if (known is not null && known.Length == utf8.Length && Ascii.Equals(utf8, known))
            return known;
        string text = Encoding.UTF8.GetString(utf8);
        if (text.Length == utf8.Length)
            slot = text;
        return text;
    }

    // Eight bytes a step; the table is checked by content, so a weak hash costs speed only.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong factor = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)bytes.Length * factor;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * factor;
            hash ^= hash >> 32;
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (byte current in bytes)
            hash = (hash ^ current) * factor;
        return (uint)(hash >> 40);
    }
}
