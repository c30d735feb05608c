using System.Buffers.Text;
using System.Text.Json;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>
/// Where a paged list goes on: the revision of its snapshot (-1: the newest, after the snapshot was lost) and the key
/// to start from, relative to the collection's prefix. Opaque to clients.
/// </summary>
public readonly record struct ContinueToken(long Revision, string Start)
{
    private const string Version = "meta.k8s.io/v1";

    public string Encode()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteString("v"u8, Version);
            json.WriteNumber("rv"u8, Revision);
            json.WriteString("start"u8, Start);
            json.WriteEndObject();
        }
        return Base64Url.EncodeToString(stream.ToArray());
    }

    /// <summary>Null when it is not one of ours.</summary>
    public static ContinueToken? Decode(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.GetProperty("v").GetString() != Version)
                return null;
            string start = root.GetProperty("start").GetString() ?? "";
            // A start that climbs out of the prefix could read another resource.
            return start.Split('/').Contains("..") ? null : new(root.GetProperty("rv").GetInt64(), start);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or KeyNotFoundException
            or InvalidOperationException)
        {
            return null;
        }
    }
}
