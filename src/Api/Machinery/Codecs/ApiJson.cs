using System.Buffers;
using System.Text;

namespace Kubesharp.Api;

/// <summary>JSON of the API's records, byte for byte as Kubernetes writes it.</summary>
public static class ApiJson
{
    /// <summary>Reads one message. Throws <see cref="DecodeException"/>.</summary>
    public static T Read<T>(ReadOnlySpan<byte> utf8, DecodeReport? report = null)
        where T : IApiMessage<T>
    {
        JsonSource source = new(utf8, static () => T.Schema, report);
        return source.ReadDocument(static (ref JsonSource inner) => T.ReadJson(ref inner));
    }

    public static void Write<T>(T message, IBufferWriter<byte> output)
        where T : IApiMessage
    {
        JsonSink sink = new(output);
        message.WriteJson(ref sink);
        sink.Flush();
    }

    /// <summary>Any message of a built-in kind; for kinds that have another codec use that.</summary>
    public static byte[] ToBytes(IKind message)
    {
        ArrayBufferWriter<byte> output = new(1024);
        Write((IApiMessage)message, output);
        return output.WrittenSpan.ToArray();
    }

    public static string ToText(IApiMessage message)
    {
        ArrayBufferWriter<byte> output = new(1024);
        Write(message, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>
    /// Writes an object without a resourceVersion and says where, counted from the first written byte, the text goes
    /// that <see cref="Splice"/> puts in. Length is that of the empty slot: 0.
    /// </summary>
    public static (int Offset, int Length) WriteWithRevisionSlot(ApiObject value, IBufferWriter<byte> output)
    {
        ArrayBufferWriter<byte> bytes = new(1024);
        ApiObject slotted = value with { Metadata = value.Metadata with { ResourceVersion = "" } };
        Write((IApiMessage)slotted, bytes);
        output.Write(bytes.WrittenSpan);
        return (RevisionSlot.Find(bytes.WrittenSpan), 0);
    }

    /// <summary>The final bytes: those of <see cref="WriteWithRevisionSlot"/> with the revision at its place.</summary>
    public static byte[] Splice(ReadOnlySpan<byte> bytes, int offset, long revision)
    {
        Span<byte> text = stackalloc byte[48];
        int length = RevisionSlot.Text(bytes, offset, revision, text);
        byte[] result = new byte[bytes.Length + length];
        bytes[..offset].CopyTo(result);
        text[..length].CopyTo(result.AsSpan(offset));
        bytes[offset..].CopyTo(result.AsSpan(offset + length));
        return result;
    }
}
