using System.Buffers.Text;

namespace Kubesharp.Store;

/// <summary>Writes a revision, as decimal digits, into bytes that were encoded before it was known.</summary>
internal static class RevisionDigits
{
    // The digits of long.MaxValue.
    private const int LengthMax = 19;

    public static ReadOnlyMemory<byte> Insert(ReadOnlyMemory<byte> bytes, int offset, long revision) =>
        Splice(bytes.Span, offset, 0, revision);

    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> bytes, int offset, long old, long revision)
    {
        Span<byte> digits = stackalloc byte[LengthMax];
        Utf8Formatter.TryFormat(old, digits, out int oldLength);
        return Splice(bytes.Span, offset, oldLength, revision);
    }

    public static ReadOnlyMemory<byte> Remove(ReadOnlyMemory<byte> bytes, int offset, long old)
    {
        Span<byte> digits = stackalloc byte[LengthMax];
        Utf8Formatter.TryFormat(old, digits, out int length);
        byte[] rest = GC.AllocateUninitializedArray<byte>(bytes.Length - length);
        bytes.Span[..offset].CopyTo(rest);
        bytes.Span[(offset + length)..].CopyTo(rest.AsSpan(offset));
        return rest;
    }

    private static byte[] Splice(ReadOnlySpan<byte> bytes, int offset, int removed, long revision)
    {
        Span<byte> digits = stackalloc byte[LengthMax];
        Utf8Formatter.TryFormat(revision, digits, out int length);
        byte[] spliced = GC.AllocateUninitializedArray<byte>(bytes.Length - removed + length);
        bytes[..offset].CopyTo(spliced);
        digits[..length].CopyTo(spliced.AsSpan(offset));
        bytes[(offset + removed)..].CopyTo(spliced.AsSpan(offset + length));
        return spliced;
    }
}
