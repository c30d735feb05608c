using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Kubesharp.Api;

/// <summary>Writes one protobuf value of a list or map, with its tag.</summary>
public delegate void ProtoWrite<in T>(ref ProtoSink sink, int number, T value);

/// <summary>
/// Writes protobuf from the end to the start, so that the length of a message is known when its head is written. The
/// generated writers therefore write their fields from the highest number to the lowest.
/// </summary>
public ref struct ProtoSink
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2;

    private byte[] buffer;
    private int start;

    internal ProtoSink(int capacity)
    {
        buffer = ArrayPool<byte>.Shared.Rent(capacity);
        start = buffer.Length;
    }

    internal readonly ReadOnlySpan<byte> Written => buffer.AsSpan(start);

    internal void Return()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        start = 0;
    }

    /// <summary>Where a message ends that is about to be written; hand it to <see cref="Close"/>.</summary>
    public readonly int Open() => buffer.Length - start;

    /// <summary>Puts length and tag in front of what was written since <see cref="Open"/>.</summary>
    public void Close(int end, int number)
    {
        Number((ulong)(buffer.Length - start - end));
        Tag(number, Delimited);
    }

    public void Message<T>(int number, T? message)
        where T : class, IApiMessage
    {
        if (message is null)
            return;
        int end = Open();
        message.WriteProto(ref this);
        Close(end, number);
    }

    public void Value(int number, string? value)
    {
        if (value is null)
            return;
        int length = value.Length;
        // Nearly all text is ASCII, where characters and bytes are one to one.
        if (Ascii.FromUtf16(value, Take(length), out int written) != OperationStatus.Done || written != length)
        {
            start += length;
            length = Encoding.UTF8.GetByteCount(value);
            Encoding.UTF8.GetBytes(value, Take(length));
        }
        Number((ulong)length);
        Tag(number, Delimited);
    }

    public void Value(int number, int? value) => Value(number, (long?)value);

    public void Value(int number, long? value)
    {
        if (value is not { } known)
            return;
        Number((ulong)known);
        Tag(number, Varint);
    }

    public void Value(int number, bool? value)
    {
        if (value is not { } known)
            return;
        Take(1)[0] = known ? (byte)1 : (byte)0;
        Tag(number, Varint);
    }

    public void Value(int number, double? value)
    {
        if (value is not { } known)
            return;
        BinaryPrimitives.WriteDoubleLittleEndian(Take(8), known);
        Tag(number, Fixed64);
    }

    public void Value(int number, Time? value)
    {
        if (value is not { } known)
            return;
        int end = Open();
        // The zero value is Go's zero time, whose message is empty.
        if (known != default)
        {
            Value(2, 0);
            Value(1, known.UnixSeconds);
        }
        Close(end, number);
    }

    public void Value(int number, MicroTime? value)
    {
        if (value is not { } known)
            return;
        int end = Open();
        Value(2, known.Nanos);
        Value(1, known.UnixSeconds);
        Close(end, number);
    }

    public void Value(int number, Duration? value)
    {
        if (value is not { } known)
            return;
        int end = Open();
        Value(1, known.Nanoseconds);
        Close(end, number);
    }

    public void Value(int number, Quantity? value)
    {
        if (value is not { } known)
            return;
        int end = Open();
        Value(1, known.ToString());
        Close(end, number);
    }

    public void Value(int number, IntOrString? value)
    {
        if (value is not { } known)
            return;
        int end = Open();
        Value(3, known.StringValue);
        Value(2, known.IntValue);
        Value(1, known.IsString ? 1 : 0);
        Close(end, number);
    }

    public void Value(int number, Bytes? value)
    {
        if (value is { IsNull: false } known)
            Raw(number, known.Span);
    }

    public void Value(int number, RawJson? value)
    {
        if (value is not { } known)
            return;
        int end = Open();
        if (!known.IsNull)
            Raw(1, known.Span);
        Close(end, number);
    }

    /// <summary>The message of a struct that holds nothing: Go writes it where no pointer stands.</summary>
    public void EmptyMessage(int number, bool isEmpty)
    {
        if (isEmpty)
            Close(Open(), number);
    }

    public void Messages<T>(int number, IReadOnlyList<T> list)
        where T : class, IApiMessage
    {
        for (int index = list.Count - 1; index >= 0; index--)
            Message(number, list[index]);
    }

    public void List<T>(int number, IReadOnlyList<T> list, ProtoWrite<T> write)
    {
        for (int index = list.Count - 1; index >= 0; index--)
            write(ref this, number, list[index]);
    }

    public void StringMap(int number, IReadOnlyDictionary<string, string> map) =>
        Map(number, map, static (ref ProtoSink sink, int inner, string value) => sink.Value(inner, value));

    public void MessageMap<T>(int number, IReadOnlyDictionary<string, T> map)
        where T : class, IApiMessage =>
        Map(number, map, static (ref ProtoSink sink, int inner, T value) => sink.Message(inner, value));

    public void Map<T>(int number, IReadOnlyDictionary<string, T> map, ProtoWrite<T> write)
    {
        if (map.Count == 0)
            return;
        MapOrder.Sort(map, out ReadOnlySpan<string> keys, out ReadOnlySpan<T> values);
        for (int index = keys.Length - 1; index >= 0; index--)
        {
            int end = Open();
            write(ref this, 2, values[index]);
            Value(1, keys[index]);
            Close(end, number);
        }
    }

    internal void Raw(int number, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Take(bytes.Length));
        Number((ulong)bytes.Length);
        Tag(number, Delimited);
    }

    internal void Prefix(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private void Tag(int number, int wireType) => Number((ulong)((number << 3) | wireType));

    private void Number(ulong value)
    {
        if (value < 0x80 && start > 0)
        {
            buffer[--start] = (byte)value;
            return;
        }
        int length = 1;
        for (ulong rest = value >> 7; rest != 0; rest >>= 7)
            length++;
        Span<byte> bytes = Take(length);
        for (int index = 0; index < length - 1; index++)
        {
            bytes[index] = (byte)(value | 0x80);
            value >>= 7;
        }
        bytes[length - 1] = (byte)value;
    }

    private Span<byte> Take(int length)
    {
        if (start < length)
            Grow(length);
        start -= length;
        return buffer.AsSpan(start, length);
    }

    private void Grow(int length)
    {
        int used = buffer.Length - start;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, used + length));
        buffer.AsSpan(start).CopyTo(larger.AsSpan(larger.Length - used));
        ArrayPool<byte>.Shared.Return(buffer);
        start = larger.Length - used;
        buffer = larger;
    }
}
