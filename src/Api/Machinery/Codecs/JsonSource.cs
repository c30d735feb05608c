using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kubesharp.Api;

/// <summary>Reads a value that stands at the source's current token.</summary>
public delegate T JsonRead<out T>(ref JsonSource source);

/// <summary>
/// A forward reader over one JSON document. The generated readers drive it; each typed read looks at the current token
/// and leaves the source on the value's last token. Paths are found only when they are needed, by walking the document
/// again up to the offset of interest.
/// </summary>
public ref struct JsonSource
{
    /// <summary>Deeper documents are refused.</summary>
    public const int DepthMax = 512;
    // More reports than this help nobody, and would make a hostile document costly.
    private const int ReportsMax = 100;

    private readonly ReadOnlySpan<byte> document;
    private readonly Func<Schema>? schema;
    private readonly DecodeReport? report;
    private Utf8JsonReader reader;
    private List<(long Offset, bool Duplicate)>? reports;

    internal JsonSource(ReadOnlySpan<byte> document, Func<Schema>? schema, DecodeReport? report)
    {
        this.document = document;
        this.schema = schema;
        this.report = report;
        reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = DepthMax });
    }

    private JsonSource(ReadOnlySpan<byte> document)
    {
        this.document = document;
        reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = DepthMax });
    }

    /// <summary>Reads the document as one value; every failure becomes a <see cref="DecodeException"/>.</summary>
    internal T ReadDocument<T>(JsonRead<T> read)
    {
        try
        {
            if (!reader.Read())
                throw new DecodeException("unexpected end of JSON input");
            T value = read(ref this);
            // Throws when something follows the value.
            reader.Read();
            if (reports is not null)
                JsonPaths.Report(document, reports, report!);
            return value;
        }
        catch (JsonException exception)
        {
            throw new DecodeException(JsonPaths.SyntaxError(document, exception));
        }
    }

    /// <summary>The name of the field that <see cref="NextField"/> found.</summary>
    public ReadOnlySpan<byte> Name =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(Text()) : reader.ValueSpan;

    /// <summary>Enters an object.</summary>
    public void BeginObject()
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Mismatch();
    }

    /// <summary>Steps to the next field's name; false at the end of the object.</summary>
    public bool NextField()
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>
    /// Steps from the name to the value. False when the value is null, which leaves the zero value.
    /// <paramref name="seen"/> holds a bit for each field that came before.
    /// </summary>
    public bool Value(ref UInt128 seen, int index)
    {
        if (report is not null)
        {
            UInt128 bit = UInt128.One << index;
            if ((seen & bit) != 0)
                Note(duplicate: true);
            seen |= bit;
        }
        reader.Read();
        return reader.TokenType != JsonTokenType.Null;
    }

    /// <summary>Passes over a field that the kind does not have.</summary>
    public void Unknown()
    {
        if (report is not null)
            Note(duplicate: false);
        reader.Skip();
    }

    public string String()
    {
        if (reader.TokenType != JsonTokenType.String)
            throw Mismatch();
        return reader.ValueIsEscaped ? Text() : StringCache.Get(reader.ValueSpan);
    }

    public bool Bool() => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Mismatch(),
    };

    public int Int32() =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int value) ? value : throw Mismatch();

    public long Int64() =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long value) ? value : throw Mismatch();

    public double Double() =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double value) && double.IsFinite(value)
            ? value
            : throw Mismatch();

    public Time Time()
    {
        DateTime utc = Timestamp();
        return new Time(new DateTimeOffset(utc.Ticks, TimeSpan.Zero));
    }

    public MicroTime MicroTime()
    {
        DateTime utc = Timestamp();
        return new MicroTime(new DateTimeOffset(utc.Ticks, TimeSpan.Zero));
    }

    public Duration Duration()
    {
        string text = String();
        return Api.Duration.TryParse(text, out Duration duration)
            ? duration
            : throw new DecodeException($"time: invalid duration \"{text}\"");
    }

    public Quantity Quantity()
    {
        string text = reader.TokenType == JsonTokenType.String ? String() : Encoding.UTF8.GetString(Span());
        return QuantityText.TryParse(text.AsSpan().Trim(), out Quantity quantity, out string error)
            ? quantity
            : throw new DecodeException(error);
    }

    public IntOrString IntOrString() =>
        reader.TokenType == JsonTokenType.String ? new IntOrString(String()) : new IntOrString(Int32());

    public Bytes Bytes()
    {
        if (reader.TokenType != JsonTokenType.String)
            throw Mismatch();
        ReadOnlySpan<byte> text = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(Text()) : reader.ValueSpan;
        byte[] decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        System.Buffers.OperationStatus status = Base64.DecodeFromUtf8(text, decoded, out int consumed, out int written);
        if (status != System.Buffers.OperationStatus.Done)
            throw new DecodeException(
                string.Create(CultureInfo.InvariantCulture, $"illegal base64 data at input byte {consumed}"));
        return new Bytes(written == decoded.Length ? decoded : decoded.AsSpan(0, written).ToArray());
    }

    public RawJson Raw() => RawJson.Compact(Span());

    /// <summary>FieldsV1: the same for all objects that were made from one template, so they share its bytes.</summary>
    public RawJson Fields() => ManagedFields.FieldsCache.Share(RawJson.Compact, Span());

    internal readonly JsonTokenType TokenType => reader.TokenType;

    /// <summary>A message that is not written by the generator.</summary>
    public T Message<T>()
        where T : class, IApiMessage<T> => T.ReadJson(ref this);

    /// <summary>A list of messages.</summary>
    public T[] Messages<T>()
        where T : class, IApiMessage<T>, new()
    {
        BeginList();
        ListBuilder<T> list = default;
        while (NextItem())
            list.Add(reader.TokenType == JsonTokenType.Null ? new T() : T.ReadJson(ref this));
        return list.ToArray();
    }

    /// <summary>A list of values that <paramref name="read"/> reads; null is <paramref name="zero"/>.</summary>
    public T[] List<T>(JsonRead<T> read, T zero)
    {
        BeginList();
        ListBuilder<T> list = default;
        while (NextItem())
            list.Add(reader.TokenType == JsonTokenType.Null ? zero : read(ref this));
        return list.ToArray();
    }

    /// <summary>Passes over an object without fields, of which one instance serves all.</summary>
    public bool TakeEmpty()
    {
        int next = (int)reader.TokenStartIndex + 1;
        if (reader.TokenType != JsonTokenType.StartObject || next >= document.Length || document[next] != '}')
            return false;
        reader.Read();
        return true;
    }

    /// <summary>A value that many objects have in common: equal bytes give the same value.</summary>
    public T Shared<T>(JsonRead<T> read)
        where T : class
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return read(ref this);
        Utf8JsonReader ahead = reader;
        ahead.Skip();
        ReadOnlySpan<byte> bytes = document[(int)reader.TokenStartIndex..(int)ahead.BytesConsumed];
        if (bytes.Length is < SharedValues.LengthMin or > SharedValues.LengthMax)
            return read(ref this);
        ref SharedValues.Entry? slot = ref SharedValues.SlotOf(bytes);
        if (slot is { } known && known.Value is T value && known.Bytes.AsSpan().SequenceEqual(bytes)
            && (report is null || known.IsChecked))
        {
            reader = ahead;
            return value;
        }
        int found = reports?.Count ?? 0;
        value = read(ref this);
        if (found == (reports?.Count ?? 0))
            slot = new(bytes.ToArray(), value, report is not null);
        return value;
    }

    public string[] Strings() => List(static (ref JsonSource source) => source.String(), "");

    public IReadOnlyDictionary<string, string> StringMap() =>
        Map(static (ref JsonSource source) => source.String(), "");

    public IReadOnlyDictionary<string, T> MessageMap<T>()
        where T : class, IApiMessage<T>, new() =>
        Map(static (ref JsonSource source) => T.ReadJson(ref source), Zero<T>.Value);

    /// <summary>A map with values that <paramref name="read"/> reads; null is <paramref name="zero"/>.</summary>
    public IReadOnlyDictionary<string, T> Map<T>(JsonRead<T> read, T zero)
    {
        BeginObject();
        MapBuilder<T> map = default;
        long start = reader.TokenStartIndex;
        while (NextField())
        {
            string key = reader.ValueIsEscaped ? Text() : StringCache.Get(reader.ValueSpan);
            reader.Read();
            map.Add(key, reader.TokenType == JsonTokenType.Null ? zero : read(ref this));
        }
        IReadOnlyDictionary<string, T> result = map.ToMap(out bool hadDuplicates);
        if (hadDuplicates && report is not null)
            NoteDuplicateKeys(start);
        return result;
    }

    /// <summary>The value does not fit the type. The text is Go's.</summary>
    internal DecodeException Mismatch() =>
        new(JsonPaths.Mismatch(document, reader.TokenStartIndex, reader.TokenType, schema?.Invoke()));

    private static class Zero<T>
        where T : class, new()
    {
        public static readonly T Value = new();
    }

    private void BeginList()
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Mismatch();
    }

    private bool NextItem()
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    // The bytes of the current value, from its first to its last token.
    private ReadOnlySpan<byte> Span()
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return document[start..(int)reader.BytesConsumed];
    }

    private DateTime Timestamp()
    {
        if (reader.TokenType != JsonTokenType.String)
            throw Mismatch();
        if (!reader.ValueIsEscaped && Rfc3339.TryParse(reader.ValueSpan, out DateTime utc))
            return utc;
        string text = String();
        return Rfc3339.TryParse(text, out utc) ? utc : throw new DecodeException(Rfc3339.Failure(text));
    }

    // Unescapes as Go does: what is no valid character becomes U+FFFD, and is no error.
    private readonly string Text() => JsonPaths.Unescape(reader.ValueSpan);

    private void Note(bool duplicate)
    {
        reports ??= [];
        if (reports.Count < ReportsMax)
            reports.Add((reader.TokenStartIndex, duplicate));
    }

    private void NoteDuplicateKeys(long start)
    {
        JsonSource again = new(document[(int)start..]);
        again.reader.Read();
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (again.NextField())
        {
            string key = again.Text();
            if (!seen.Add(key) && (reports ??= []).Count < ReportsMax)
                reports.Add((start + again.reader.TokenStartIndex, true));
            again.reader.Read();
            again.reader.Skip();
        }
    }
}
