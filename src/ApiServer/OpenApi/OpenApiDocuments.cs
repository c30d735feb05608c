using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.ApiServer.Documents;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Http;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>
/// The OpenAPI documents of what is served: one of version 2, one of version 3 for each group and version. Each is made
/// on first use. A document's hash is that of what it is made from (this program and the state of the registry), so the
/// index costs nothing.
/// </summary>
internal sealed class OpenApiDocuments(ServedResources registry, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (long Version, ReadOnlyMemory<byte> Body)> documents = new();

    public Reply V2(ServerRequest request)
    {
        if (!AcceptsJson(request))
            return new StatusReply(StatusErrors.NotAcceptable([Negotiation.Json]));
        return WithTag(request, V2Json(), Hash("v2"));
    }

    public ReadOnlyMemory<byte> V2Json() => Cached("v2", json => Write(json, Sections(), v3: false));

    /// <summary>The index: where each document is, with its hash.</summary>
    public Reply Index(ServerRequest request)
    {
        ReadOnlyMemory<byte> body = Cached("index", json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("paths"u8);
            foreach (string key in Sections().Select(static section => section.Key).Order(StringComparer.Ordinal))
            {
                json.WriteStartObject(key);
                json.WriteString("serverRelativeURL"u8, $"/openapi/v3/{key}?hash={Hash(key)}");
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return WithTag(request, body, Hash("index"));
    }

    public Reply V3(string key, ServerRequest request)
    {
        if (Sections().FirstOrDefault(section => section.Key == key) is not { } wanted)
            return new StatusReply(StatusErrors.PathNotFound());
        if (!AcceptsJson(request))
            return new StatusReply(StatusErrors.NotAcceptable([Negotiation.Json]));
        string hash = Hash(key);
        string asked = request.Query["hash"];
        if (asked.Length > 0 && asked != hash)
        {
            return new DocumentReply(Negotiation.Json, default)
            {
                Code = 301,
                Headers = [new("Location", $"/openapi/v3/{key}?hash={hash}")],
            };
        }
        ReadOnlyMemory<byte> body = Cached(key, json => Write(json, [wanted], v3: true));
        DocumentReply reply = WithTag(request, body, hash);
        return asked.Length == 0
            ? reply
            : reply with
            {
                // The hash is part of the address: what is behind it never changes.
                Headers =
                [
                    .. reply.Headers,
                    new("Cache-Control", "public, immutable"),
                    new("Expires", time.GetUtcNow().AddYears(1).ToString("R")),
                ],
            };
    }

    /// <summary>The parts of the API, each of which has a document of version 3.</summary>
    private IReadOnlyList<Section> Sections()
    {
        List<Section> sections =
        [
            .. DocumentOperations.OfServer().Select(static one =>
                new Section(one.Key.Trim('/'), null, [new(one.Key, [one.Value])])),
            Of(DocumentOperations.OfCore()),
            Of(DocumentOperations.OfGroups()),
            .. registry.Groups.Where(static group => group.Length > 0)
                .Select(static group => Of(DocumentOperations.OfGroup(group))),
        ];
        foreach (GroupVersion groupVersion in registry.GroupVersions)
            sections.Add(Of(DocumentOperations.OfVersion(groupVersion), groupVersion));
        return sections;
    }

    private static Section Of(KeyValuePair<string, Operation> discovery, GroupVersion? groupVersion = null) =>
        new(discovery.Key.Trim('/'), groupVersion, [new(discovery.Key, [discovery.Value])]);

    /// <param name="Key">The path that all of its paths begin with: <c>apis/apps/v1</c>.</param>
    /// <param name="GroupVersion">Whose resources are in it; null: none.</param>
    /// <param name="Paths">Its paths that are no resources.</param>
    private sealed record Section(
        string Key, GroupVersion? GroupVersion, IReadOnlyList<KeyValuePair<string, IReadOnlyList<Operation>>> Paths);

    private static bool AcceptsJson(ServerRequest request) => request.Accept.Length == 0
        || MediaType.ParseAccept(request.Accept).Any(static entry => entry.Matches(Negotiation.Json));

    private static DocumentReply WithTag(ServerRequest request, ReadOnlyMemory<byte> body, string hash)
    {
        string tag = $"\"{hash}\"";
        return new(Negotiation.Json, request.IfNoneMatch == tag ? default : body)
        {
            Code = request.IfNoneMatch == tag ? 304 : 200,
            Headers = [new("ETag", tag), new("Vary", "Accept")],
        };
    }

    private string Hash(string key)
    {
        string made =
            $"{typeof(ResourceRegistry).Module.ModuleVersionId}/{typeof(OpenApiDocuments).Module.ModuleVersionId}"
            + $"/{registry.Version}/{key}";
        return Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(made)));
    }

    private ReadOnlyMemory<byte> Cached(string key, Action<Utf8JsonWriter> write)
    {
        long version = registry.Version;
        if (documents.TryGetValue(key, out (long Version, ReadOnlyMemory<byte> Body) cached)
            && cached.Version == version)
            return cached.Body;
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Encoder = JsonText.Encoder }))
            write(json);
        byte[] body = stream.ToArray();
        documents[key] = (version, body);
        return body;
    }

    private void Write(Utf8JsonWriter json, IReadOnlyList<Section> sections, bool v3)
    {
        SchemaWriter schemas = new(json, v3);
        PathWriter paths = new(json, schemas, v3);
        json.WriteStartObject();
        json.WriteString(v3 ? "openapi"u8 : "swagger"u8, v3 ? "3.0.0" : "2.0");
        json.WriteStartObject("info"u8);
        json.WriteString("title"u8, "Kubernetes");
        json.WriteString("version"u8, VersionDocument.GitVersion);
        json.WriteEndObject();
        json.WriteStartObject("paths"u8);
        foreach (Section section in sections)
        {
            foreach ((string path, IReadOnlyList<Operation> operations) in section.Paths)
                paths.Write(path, operations);
            if (section.GroupVersion is not { } groupVersion)
                continue;
            foreach (ResourceDefinition resource in registry.ResourcesOf(groupVersion))
            {
                schemas.Mention(resource);
                foreach ((string path, IReadOnlyList<Operation> operations) in ResourceOperations.Of(resource))
                    paths.Write(path, operations);
            }
        }
        json.WriteEndObject();
        if (v3)
            json.WriteStartObject("components"u8);
        json.WriteStartObject(v3 ? "schemas"u8 : "definitions"u8);
        schemas.WriteDefinitions();
        json.WriteEndObject();
        json.WriteStartObject(v3 ? "securitySchemes"u8 : "securityDefinitions"u8);
        json.WriteStartObject("BearerToken"u8);
        json.WriteString("description"u8, "Bearer Token authentication");
        json.WriteString("in"u8, "header");
        json.WriteString("name"u8, "authorization");
        json.WriteString("type"u8, "apiKey");
        json.WriteEndObject();
        json.WriteEndObject();
        if (v3)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray("security"u8);
            json.WriteStartObject();
            json.WriteStartArray("BearerToken"u8);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
