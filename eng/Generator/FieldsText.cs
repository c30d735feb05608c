using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Kubesharp.Generator;

/// <summary>
/// Writes of managedFields: FieldsV1 straight from the record, and the parts of two objects that differ. Both follow
/// the writer of JSON: what it shows is what can be owned.
/// </summary>
internal static class FieldsText
{
    private const string Space = "global::Kubesharp.Api.ManagedFields.";
    private const string ApiObject = "global::Kubesharp.Api.ApiObject";

    public static void Write(StringBuilder text, Message message)
    {
        text.Append("    /// <inheritdoc/>\n");
        text.Append($"    public void WriteFields(ref {Space}FieldSink sink, bool known)\n    {{\n");
        if (message.IsObject)
            text.Append("        bool top = sink.TakeTop();\n");
        foreach (Field field in message.Fields.OrderBy(static field => field.Name, System.StringComparer.Ordinal))
            text.Append("        ").Append(Entry(message, field)).Append('\n');
        text.Append("    }\n");
        foreach (Field field in message.Fields.Where(static field => field.Keys.Count > 0 && !field.IsAtomic))
            WriteKeys(text, field);
        if (message.IsObject)
            WriteDiffering(text, message);
    }

    private static string Entry(Message message, Field field)
    {
        string property = field.Property;
        string name = Message.Literal($",\"f:{field.Name}\":") + "u8";
        string leaf = $"sink.Leaf({name});";
        if (message.IsObject && property == "Metadata")
        {
            return $"if (top) sink.Metadata({name}, Metadata); "
                + $"else {{ var mark = sink.Open({name}, !known); Metadata.WriteFields(ref sink, known); "
                + "sink.Close(mark, !known); }";
        }
        string entry = field.Shape switch
        {
            Shape.Message => OfMessage(field, name, leaf),
            Shape.List or Shape.Map => OfCollection(field, name, leaf),
            _ => OfScalar(field, leaf),
        };
        bool canBeIgnored = message.IsObject && field.Name is "spec" or "status";
        return canBeIgnored ? $"if (!top || !sink.Ignores(\"{field.Name}\")) {{ {entry} }}" : entry;
    }

    private static string OfMessage(Field field, string name, string leaf)
    {
        string property = field.Property;
        if (IsWhole(field))
        {
            if (!field.IsNullable)
                return $"if (!known || !{property}.Equals(Nothing.{property})) {leaf}";
            return field.IsAlways
                ? $"if (!known || {property} is not null) {leaf}"
                : $"if ({property} is not null) {leaf}";
        }
        if (!field.IsNullable)
        {
            return $"{{ var mark = sink.Open({name}, !known); {property}.WriteFields(ref sink, known); "
                + "sink.Close(mark, !known); }";
        }
        if (!field.IsAlways)
        {
            return $"if ({property} is not null) {{ var mark = sink.Open({name}, true); "
                + $"{property}.WriteFields(ref sink, false); sink.Close(mark, true); }}";
        }
        return $"if ({property} is not null) {{ var mark = sink.Open({name}, !known); "
            + $"{property}.WriteFields(ref sink, false); sink.Close(mark, true); }} else if (!known) {leaf}";
    }

    private static string OfCollection(Field field, string name, string leaf)
    {
        string property = field.Property;
        Content content = field.Content;
        string self = field.IsAlways ? "!known" : "true";
        string full = leaf;
        if (field.Shape == Shape.List && field.Keys.Count > 0 && content.IsGenerated)
        {
            string whole = content.IsAtomic ? "true" : "false";
            full = $"sink.Elements({name}, {property}, {property}KeyNames, static element => "
                + $"{property}Key(element), {self}, {whole});";
        }
        else if (field.Shape == Shape.List && field.IsSet)
        {
            full = $"sink.Set({name}, {property}, {self});";
        }
        else if (field.Shape == Shape.Map && !field.IsAtomic)
        {
            bool deep = content.IsMessage && content.IsGenerated && !content.IsAtomic;
            full = $"sink.{(deep ? "Messages" : "Leaves")}({name}, {property}, {self});";
        }
        string empty = field.IsAlways ? $" else if (!known) {leaf}" : "";
        return $"if ({property}.Count != 0) {full}{empty}";
    }

    private static string OfScalar(Field field, string leaf)
    {
        string property = field.Property;
        string nothing = $"!known || {property} != Nothing.{property}";
        if (field.IsAlways)
        {
            return field.IsNullable && field.Content.Reader is "Time" or "MicroTime"
                ? $"if (!known || ({property} ?? default) != default) {leaf}"
                : $"if ({nothing}) {leaf}";
        }
        return $"if ({Shown(field)}) {leaf}";
    }

