using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kubesharp.Api;

/// <summary>The slow side of reading: where in a document something is, and how Go would complain about it.</summary>
internal static class JsonPaths
{
    /// <summary>One step of a path: a field or key, or an element of a list.</summary>
    private readonly record struct Step(string? Name, int Index);

    /// <summary>Adds the paths of fields whose names start at the given offsets.</summary>
    public static void Report(
        ReadOnlySpan<byte> document, List<(long Offset, bool Duplicate)> offsets, DecodeReport report)
    {
        offsets.Sort(static (left, right) => left.Offset.CompareTo(right.Offset));
        foreach ((long offset, bool duplicate) in offsets)
        {
            string path = Format(PathTo(document, offset), withIndexes: true);
            if (duplicate)
                report.AddDuplicate(path);
            else
                report.AddUnknown(path);
        }
    }

    /// <summary>The text of encoding/json for a value of the wrong type at an offset.</summary>
    public static string Mismatch(ReadOnlySpan<byte> document, long offset, JsonTokenType token, Schema? root)
    {
        List<Step> path = PathTo(document, offset);
        Schema? type = root;
        string structName = "";
        // Keys of maps are no fields: Go names the map only.
        List<Step> fields = [];
        foreach (Step step in path)
        {
            if (type?.Kind != SchemaKind.Map)
                fields.Add(step);
            if (type is { Kind: SchemaKind.Object, Definition: { } definition })
                structName = definition[(definition.LastIndexOf('.') + 1)..];
            type = step.Name is null || type?.Kind == SchemaKind.Map
                ? type?.Element
                : step.Name is "kind" or "apiVersion" && type is { HasTypeMeta: true }
                    ? StringSchema
                    : type?.Field(step.Name)?.Type;
        }

        string value = token switch
        {
            JsonTokenType.String => "string",
            JsonTokenType.True or JsonTokenType.False => "bool",
            JsonTokenType.StartArray => "array",
            JsonTokenType.StartObject => "object",
            JsonTokenType.Null => "null",
            JsonTokenType.Number when type?.Kind is SchemaKind.Integer or SchemaKind.Number or SchemaKind.IntOrString =>
                $"number {Token(document, offset)}",
            _ => "number",
        };
        string fieldPath = Format(fields, withIndexes: false);
        return fieldPath.Length == 0
            ? $"json: cannot unmarshal {value} into Go value of type {GoType(type)}"
            : $"json: cannot unmarshal {value} into Go struct field {structName}.{fieldPath} of type {GoType(type)}";
    }

    public static string SyntaxError(ReadOnlySpan<byte> document, JsonException exception)
    {
        long offset = Offset(document, exception);
        if (Depth(document[..(int)Math.Min(offset, document.Length)]) >= JsonSource.DepthMax)
            return $"exceeded max depth of {JsonSource.DepthMax}";
        if (offset >= document.Length || document[(int)offset..].Trim(" \n\r\t"u8).IsEmpty)
            return "unexpected end of JSON input";
        Rune.DecodeFromUtf8(document[(int)offset..], out Rune rune, out _);
        return string.Create(CultureInfo.InvariantCulture,
            $"invalid character '{rune}' at offset {offset} is not JSON");
    }

    /// <summary>The text of a JSON string's inside. What is no valid character becomes U+FFFD, as in Go.</summary>
    public static string Unescape(ReadOnlySpan<byte> escaped)
    {
        StringBuilder text = new(escaped.Length);
        while (!escaped.IsEmpty)
        {
            int plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
                plain = escaped.Length;
            if (plain > 0)
            {
                text.Append(Encoding.UTF8.GetString(escaped[..plain]));
                escaped = escaped[plain..];
                continue;
            }
            if (escaped[1] == 'u')
            {
                ReadOnlySpan<byte> digits = escaped.Slice(2, 4);
                text.Append((char)ushort.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                escaped = escaped[6..];
                continue;
            }
            text.Append(escaped[1] switch
            {
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                byte other => (char)other,
            });
            escaped = escaped[2..];
        }
        for (int index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                index++;
            else
                text[index] = '\ufffd';
        }
        return text.ToString();
    }

    private static Schema StringSchema { get; } = new(SchemaKind.String);

    private static string Token(ReadOnlySpan<byte> document, long offset)
    {
        ReadOnlySpan<byte> rest = document[(int)offset..];
        int length = rest.IndexOfAny(",]} \n\r\t"u8);
        return Encoding.UTF8.GetString(length < 0 ? rest : rest[..length]);
    }

    // Go names a struct by package and type: v1.PodSpec.
    private static string GoType(Schema? type)
    {
        switch (type?.Kind)
        {
            case SchemaKind.String:
                return "string";
            case SchemaKind.Integer or SchemaKind.IntOrString:
                return type.Format == "int64" ? "int64" : "int32";
            case SchemaKind.Number:
                return "float64";
            case SchemaKind.Boolean:
                return "bool";
            case SchemaKind.List:
                return "[]" + GoType(type.Element);
            case SchemaKind.Map:
                return "map[string]" + GoType(type.Element);
            case SchemaKind.Bytes:
                return "[]uint8";
            case SchemaKind.Object when type.Definition is { } definition:
                int name = definition.LastIndexOf('.');
                return definition[(definition.LastIndexOf('.', name - 1) + 1)..];
            default:
                return "string";
        }
    }

    private static string Format(List<Step> path, bool withIndexes)
    {
        StringBuilder text = new();
        foreach (Step step in path)
        {
            if (step.Name is { } name)
                text.Append(text.Length == 0 ? "" : ".").Append(name);
            else if (withIndexes)
                text.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
        }
        return text.ToString();
    }

    // Walks from the start up to the token at the offset.
    private static List<Step> PathTo(ReadOnlySpan<byte> document, long offset)
    {
        Utf8JsonReader reader = new(document, new JsonReaderOptions { MaxDepth = JsonSource.DepthMax });
        List<Step> path = [];
        while (reader.Read())
        {
            bool isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (isEnd)
                path.RemoveAt(path.Count - 1);
            else if (reader.TokenType == JsonTokenType.PropertyName)
                path[^1] = new Step(Unescape(reader.ValueSpan), 0);
            else if (path.Count > 0 && path[^1].Name is null)
                path[^1] = new Step(null, path[^1].Index + 1);
            if (reader.TokenStartIndex >= offset)
                break;
            // A name that is not yet known, or the place in front of the first element.
            if (reader.TokenType == JsonTokenType.StartObject)
                path.Add(new Step("", 0));
            else if (reader.TokenType == JsonTokenType.StartArray)
                path.Add(new Step(null, -1));
        }
        return path;
    }

    // How many objects and lists are open at the end.
    private static int Depth(ReadOnlySpan<byte> json)
    {
        int depth = 0;
        bool inString = false;
        for (int index = 0; index < json.Length; index++)
        {
            byte current = json[index];
            if (current == '"')
                inString = !inString;
            else if (inString && current == '\\')
                index++;
            else if (!inString && current is ((byte)'{' or (byte)'['))
                depth++;
            else if (!inString && current is ((byte)'}' or (byte)']'))
                depth--;
        }
        return depth;
    }

    private static long Offset(ReadOnlySpan<byte> document, JsonException exception)
    {
        long offset = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
            offset += document[(int)offset..].IndexOf((byte)'\n') + 1;
        return offset + (exception.BytePositionInLine ?? 0);
    }
}
