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
    // UIDs (36) and digests are not repeated often enough to be worth a slot.
    private const int LengthMax = 35;

    private static readonly string?[] Table = new string?[Size];

    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
        if (utf8.Length > LengthMax)
            return Encoding.UTF8.GetString(utf8);
        uint hash = 2166136261;
        foreach (byte current in utf8)
            hash = (hash ^ current) * 16777619;
        ref string? slot = ref Table[(hash ^ (hash >> 15)) & (Size - 1)];
        string? known = slot;
        if (known is not null && known.Length == utf8.Length && Ascii.Equals(utf8, known))
            return known;
        string text = Encoding.UTF8.GetString(utf8);
        if (text.Length == utf8.Length)
            slot = text;
        return text;
    }
}
