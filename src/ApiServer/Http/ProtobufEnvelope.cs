using System.Buffers;

namespace Kubesharp.ApiServer.Http;

/// <summary>
/// Kubernetes' wrapping of protobuf messages: the magic <c>k8s\0</c> and a message <c>Unknown</c> that says apiVersion
/// and kind and holds the object's own message.
/// </summary>
internal static class ProtobufEnvelope
{
    private const int TypeMetaTag = 1 << 3 | 2;
    private const int RawTag = 2 << 3 | 2;
    private const int ApiVersionTag = 1 << 3 | 2;
    private const int KindTag = 2 << 3 | 2;

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;
    // Content encoding and content type, both empty, are always written.
    private static ReadOnlySpan<byte> EmptyContentType => [3 << 3 | 2, 0, 4 << 3 | 2, 0];

    /// <summary>What an envelope holds; <see cref="Raw"/> is a range of the bytes that were read.</summary>
    public readonly record struct Content(string ApiVersion, string Kind, Range Raw);

    public static void Write(
        IBufferWriter<byte> output, string apiVersion, string kind, long messageLength,
            Action<IBufferWriter<byte>> message)
    {
        WriteHead(output, apiVersion, kind, messageLength);
        message(output);
        output.Write(EmptyContentType);
    }

    public static void Write(IBufferWriter<byte> output, string apiVersion, string kind, ReadOnlySpan<byte> message)
    {
        WriteHead(output, apiVersion, kind, message.Length);
        output.Write(message);
        output.Write(EmptyContentType);
    }

    public static void WriteHead(IBufferWriter<byte> output, string apiVersion, string kind, long messageLength)
    {
        int apiVersionLength = System.Text.Encoding.UTF8.GetByteCount(apiVersion);
        int kindLength = System.Text.Encoding.UTF8.GetByteCount(kind);
        output.Write(Magic);
        WriteByte(output, TypeMetaTag);
        WriteVarint(output, (ulong)(2 + VarintLength(apiVersionLength) + apiVersionLength
            + VarintLength(kindLength) + kindLength));
        WriteByte(output, ApiVersionTag);
        WriteText(output, apiVersion, apiVersionLength);
        WriteByte(output, KindTag);
        WriteText(output, kind, kindLength);
        WriteByte(output, RawTag);
        WriteVarint(output, (ulong)messageLength);
    }

    public static void WriteTail(IBufferWriter<byte> output) => output.Write(EmptyContentType);

    public static bool TryRead(ReadOnlySpan<byte> bytes, out Content content)
    {
        content = default;
        if (!bytes.StartsWith(Magic))
            return false;
        int at = Magic.Length;
        string apiVersion = "", kind = "";
        Range raw = default;
        while (at < bytes.Length)
        {
            if (!TryReadField(bytes, ref at, out int tag, out Range value))
                return false;
            if (tag == RawTag)
                raw = value;
            else if (tag == TypeMetaTag && !TryReadType(bytes[value], out apiVersion, out kind))
                return false;
        }
        content = new(apiVersion, kind, raw);
        return true;
    }

    public static int VarintLength(long value)
    {
        int length = 1;
        for (ulong rest = (ulong)value >> 7; rest != 0; rest >>= 7)
            length++;
        return length;
    }

    public static void WriteVarint(IBufferWriter<byte> output, ulong value)
    {
        Span<byte> span = output.GetSpan(10);
        int length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        span[length++] = (byte)value;
        output.Advance(length);
    }

    public static void WriteByte(IBufferWriter<byte> output, int value)
    {
        output.GetSpan(1)[0] = (byte)value;
        output.Advance(1);
    }

    public static void WriteText(IBufferWriter<byte> output, string text, int length)
    {
        WriteVarint(output, (ulong)length);
        Span<byte> span = output.GetSpan(length);
        output.Advance(System.Text.Encoding.UTF8.GetBytes(text, span));
    }

    private static bool TryReadType(ReadOnlySpan<byte> message, out string apiVersion, out string kind)
    {
        (apiVersion, kind) = ("", "");
        int at = 0;
        while (at < message.Length)
        {
            if (!TryReadField(message, ref at, out int tag, out Range value))
                return false;
            if (tag == ApiVersionTag)
                apiVersion = System.Text.Encoding.UTF8.GetString(message[value]);
            else if (tag == KindTag)
                kind = System.Text.Encoding.UTF8.GetString(message[value]);
        }
        return true;
    }

    // Every field of the envelope is length-delimited.
    private static bool TryReadField(ReadOnlySpan<byte> bytes, ref int at, out int tag, out Range value)
    {
        value = default;
        if (!TryReadVarint(bytes, ref at, out ulong rawTag, out tag) || (rawTag & 7) != 2
            || !TryReadVarint(bytes, ref at, out ulong rawLength, out int length)
            || rawLength > (ulong)(bytes.Length - at))
        {
            return false;
        }
        value = at..(at + length);
        at += length;
        return true;
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> bytes, ref int at, out ulong value, out int narrow)
    {
        (value, narrow) = (0, 0);
        for (int shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            byte part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                narrow = (int)Math.Min(value, int.MaxValue);
                return true;
            }
        }
        return false;
    }
}