    /// <summary>The condition under which JSON shows a scalar.</summary>
    private static string Shown(Field field)
    {
        string property = field.Property;
        if (field.IsAlways)
            return "true";
        switch (field.Content.Reader)
        {
            case "String" or "Int32" or "Int64" or "Bool" or "Double" or "Time" or "MicroTime":
                if (field.IsNullable)
                    return $"{property} is not null";
                return field.Content.Reader switch
                {
                    "String" => $"{property}.Length != 0",
                    "Bool" => property,
                    _ => $"{property} != 0",
                };
            case "Bytes":
                return $"{property} is {{ Length: > 0 }}";
            default:
                return field.IsNullable ? $"{property} is not null" : "true";
        }
    }

    private static void WriteKeys(StringBuilder text, Field field)
    {
        if (!field.Content.IsGenerated)
            return;
        List<Field> keys = [.. field.Keys.OrderBy(static key => key, System.StringComparer.Ordinal)
            .Select(key => field.Content.FieldNamed(key))];
        IEnumerable<string> names = keys.Select((key, index) =>
            Message.Literal($"{(index == 0 ? "" : ",")}\\\"{key.Name}\\\":") + "u8.ToArray()");
        text.Append($"    private static readonly byte[][] {field.Property}KeyNames = [{string.Join(", ", names)}];\n");
        text.Append($"    private static {Space}FieldKey {field.Property}Key({field.Content.Type} element)\n")
            .Append($"    {{\n        {Space}FieldKey key = default;\n");
        foreach (Field key in keys)
        {
            string value = $"element.{key.Property}";
            string shown = Shown(key).Replace(key.Property, value);
            if (key.Content.Reader == "String")
            {
                string otherwise = key.Default is { } json && json.StartsWith("\"") ? json : "null";
                text.Append($"        key.Add({value}, {shown}, {otherwise});\n");
            }
            else
            {
                text.Append($"        key.Add({value}{(key.IsNullable ? " ?? 0" : "")}, {shown});\n");
            }
        }
        text.Append("        return key;\n    }\n");
    }

    private static void WriteDiffering(StringBuilder text, Message message)
    {
        text.Append("    /// <inheritdoc/>\n");
        text.Append($"    internal override ({ApiObject} Mine, {ApiObject} Theirs) ")
            .Append($"Differing({ApiObject} other)\n    {{\n");
        text.Append($"        {message.Name} mine = this, theirs = ({message.Name})other;\n");
        foreach (Field field in message.Fields.Where(HasParts))
        {
            string property = field.Property;
            text.Append($"        var my{property} = mine.{property}; var their{property} = theirs.{property};\n");
            text.Append($"        if (!object.Equals(my{property}, their{property})");
            text.Append(field.IsNullable ? $" && my{property} is not null && their{property} is not null)\n" : ")\n");
            text.Append("        {\n");
            text.Append($"            var nothing = new {field.Content.Type}();\n");
            WriteReduced(
                text, "            ", field.Content.Fields(), $"my{property}", $"their{property}", "nothing");
            text.Append("        }\n");
            text.Append($"        else if (object.Equals(my{property}, their{property})) ")
                .Append($"my{property} = their{property} = Nothing.{property};\n");
        }
        string parts = string.Join(", ", message.Fields.Where(HasParts)
            .Select(static field => $"{field.Property} = my{field.Property}"));
        if (parts.Length > 0)
        {
            text.Append($"        mine = mine with {{ {parts} }};\n");
            text.Append($"        theirs = theirs with {{ {parts.Replace("= my", "= their")} }};\n");
        }
        List<Field> rest = [.. message.Fields.Where(static field => !HasParts(field))];
        if (rest.Count > 0)
            WriteReduced(text, "        ", rest, "mine", "theirs", "Nothing");
        text.Append("        return (mine, theirs);\n    }\n");
    }

    private static bool HasParts(Field field) =>
        field.Shape == Shape.Message && !IsWhole(field);

    /// <summary>Owned as one piece.</summary>
    private static bool IsWhole(Field field) =>
        field.IsAtomic || !field.Content.IsGenerated || (field.Content.IsAtomic && !field.IsGranular);

    /// <summary>Two records with the fields in which they agree emptied.</summary>
    private static void WriteReduced(
        StringBuilder text, string indent, IReadOnlyList<Field> fields, string left, string right, string nothing)
    {
        foreach (Field field in fields)
            text.Append($"{indent}bool {left}Same{field.Property} = {Same(field, left, right)};\n");
        foreach (string side in new[] { left, right })
        {
            text.Append($"{indent}{side} = {side} with {{ ");
            foreach (Field field in fields)
            {
                text.Append($"{field.Property} = {left}Same{field.Property} ? {nothing}.{field.Property} ")
                    .Append($": {side}.{field.Property}, ");
            }
            text.Append("};\n");
        }
    }

    private static string Same(Field field, string left, string right)
    {
        string mine = $"{left}.{field.Property}", theirs = $"{right}.{field.Property}";
        if (field.Shape is Shape.List or Shape.Map)
            return $"global::Kubesharp.Api.Content.Equal({mine}, {theirs})";
        return field.Shape == Shape.Message ? $"object.Equals({mine}, {theirs})" : $"{mine} == {theirs}";
    }
}
