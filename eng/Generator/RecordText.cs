using System.Linq;
using System.Text;

namespace Kubesharp.Generator;

/// <summary>What makes the record a value: constructor, kind, equality.</summary>
internal static class RecordText
{
    // Objects differ early: a hash over the first fields is good enough and cheap.
    private const int HashedFieldsMax = 8;

    public static void Write(StringBuilder text, Message message)
    {
        text.Append("    public ").Append(message.Name).Append("() { }\n");
        text.Append($"    internal static readonly {message.Name} Nothing = new();\n");
        if (message.HasKind)
        {
            string modifier = message.IsObject ? "public override" : "public";
            text.Append($"    {modifier} string ApiVersion => {Message.Literal(message.ApiVersion)};\n");
            text.Append($"    {modifier} string Kind => {Message.Literal(message.Kind)};\n");
        }
        text.Append("    /// <summary>The JSON.</summary>\n");
        text.Append("    public override string ToString() => global::Kubesharp.Api.ApiJson.ToText(this);\n");
        WriteEquals(text, message);
        WriteHash(text, message);
    }

    private static void WriteEquals(StringBuilder text, Message message)
    {
        text.Append($"    public bool Equals({message.Name}? other) =>\n")
            .Append("        ReferenceEquals(this, other) || other is not null");
        foreach (Field field in message.Fields)
        {
            string name = field.Property;
            text.Append("\n        && ");
            if (field.Shape is Shape.List or Shape.Map)
                text.Append($"global::Kubesharp.Api.Content.Equal({name}, other.{name})");
            else if (field.Shape == Shape.Message)
                text.Append(field.IsNullable
                    ? $"({name} is null ? other.{name} is null : {name}.Equals(other.{name}))"
                    : $"{name}.Equals(other.{name})");
            else if (field.Content.Reader == "Double")
                text.Append($"{name}.Equals(other.{name})");
            else
                text.Append($"{name} == other.{name}");
        }
        text.Append(";\n");
    }

    private static void WriteHash(StringBuilder text, Message message)
    {
        var parts = message.Fields.Take(HashedFieldsMax).Select(static field =>
            field.Shape is Shape.List or Shape.Map
                ? $"global::Kubesharp.Api.Content.Hash({field.Property})"
                : field.Property);
        string arguments = string.Join(", ", parts);
        text.Append("    public override int GetHashCode() => ");
        text.Append(arguments.Length == 0 ? "0" : $"global::System.HashCode.Combine({arguments})").Append(";\n");
    }
}
