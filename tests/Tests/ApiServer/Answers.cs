using System.Text.Json;

namespace Kubesharp.Tests.ApiServer;

/// <summary>Reads what tests look for out of answers.</summary>
internal static class Answers
{
    public static string Message(this JsonElement status) => status.GetProperty("message").GetString()!;

    /// <summary>The text of a member of metadata; empty when it is absent.</summary>
    public static string Metadata(this JsonElement value, string member) =>
        value.GetProperty("metadata").TryGetProperty(member, out JsonElement found) ? found.ToString() : "";

    public static string Revision(this JsonElement value) => value.Metadata("resourceVersion");

    /// <summary>Follows members; null as soon as one is missing.</summary>
    public static JsonElement? At(this JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (string member in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(member, out value))
                return null;
        }
        return value;
    }

    /// <summary>Each entry of managedFields as one line: who, how, through what, which fields.</summary>
    public static string[] Managers(this JsonElement value) =>
    [
        .. (value.At("metadata", "managedFields")?.EnumerateArray().ToArray() ?? []).Select(static entry =>
            $"{entry.GetProperty("manager")} {entry.GetProperty("operation")} {entry.GetProperty("apiVersion")}"
            + $"{(entry.TryGetProperty("subresource", out JsonElement sub) ? $" {sub}" : "")} "
            + entry.GetProperty("fieldsV1").GetRawText()),
    ];

    /// <summary>Reason, field and message of each cause.</summary>
    public static string[] Causes(this JsonElement status) =>
    [
        .. (status.At("details", "causes")?.EnumerateArray().ToArray() ?? []).Select(static cause =>
            $"{cause.At("reason")} {cause.At("field")}: {cause.At("message")}"),
    ];
}
