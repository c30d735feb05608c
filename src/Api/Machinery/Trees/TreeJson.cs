using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kubesharp.Api.Trees;

/// <summary>Reads and writes trees as UTF-8 JSON.</summary>
public static class TreeJson
{
    /// <summary>Deeper documents are refused; no API object comes near, and each level costs stack.</summary>
    public const int DepthMax = 500;

    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>
    /// Reads one value. Of duplicate keys the last wins; their paths go to <paramref name="report"/>. Throws
    /// <see cref="DecodeException"/> when the bytes are no JSON, no UTF-8 or too deep.
    /// </summary>
    public static Tree Parse(ReadOnlySpan<byte> utf8, DecodeReport? report = null)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DepthMax });
        try
        {
            if (!reader.Read())
                throw new DecodeException("unexpected end of JSON input");
            Path? path = report is null ? null : new Path();
            Tree tree = ReadValue(ref reader, report, path);
            if (reader.Read())
                throw new DecodeException("invalid character after top-level value");
            return tree;
        }
        catch (JsonException exception)
        {
            throw new DecodeException(utf8.IsEmpty ? "unexpected end of JSON input" : exception.Message);
        }
        catch (InvalidOperationException)
        {
            throw new DecodeException("a string is not valid UTF-8");
        }
    }

    public static Tree Parse(string json, DecodeReport? report = null) => Parse(Encoding.UTF8.GetBytes(json), report);

    /// <summary>What is wrong with a document, for people.</summary>
    public static string Explain(ReadOnlySpan<byte> utf8, JsonException exception) =>
        JsonPaths.SyntaxError(utf8, exception);

    /// <summary>Compact JSON.</summary>
    public static byte[] Write(Tree tree)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        Write(tree, output);
        return output.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Write(Tree)"/>
    public static void Write(Tree tree, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        WriteValue(tree, writer);
    }

    private static Tree ReadValue(ref Utf8JsonReader reader, DecodeReport? report, Path? path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, report, path);
            case JsonTokenType.StartArray:
                return ReadList(ref reader, report, path);
            case JsonTokenType.String:
                return new TreeString(reader.GetString()!);
            case JsonTokenType.Number:
                if (reader.TryGetInt64(out long integer) && !(integer == 0 && reader.ValueSpan[0] == '-'))
                    return TreeNumber.Of(integer);
                return TreeNumber.Of(Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return Tree.True;
            case JsonTokenType.False:
                return Tree.False;
            default:
                return Tree.Null;
        }
    }

    private static TreeObject ReadObject(ref Utf8JsonReader reader, DecodeReport? report, Path? path)
    {
        var builder = new TreeObject.Builder(4);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = KeyOf(ref reader);
            reader.Read();
            path?.Push(key);
            if (!builder.Set(key, ReadValue(ref reader, report, path)) && path is not null)
                report!.AddDuplicate(path.ToString());
            path?.Pop();
        }
        return builder.Build();
    }

    // The same few hundred keys come again and again.
    private static string KeyOf(ref Utf8JsonReader reader) =>
        !reader.ValueIsEscaped && Ascii.IsValid(reader.ValueSpan)
            ? StringCache.Get(reader.ValueSpan)
            : reader.GetString()!;

    private static TreeList ReadList(ref Utf8JsonReader reader, DecodeReport? report, Path? path)
    {
        var items = new List<Tree>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            path?.Push(items.Count);
            items.Add(ReadValue(ref reader, report, path));
            path?.Pop();
        }
        return TreeList.Of(items);
    }

    private static void WriteValue(Tree tree, Utf8JsonWriter writer)
    {
        switch (tree)
        {
            case TreeObject value:
                writer.WriteStartObject();
                foreach ((string key, Tree member) in value.Members)
                {
                    writer.WritePropertyName(key);
                    WriteValue(member, writer);
                }
                writer.WriteEndObject();
                break;
            case TreeList list:
                writer.WriteStartArray();
                foreach (Tree item in list.Items)
                    WriteValue(item, writer);
                writer.WriteEndArray();
                break;
            case TreeString text:
                writer.WriteStringValue(text.Value);
                break;
            case TreeNumber { IsInteger: true } number:
                writer.WriteNumberValue(number.Integer);
                break;
            case TreeNumber number:
                writer.WriteRawValue(number.Json, skipInputValidation: true);
                break;
            case TreeBoolean value:
                writer.WriteBooleanValue(value.Value);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>Where the reader is, as strict decoding errors write it: <c>spec.containers[0].name</c>.</summary>
    private sealed class Path
    {
        private readonly List<(string? Key, int Index)> segments = [];

        public void Push(string key) => segments.Add((key, 0));
        public void Push(int index) => segments.Add((null, index));
        public void Pop() => segments.RemoveAt(segments.Count - 1);

        public override string ToString()
        {
            var text = new StringBuilder();
            foreach ((string? key, int index) in segments)
            {
                if (key is null)
                    text.Append('[').Append(index).Append(']');
                else
                    text.Append(text.Length == 0 ? "" : ".").Append(key);
            }
            return text.ToString();
        }
    }
}
