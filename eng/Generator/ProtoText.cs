using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Kubesharp.Generator;

/// <summary>The reader and writer of protobuf.</summary>
internal static class ProtoText
{
    public static void Write(StringBuilder text, Message message)
    {
        List<Field> fields = [.. message.Fields.Where(static field => field.Number > 0)];
        WriteReader(text, message, fields);
        text.Append("    /// <inheritdoc/>\n");
        text.Append("    public void WriteProto(ref global::Kubesharp.Api.ProtoSink sink)\n    {\n");
        WriteLevel(text, fields, 0, "        ");
        text.Append("    }\n");
    }

    private static void WriteReader(StringBuilder text, Message message, List<Field> fields)
    {
        string name = message.Name;
        text.Append($"    static {name} global::Kubesharp.Api.IApiMessage<{name}>.ReadProto(")
            .Append($"ref global::Kubesharp.Api.ProtoSource source) => new {name}(ref source);\n");
        text.Append($"    internal {name}(ref global::Kubesharp.Api.ProtoSource source)\n    {{\n");
        foreach (Field field in fields.Where(IsCollected))
        {
            string builder = field.Shape == Shape.List ? "ListBuilder" : "MapBuilder";
            string type = field.Content.Reader == "StringList"
                ? "global::System.Collections.Generic.IReadOnlyList<string>"
                : field.Content.Type;
            text.Append($"        global::Kubesharp.Api.{builder}<{type}> collected{field.Index} = default;\n");
        }
        ReadLevel(text, fields, 0, "        ");
        foreach (Field field in fields.Where(IsCollected))
        {
            string end = field.Shape == Shape.List ? "ToArray" : "ToMap";
            text.Append($"        {field.Property} = collected{field.Index}.{end}();\n");
        }
        text.Append("    }\n");
    }

    private static void ReadLevel(StringBuilder text, List<Field> fields, int depth, string indent)
    {
        string number = "number" + depth;
        text.Append($"{indent}while (source.NextField(out int {number}))\n{indent}{{\n");
        text.Append($"{indent}    switch ({number})\n{indent}    {{\n");
        foreach (var group in Groups(fields, depth))
        {
            text.Append($"{indent}        case {group.Key}:");
            if (group.Value.Count == 1 && group.Value[0].Within.Count == depth)
            {
                text.Append(' ').Append(Read(group.Value[0])).Append(" break;\n");
                continue;
            }
            text.Append($"\n{indent}        {{\n{indent}            int outer{depth} = source.Begin();\n");
            ReadLevel(text, group.Value, depth + 1, indent + "            ");
            text.Append($"{indent}            source.End(outer{depth});\n{indent}            break;\n")
                .Append($"{indent}        }}\n");
        }
        text.Append($"{indent}        default: source.Skip(); break;\n{indent}    }}\n{indent}}}\n");
    }

    private static string Read(Field field)
    {
        Content content = field.Content;
        string collected = "collected" + field.Index;
        string element = field.IsWrapped && field.Shape == Shape.Map ? "StringList" : content.Reader;
        string read = field.IsShared ? "Shared" : "Message";
        switch (field.Shape)
        {
            case Shape.Message:
                return $"{field.Property} = source.{read}<{content.Type}>();";
            case Shape.List when field.IsWrapped:
                return $"{field.Property} = source.WrappedStrings();";
            case Shape.List when content.IsMessage:
                return $"{collected}.Add(source.{read}<{content.Type}>());";
            case Shape.List when content.Reader is "Int32" or "Int64" or "Bool":
                return $"source.Packed(ref {collected}, global::Kubesharp.Api.Elements.Proto{content.Reader});";
            case Shape.List:
                return $"{collected}.Add(source.{content.Reader}());";
            case Shape.Map when content.IsMessage:
                return $"source.Entry(ref {collected}, static (ref global::Kubesharp.Api.ProtoSource inner) => "
                    + $"inner.Message<{content.Type}>(), new {content.Type}());";
            case Shape.Map:
                string zero = element switch { "String" => "\"\"", "StringList" => "[]", _ => "default" };
                return $"source.Entry(ref {collected}, global::Kubesharp.Api.Elements.Proto{element}, {zero});";
            default:
                if (field.IsGoStruct && content.Reader == "Raw")
                    return $"{{ var raw = source.Raw(); {field.Property} = raw.IsNull ? null : raw; }}";
                return $"{field.Property} = source.{content.Reader}();";
        }
    }

    private static void WriteLevel(StringBuilder text, List<Field> fields, int depth, string indent)
    {
        foreach (var group in Groups(fields, depth).Reverse())
        {
            if (group.Value.Count == 1 && group.Value[0].Within.Count == depth)
            {
                text.Append(indent).Append(Write(group.Value[0])).Append('\n');
                continue;
            }
            string end = $"end{depth}_{group.Key}";
            text.Append($"{indent}int {end} = sink.Open();\n");
            WriteLevel(text, group.Value, depth + 1, indent);
            text.Append($"{indent}sink.Close({end}, {group.Key});\n");
        }
    }

    private static string Write(Field field)
    {
        Content content = field.Content;
        int number = field.Number;
        string property = field.Property;
        string writer = $"global::Kubesharp.Api.Elements.Sink{content.Reader}";
        switch (field.Shape)
        {
            case Shape.Message:
                return $"sink.Message({number}, {property});";
            case Shape.List when field.IsWrapped:
                return $"if ({property}.Count != 0) {{ int wrapped = sink.Open(); "
                    + $"sink.List(1, {property}, {writer}); sink.Close(wrapped, {number}); }}";
            case Shape.List when content.IsMessage:
                return $"sink.Messages({number}, {property});";
            case Shape.List:
                return $"sink.List({number}, {property}, {writer});";
            case Shape.Map when content.IsMessage:
                return $"sink.MessageMap({number}, {property});";
            case Shape.Map:
                return $"sink.Map({number}, {property}, {writer});";
            default:
                string empty = field.IsGoStruct ? $"sink.EmptyMessage({number}, {property} is null); " : "";
                return $"{empty}sink.Value({number}, {property});";
        }
    }

    // Fields and embedded messages of one level by number, ascending.
    private static SortedDictionary<int, List<Field>> Groups(List<Field> fields, int depth)
    {
        SortedDictionary<int, List<Field>> groups = [];
        foreach (Field field in fields)
        {
            int number = field.Within.Count > depth ? field.Within[depth] : field.Number;
            if (!groups.TryGetValue(number, out List<Field>? group))
                groups[number] = group = [];
            group.Add(field);
        }
        return groups;
    }

    private static bool IsCollected(Field field) =>
        field.Shape is Shape.List or Shape.Map && !(field.Shape == Shape.List && field.IsWrapped);
}
