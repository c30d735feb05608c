using System.Linq;
using System.Text;

namespace Kubesharp.Generator;

/// <summary>The schema, built when somebody asks for it.</summary>
internal static class SchemaText
{
    public static void Write(StringBuilder text, Message message)
    {
        text.Append($"    static global::Kubesharp.Api.Schema global::Kubesharp.Api.IApiMessage<{message.Name}>.Schema")
            .Append(" => WireSchema.Value;\n");
        text.Append("    private static class WireSchema\n    {\n");
        text.Append("        internal static readonly global::Kubesharp.Api.Schema Value = ")
            .Append("new(global::Kubesharp.Api.SchemaKind.Object, ")
            .Append(Message.Literal(message.Definition)).Append(", Fields)\n        {\n");
        text.Append($"            Description = {Message.Literal(message.Description)},\n");
        if (message.HasKind)
            text.Append("            HasTypeMeta = true,\n");
        if (message.IsAtomic)
            text.Append("            AtomicMap = true,\n");
        if (message.Union is { } union)
        {
            string discriminator = Message.Literal((string)union.ConstructorArguments[0].Value!);
            string[] names = Field.Strings(union.ConstructorArguments[1].Values);
            string fields = string.Join(", ", names.Select(Message.Literal));
            text.Append($"            Union = new({discriminator}, [{fields}]),\n");
        }
        text.Append("        };\n\n");
        text.Append("        private static global::System.Collections.Generic.IReadOnlyList<")
            .Append("global::Kubesharp.Api.SchemaField> Fields() =>\n        [\n");
        foreach (Field field in message.Fields)
            WriteField(text, message, field);
        text.Append("        ];\n    }\n");
    }

    private static void WriteField(StringBuilder text, Message message, Field field)
    {
        text.Append($"            new({Message.Literal(field.Name)}, {field.Number}, {Type(message, field)}) {{ ");
        text.Append($"Description = {Message.Literal(field.Description)}, ");
        if (field.IsRequired)
            text.Append("Required = true, ");
        if (field.Default is not null)
            text.Append($"Default = {Message.Literal(field.Default)}, ");
        if (field.PatchStrategy.Length > 0)
            text.Append($"PatchStrategy = {Message.Literal(field.PatchStrategy)}, ");
        if (field.PatchMergeKey.Length > 0)
            text.Append($"PatchMergeKey = {Message.Literal(field.PatchMergeKey)}, ");
        if (field.IsGranular)
            text.Append("Granular = true, ");
        if (field.HasZeroDefault)
            text.Append("HasZeroDefault = true, ");
        text.Append("},\n");
    }

    private static string Type(Message message, Field field)
    {
        const string Schemas = "global::Kubesharp.Api.Schemas.";
        string content = field.Content.IsMessage
            ? $"{Schemas}Of<{field.Content.Type}>()"
            : Schemas + (field.Content.Reader == "Raw" ? RawNode(message, field) : field.Content.Reader);
        switch (field.Shape)
        {
            case Shape.List when field.Keys.Count > 0:
                string keys = string.Join(", ", field.Keys.Select(Message.Literal));
                return $"{Schemas}MapList({content}, [{keys}])";
            case Shape.List when field.IsSet:
                return $"{Schemas}SetList({content})";
            case Shape.List:
                return $"{Schemas}{(field.IsAtomic ? "AtomicList" : "List")}({content})";
            case Shape.Map:
                return $"{Schemas}Map({content}, {(field.IsAtomic ? "true" : "false")})";
            default:
                if (field.IsAtomic && field.Content.Reader == "Bytes")
                    return Schemas + "AtomicBytes";
                if (field.IsGranular && field.Content.IsMessage)
                    return $"{Schemas}Granular({content})";
                return field.IsAtomic && field.Content.IsMessage ? $"{Schemas}Atomic({content})" : content;
        }
    }

    // Go has three types for raw JSON, each with its own definition.
    private static string RawNode(Message message, Field field)
    {
        if (field.Name == "fieldsV1")
            return "FieldsV1";
        return message.Name == "JSONSchemaProps" ? "Json" : "RawExtension";
    }
}
