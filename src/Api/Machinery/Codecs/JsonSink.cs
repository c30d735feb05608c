using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Kubesharp.Api;

/// <summary>Writes a value of a list or map.</summary>
public delegate void JsonWrite<in T>(ref JsonSink sink, T value);

/// <summary>
/// A forward writer of compact JSON, byte for byte as Go's encoding/json with HTML escaping. Field names come as
/// <c>,"name":</c>; the comma falls away in front of the first. Methods with "Always" in the name write zero values.
/// </summary>
public ref struct JsonSink
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"
        + "\"\\<>&\u2028\u2029\ud800\udfff");

    // Nearly all text of the API, and it is quicker to recognise than the rest.
    private static readonly SearchValues<char> PlainAscii = SearchValues.Create(
        " !#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private readonly IBufferWriter<byte> output;
    private Span<byte> buffer;
    private int position;
    private long flushed;
    private bool isFirst;
    // The object that begins next says its kind wherever it stands.
    private bool saysKind;

    internal JsonSink(IBufferWriter<byte> output)
    {
        this.output = output;
        buffer = output.GetSpan(256);
        isFirst = true;
    }

    /// <summary>Bytes written so far.</summary>
    internal readonly long Written => flushed + position;

    /// <summary>Hands the last bytes over. Nothing may be written afterwards.</summary>
    internal void Flush()
    {
        output.Advance(position);
        flushed += position;
        position = 0;
        buffer = default;
    }

    public void BeginObject()
    {
        Byte((byte)'{');
        isFirst = true;
    }

    /// <summary>
    /// Begins an object that says its kind when it is the whole document or one of a list that says it.
    /// </summary>
    public void BeginObject(ReadOnlySpan<byte> startOfDocument)
    {
        bool nested = Written > 0 && !saysKind;
        saysKind = false;
        if (nested)
        {
            BeginObject();
            return;
        }
        Raw(startOfDocument);
        isFirst = false;
    }

    public void EndObject()
    {
        Byte((byte)'}');
        isFirst = false;
    }

    /// <summary>A field's name with the comma in front: <c>,"name":</c>.</summary>
    public void Name(ReadOnlySpan<byte> name)
    {
        Raw(isFirst ? name[1..] : name);
        isFirst = false;
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer[position..]);
        position += bytes.Length;
    }

    public void Null() => Raw("null"u8);

    public void Field(ReadOnlySpan<byte> name, string value)
    {
        if (value.Length != 0)
            FieldAlways(name, value);
    }

    public void FieldOptional(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            FieldAlways(name, value);
    }

    public void FieldAlways(ReadOnlySpan<byte> name, string? value)
    {
        Name(name);
        Value(value);
    }

    public void Field(ReadOnlySpan<byte> name, bool value)
    {
        if (value)
            FieldAlways(name, value);
    }

    public void FieldOptional(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } known)
            FieldAlways(name, known);
    }

    public void FieldAlways(ReadOnlySpan<byte> name, bool? value)
    {
        Name(name);
        if (value is { } known)
            Value(known);
        else
            Null();
    }

    public void Field(ReadOnlySpan<byte> name, long value)
    {
        if (value != 0)
            FieldAlways(name, value);
    }

    public void FieldOptional(ReadOnlySpan<byte> name, long? value)
    {
        if (value is not null)
            FieldAlways(name, value);
    }

    public void FieldAlways(ReadOnlySpan<byte> name, long? value)
    {
        Name(name);
        if (value is { } known)
            Value(known);
        else
            Null();
    }

    public void Field(ReadOnlySpan<byte> name, double value)
    {
        if (value != 0)
            FieldAlways(name, value);
    }

    public void FieldOptional(ReadOnlySpan<byte> name, double? value)
    {
        if (value is not null)
            FieldAlways(name, value);
    }

    public void FieldAlways(ReadOnlySpan<byte> name, double? value)
    {
        Name(name);
        if (value is { } known)
            Value(known);
        else
            Null();
    }

    public void FieldOptional(ReadOnlySpan<byte> name, Time? value)
    {
        if (value is not null)
            FieldAlways(name, value);
    }

    public void FieldAlways(ReadOnlySpan<byte> name, Time? value)
    {
        Name(name);
        if (value is { } known)
            Value(known);
        else
            Null();
    }

    public void FieldOptional(ReadOnlySpan<byte> name, MicroTime? value)
    {
        if (value is not null)
            FieldAlways(name, value);
    }

    public void FieldAlways(ReadOnlySpan<byte> name, MicroTime? value)
    {
        Name(name);
        if (value is { } known)
            Value(known);
        else
            Null();
    }

    public void Messages<T>(ReadOnlySpan<byte> name, IReadOnlyList<T> list, bool sayKind = false)
        where T : class, IApiMessage
    {
        int count = list.Count;
        if (count == 0)
            return;
        Name(name);
        for (int index = 0; index < count; index++)
        {
            Byte(index == 0 ? (byte)'[' : (byte)',');
            saysKind = sayKind;
            list[index].WriteJson(ref this);
        }
        Byte((byte)']');
    }

    public void List<T>(ReadOnlySpan<byte> name, IReadOnlyList<T> list, JsonWrite<T> write)
    {
        if (list.Count == 0)
            return;
        Name(name);
        List(list, write);
    }

    public void List<T>(IReadOnlyList<T> list, JsonWrite<T> write)
    {
        Byte((byte)'[');
        int count = list.Count;
        for (int index = 0; index < count; index++)
        {
            if (index != 0)
                Byte((byte)',');
            write(ref this, list[index]);
        }
        Byte((byte)']');
    }

    /// <summary>What stands for an empty list or map that Go always writes.</summary>
    public void FieldEmpty(ReadOnlySpan<byte> name, int count, ReadOnlySpan<byte> empty)
    {
        if (count != 0)
            return;
        Name(name);
        Raw(empty);
    }

    public void MessageMap<T>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T> map)
        where T : class, IApiMessage =>
        Map(name, map, static (ref JsonSink sink, T value) => value.WriteJson(ref sink));

    public void StringMap(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> map) =>
        Map(name, map, static (ref JsonSink sink, string value) => sink.Value(value));

    public void Map<T>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T> map, JsonWrite<T> write)
    {
        if (map.Count == 0)
            return;
        Name(name);
        MapOrder.Sort(map, out ReadOnlySpan<string> keys, out ReadOnlySpan<T> values);
        for (int index = 0; index < keys.Length; index++)
        {
            Byte(index == 0 ? (byte)'{' : (byte)',');
            Value(keys[index]);
            Byte((byte)':');
            write(ref this, values[index]);
        }
        EndObject();
    }

    public void Value(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Value(int value) => Value((long)value);

    public void Value(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, buffer[position..], out int written);
        position += written;
    }

    /// <summary>As Go prints it: plain digits, and an exponent below 1e-6 and from 1e21 on.</summary>
    public void Value(double value)
    {
        double size = Math.Abs(value);
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (size != 0 && (size < 1e-6 || size >= 1e21))
            text = GoExponent(value);
        else if (text.Contains('E'))
            text = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
                .ToString("0.#############################", CultureInfo.InvariantCulture);
        Raw(Encoding.ASCII.GetBytes(text));
    }

    /// <summary>The zero value is Go's zero time, which is null.</summary>
    public void Value(Time value)
    {
        if (value == default)
        {
            Null();
            return;
        }
        Reserve(Rfc3339.SecondsLength + 2);
        Byte((byte)'"');
        position += value.Format(buffer[position..]);
        Byte((byte)'"');
    }

    public void Value(MicroTime value)
    {
        Reserve(Rfc3339.MicrosLength + 2);
        Byte((byte)'"');
        position += value.Format(buffer[position..]);
        Byte((byte)'"');
    }

    public void Value(Duration value) => Value(value.ToString());

    public void Value(Quantity value) => Value(value.ToString());

    public void Value(IntOrString value)
    {
        if (value.IsString)
            Value(value.StringValue);
        else
            Value(value.IntValue);
    }

    public void Value(Bytes value)
    {
        if (value.IsNull)
        {
            Null();
            return;
        }
        int length = Base64.GetMaxEncodedToUtf8Length(value.Length);
        Reserve(length + 2);
        Byte((byte)'"');
        Base64.EncodeToUtf8(value.Span, buffer[position..], out _, out int written);
        position += written;
        Byte((byte)'"');
    }

    public void Value(RawJson value)
    {
        if (value.IsNull)
            Null();
        else
            Raw(value.Span);
    }

    public void Value(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }
        if (value.AsSpan().IndexOfAnyExcept(PlainAscii) < 0)
        {
            Reserve(value.Length + 2);
            Span<byte> target = buffer[position..];
            target[0] = (byte)'"';
            Ascii.FromUtf16(value, target[1..], out int written);
            target[written + 1] = (byte)'"';
            position += written + 2;
            return;
        }
        // Three bytes for a character of UTF-16, six for one that is escaped.
        if (value.AsSpan().IndexOfAny(Special) < 0 && value.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0)
        {
            Reserve(value.Length * 3 + 2);
            Byte((byte)'"');
            position += Encoding.UTF8.GetBytes(value, buffer[position..]);
            Byte((byte)'"');
            return;
        }
        Escaped(value);
    }

    private void Escaped(string value)
    {
        Byte((byte)'"');
        for (int index = 0; index < value.Length; index++)
        {
            Reserve(12);
            char current = value[index];
            if (current is '"' or '\\')
            {
                Byte((byte)'\\');
                Byte((byte)current);
            }
            else if (current < ' ')
            {
                Control(current);
            }
            else if (current is '<' or '>' or '&' or '\u2028' or '\u2029')
            {
                Unicode(current);
            }
            else if (char.IsSurrogate(current))
            {
                if (Rune.TryGetRuneAt(value, index, out Rune rune))
                {
                    position += rune.EncodeToUtf8(buffer[position..]);
                    index++;
                }
                else
                {
                    Unicode('\ufffd');
                }
            }
            else
            {
                position += new Rune(current).EncodeToUtf8(buffer[position..]);
            }
        }
        Reserve(1);
        Byte((byte)'"');
    }

    private void Control(char current)
    {
        ReadOnlySpan<byte> text = current switch
        {
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            _ => default,
        };
        if (text.IsEmpty)
            Unicode(current);
        else
            Raw(text);
    }

    private void Unicode(char current)
    {
        Raw("\\u"u8);
        Utf8Formatter.TryFormat((uint)current, buffer[position..], out int written, new StandardFormat('x', 4));
        position += written;
    }

    private static string GoExponent(double value)
    {
        // 1e-07 loses the zero in Go's JSON: 1e-7.
        string text = value.ToString("E16", CultureInfo.InvariantCulture);
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        if (!shortest.Contains('E'))
            shortest = text;
        int mark = shortest.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(
            shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = exponent < 0 ? "-" : "+";
        return string.Create(CultureInfo.InvariantCulture, $"{shortest.AsSpan(0, mark)}e{sign}{Math.Abs(exponent)}");
    }

    private void Byte(byte value)
    {
        if (position == buffer.Length)
            Grow(1);
        buffer[position++] = value;
    }

    private void Reserve(int length)
    {
        if (buffer.Length - position < length)
            Grow(length);
    }

    private void Grow(int length)
    {
        output.Advance(position);
        flushed += position;
        position = 0;
        buffer = output.GetSpan(Math.Max(length, 256));
    }
}
