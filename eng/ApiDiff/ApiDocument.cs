using System.Text.Json;

namespace Kubesharp.ApiDiff;

/// <summary>An API as an OpenAPI document of version 2 describes it.</summary>
public sealed class ApiDocument
{
    /// <summary>Types and operations by their names.</summary>
    public IReadOnlyDictionary<string, Subject> Subjects { get; }

    private ApiDocument(IReadOnlyDictionary<string, Subject> subjects) => Subjects = subjects;

    /// <summary>Reads a document. Throws <see cref="InvalidDataException"/> that says what is wrong with it.</summary>
    public static ApiDocument Parse(ReadOnlyMemory<byte> json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"it is not JSON: {exception.Message}");
        }
        using (document)
        {
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new InvalidDataException("it is not a JSON object");
            if (root.TryGetProperty("openapi", out JsonElement newer))
            {
                throw new InvalidDataException(
                    $"it is an OpenAPI document of version {newer}; the one of version 2 is wanted, as "
                    + "`kubectl get --raw /openapi/v2` prints it");
            }
            if (!root.TryGetProperty("swagger", out JsonElement version) || version.ValueKind != JsonValueKind.String
                || version.GetString() != "2.0")
                throw new InvalidDataException("it has no field \"swagger\" with the value \"2.0\"");
            foreach (string name in (string[])["definitions", "paths"])
            {
                if (!root.TryGetProperty(name, out JsonElement part) || part.ValueKind != JsonValueKind.Object)
                    throw new InvalidDataException($"it has no object \"{name}\"");
            }
            return new(new ApiDocumentReader(root).Read());
        }
    }
}
