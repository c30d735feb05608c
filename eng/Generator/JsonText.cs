using System.Linq;
using System.Text;

namespace Kubesharp.Generator;

/// <summary>The reader and writer of JSON.</summary>
internal static class JsonText
{
    // The places of apiVersion and kind among the bits that tell duplicates; fields take those from 0.
    private const int KindIndex = 126;
    private const int ApiVersionIndex = 127;

    public static void Write(StringBuilder text, Message message)
    {
        WriteReader(text, message);
        WriteWriter(text, message);
    }

    private static void WriteReader(StringBuilder text, Message message)
    {
        string name = message.Name;
        text.Append($"    static {name} global::Kubesharp.Api.IApiMessage<{name}>.ReadJson(")
            .Append($"ref global::Kubesharp.Api.JsonSource source) => new {name}(ref source);\n");
        text.Append($"    internal {name}(ref global::Kubesharp.Api.JsonSource source)\n    {{\n");
        text.Append("        global::System.UInt128 seen = default;\n");
        text.Append("        source.BeginObject();\n");
        text.Append("        while (source.NextField())\n        {\n");
        text.Append("            var name = source.Name;\n");
        text.Append("            switch (name.Length)\n            {\n");

        var cases = message.Fields
            .Select(field => (field.Name, field.Index, Action: $"{field.Property} = {Read(field)}"))
            .ToList();
        if (message.HasKind)
        {
            cases.Add(("kind", KindIndex, "source.String()"));
            cases.Add(("apiVersion", ApiVersionIndex, "source.String()"));
        }
        foreach (var group in cases
            .GroupBy(static item => Encoding.UTF8.GetByteCount(item.Name)).OrderBy(static group => group.Key))
        {
            text.Append($"                case {group.Key}:\n");
            foreach ((string field, int index, string action) in group)
            {
                text.Append("                    if (global::System.MemoryExtensions.SequenceEqual(")
                    .Append($"name, \"{field}\"u8)) ")
                    .Append($"{{ if (source.Value(ref seen, {index})) {action}; continue; }}\n");
            }
            text.Append("                    break;\n");
        }
        text.Append("            }\n            source.Unknown();\n        }\n    }\n");
    }

    private static string Read(Field field) => field.IsShared
        ? $"source.Shared(static (ref global::Kubesharp.Api.JsonSource inner) => {Read(field, "inner")})"
        : Read(field, "source");

    private static string Read(Field field, string source)
    {
        Content content = field.Content;
        return field.Shape switch
        {
            // The readers are constructors, so that they may set init-only properties.
            Shape.Message when content.IsGenerated =>
                $"({source}.TakeEmpty() ? {content.Type}.Nothing : new {content.Type}(ref {source}))",
            Shape.Message => $"{source}.Message<{content.Type}>()",
            Shape.List when content.IsMessage => $"{source}.Messages<{content.Type}>()",
            Shape.List when content.Reader == "String" => $"{source}.Strings()",
            Shape.List => $"{source}.List(global::Kubesharp.Api.Elements.Read{content.Reader}, default)",
            Shape.Map when content.IsMessage => $"{source}.MessageMap<{content.Type}>()",
            Shape.Map when content.Reader == "String" => $"{source}.StringMap()",
            Shape.Map when content.Reader == "StringList" =>
                $"{source}.Map(global::Kubesharp.Api.Elements.ReadStringList, [])",
            Shape.Map => $"{source}.Map(global::Kubesharp.Api.Elements.Read{content.Reader}, default)",
            _ when content.Reader == "Raw" && field.Name == "fieldsV1" => $"{source}.Fields()",
            _ => $"{source}.{content.Reader}()",
        };
    }

    private static void WriteWriter(StringBuilder text, Message message)
    {
        text.Append("    /// <inheritdoc/>\n");
        text.Append("    public void WriteJson(ref global::Kubesharp.Api.JsonSink sink)\n    {\n");
        if (message.HasKind)
        {
            string head = $"{{\"kind\":\"{message.Kind}\",\"apiVersion\":\"{message.ApiVersion}\"";
            text.Append($"        sink.BeginObject({Message.Literal(head)}u8);\n");
        }
        else
        {
            text.Append("        sink.BeginObject();\n");
        }
        foreach (Field field in message.Fields)
        {
            string name = Message.Literal($",\"{field.Name}\":") + "u8";
            text.Append("        ").Append(Write(field, name)).Append('\n');
        }
        text.Append("        sink.EndObject();\n    }\n");
    }

    private static string Write(Field field, string name)
    {
        Content content = field.Content;
        string property = field.Property;
        switch (field.Shape)
        {
            case Shape.Message when !field.IsNullable:
                return $"sink.Name({name}); {property}.WriteJson(ref sink);";
            case Shape.Message:
                string orNull = field.IsAlways ? $" else {{ sink.Name({name}); sink.Null(); }}" : "";
                return $"if ({property} is not null) {{ sink.Name({name}); {property}.WriteJson(ref sink); }}{orNull}";
            case Shape.List:
                string kind = field.SaysKind ? ", sayKind: true" : "";
                return Empty(field, name, field.Name == "items" ? "[]" : "null") + (content.IsMessage
                    ? $"sink.Messages({name}, {property}{kind});"
                    : $"sink.List({name}, {property}, global::Kubesharp.Api.Elements.Write{content.Reader});");
            case Shape.Map:
                return Empty(field, name, "null") + (content.IsMessage
                    ? $"sink.MessageMap({name}, {property});"
                    : content.Reader == "String"
                        ? $"sink.StringMap({name}, {property});"
                        : $"sink.Map({name}, {property}, global::Kubesharp.Api.Elements.Write{content.Reader});");
        }

        switch (content.Reader)
        {
            case "String" or "Int32" or "Int64" or "Bool" or "Double" or "Time" or "MicroTime":
                string suffix = field.IsAlways ? "Always" : field.IsNullable ? "Optional" : "";
                return $"sink.Field{suffix}({name}, {property});";
            default:
                string pattern = content.Reader == "Bytes" && !field.IsAlways ? "{ Length: > 0 } value" : "{ } value";
                string local = $"{{ sink.Name({name}); sink.Value(value); }}";
                if (!field.IsNullable)
                    return $"sink.Name({name}); sink.Value({property});";
                string otherwise = field.IsAlways ? $" else {{ sink.Name({name}); sink.Null(); }}" : "";
                return $"{{ if ({property} is {pattern}) {local}{otherwise} }}";
        }
    }

    private static string Empty(Field field, string name, string empty) =>
        field.IsAlways ? $"sink.FieldEmpty({name}, {field.Property}.Count, \"{empty}\"u8); " : "";
}
