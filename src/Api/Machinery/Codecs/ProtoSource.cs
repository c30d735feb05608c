using System.Buffers.Binary;

namespace Kubesharp.Api;

/// <summary>Reads a protobuf value that <see cref="ProtoSource.NextField"/> stopped at.</summary>
public delegate T ProtoRead<out T>(ref ProtoSource source);

/// <summary>
/// A forward reader over one protobuf message. Unknown fields are passed over; a field with another wire type than
/// expected is refused.
/// </summary>
public ref struct ProtoSource
{
    private readonly ReadOnlySpan<byte> bytes;
    private int position;
    private int end;
    private int depth;
    private int wireType;

    internal ProtoSource(ReadOnlySpan<byte> message)
    {
        bytes = message;
        end = message.Length;
    }

    /// <summary>Steps to the next field; false at the end of the message.</summary>
    public bool NextField(out int number)
    {
        number = 0;
        if (position >= end)
            return false;
        ulong tag = Varint();
        number = (int)(tag >> 3);
        wireType = (int)(tag & 7);
        if (number <= 0)
            throw new DecodeException("proto: illegal tag");
        return true;
    }

    /// <summary>Enters a message; hand the result to <see cref="End"/>.</summary>
    public int Begin()
    {
        int length = Length();
        if (++depth > JsonSource.DepthMax)
            throw new DecodeException($"exceeded max depth of {JsonSource.DepthMax}");
        int outer = end;
        end = position + length;
        return outer;
    }

    public void End(int outer)
    {
        position = end;
        end = outer;
        depth--;
    }

    /// <summary>Passes over the current field.</summary>
    public void Skip()
    {
        switch (wireType)
        {
            case 0:
                Varint();
                break;
            case 1:
                Advance(8);
                break;
            case 2:
                Advance(Length());
                break;
            case 5:
                Advance(4);
                break;
            default:
                throw new DecodeException("proto: illegal wireType");
        }
    }

    public string String() => StringCache.Get(Delimited());

    public int Int32() => (int)Int64();

    public long Int64()
    {
        Expect(0);
        return (long)Varint();
    }

    public bool Bool() => Int64() != 0;

    public double Double()
    {
        Expect(1);
        int at = position;
        Advance(8);
        return BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]);
    }

    /// <summary>Null for the empty message, which stands for Go's zero time.</summary>
    public Time? Time()
    {
        (long seconds, _, bool isEmpty) = Timestamp();
        return isEmpty ? null : Api.Time.FromUnixSeconds(seconds);
    }

    public MicroTime? MicroTime()
    {
        (long seconds, int nanos, bool isEmpty) = Timestamp();
        return isEmpty ? null : Api.MicroTime.FromUnix(seconds, nanos);
    }

    public Duration Duration()
    {
        long nanoseconds = 0;
        int outer = Begin();
        while (NextField(out int number))
        {
            if (number == 1)
                nanoseconds = Int64();
            else
                Skip();
        }
        End(outer);
        return new Duration(nanoseconds);
    }

    public Quantity Quantity()
    {
        Quantity quantity = default;
        int outer = Begin();
        while (NextField(out int number))
        {
            if (number != 1)
                Skip();
            else if (String() is { Length: > 0 } text && !QuantityText.TryParse(text, out quantity, out string error))
                throw new DecodeException(error);
        }
        End(outer);
        return quantity;
    }

    public IntOrString IntOrString()
    {
        bool isString = false;
        int value = 0;
        string text = "";
        int outer = Begin();
        while (NextField(out int number))
        {
            if (number == 1)
                isString = Int64() == 1;
            else if (number == 2)
                value = Int32();
            else if (number == 3)
                text = String();
            else
                Skip();
        }
        End(outer);
        return isString ? new IntOrString(text) : new IntOrString(value);
    }

    public Bytes Bytes() => new(Delimited().ToArray());

    /// <summary>The raw JSON inside a message; the zero value when it holds none.</summary>
    public RawJson Raw()
    {
        RawJson raw = default;
        int outer = Begin();
        while (NextField(out int number))
        {
            if (number == 1)
                raw = RawJson.Parse(Delimited());
            else
                Skip();
        }
        End(outer);
        return raw;
    }

    public T Message<T>()
        where T : class, IApiMessage<T>
    {
        int outer = Begin();
        T message = T.ReadProto(ref this);
        End(outer);
        return message;
    }

    /// <summary>
    /// A message that objects of one template have in common: the value that was read of the same bytes.
    /// </summary>
    public T Shared<T>()
        where T : class, IApiMessage<T>
    {
        int before = position;
        ReadOnlySpan<byte> message = Delimited();
        if (message.Length is >= SharedValues.LengthMin and <= SharedValues.LengthMax)
        {
            ref SharedValues.Entry? slot = ref SharedValues.SlotOf(message);
            if (slot is { } known && known.Value is T value && known.Bytes.AsSpan().SequenceEqual(message))
                return value;
            position = before;
            value = Message<T>();
            slot = new(message.ToArray(), value, isChecked: true);
            return value;
        }
        position = before;
        return Message<T>();
    }

    /// <summary>One entry of a map: key is field 1, value is field 2.</summary>
    public void Entry<T>(ref MapBuilder<T> map, ProtoRead<T> read, T zero)
    {
        string key = "";
        T value = zero;
        int outer = Begin();
        while (NextField(out int number))
        {
            if (number == 1)
                key = String();
            else if (number == 2)
                value = read(ref this);
            else
                Skip();
        }
        End(outer);
        map.Add(key, value);
    }

    /// <summary>One element of a list, or several of a packed list of numbers.</summary>
    public void Packed<T>(ref ListBuilder<T> list, ProtoRead<T> read)
    {
        if (wireType != 2)
        {
            list.Add(read(ref this));
            return;
        }
        int outer = Begin();
        wireType = 0;
        while (position < end)
            list.Add(read(ref this));
        End(outer);
    }

    /// <summary>A message that holds a list of strings in its field 1.</summary>
    public string[] WrappedStrings()
    {
        ListBuilder<string> list = default;
        int outer = Begin();
        while (NextField(out int number))
        {
            if (number == 1)
                list.Add(String());
            else
                Skip();
        }
        End(outer);
        return list.ToArray();
    }

    internal ReadOnlySpan<byte> Delimited()
    {
        int length = Length();
        int at = position;
        position += length;
        return bytes.Slice(at, length);
    }

    private (long Seconds, int Nanos, bool IsEmpty) Timestamp()
    {
        long seconds = 0;
        int nanos = 0;
        int outer = Begin();
        bool isEmpty = position == end;
        while (NextField(out int number))
        {
            if (number == 1)
                seconds = Int64();
            else if (number == 2)
                nanos = Int32();
            else
                Skip();
        }
        End(outer);
        // The years 1 to 9999, beyond which there is no RFC 3339 text.
        if (seconds is < -62_135_596_800 or > 253_402_300_799 || nanos is < 0 or > 999_999_999)
            throw new DecodeException("proto: timestamp out of range");
        return (seconds, nanos, isEmpty);
    }

    private readonly void Expect(int expected)
    {
        if (wireType != expected)
            throw new DecodeException($"proto: wrong wireType = {wireType}");
    }

    private int Length()
    {
        Expect(2);
        ulong length = Varint();
        if (length > (ulong)(end - position))
            throw new DecodeException("unexpected EOF");
        return (int)length;
    }

    private void Advance(int length)
    {
        if (length > end - position)
            throw new DecodeException("unexpected EOF");
        position += length;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (position >= end)
                throw new DecodeException("unexpected EOF");
            byte current = bytes[position++];
            value |= (ulong)(current & 0x7f) << shift;
            if (current < 0x80)
                return value;
        }
        throw new DecodeException("proto: integer overflow");
    }
}
