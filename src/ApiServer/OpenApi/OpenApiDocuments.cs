using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Trees;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.ApiServer.Documents;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Http;
using Kubesharp.ApiServer.OpenApi.Gnostic;
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
    private const string ProtobufV2 = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    private const string ProtobufV3 = "application/com.github.proto-openapi.spec.v3.v1.0+protobuf";

    private readonly ConcurrentDictionary<string, (long Version, ReadOnlyMemory<byte> Body)> documents = new();

    public Reply V2(ServerRequest request)
    {
        if (Choose(request.Accept, ProtobufV2) is not { } type)
            return new StatusReply(StatusErrors.NotAcceptable([Negotiation.Json, ProtobufV2]));
        return WithTag(request, type, InType(type, "v2", V2Json(), OpenApiV2Messages.Document), Hash("v2"));
    }

    public ReadOnlyMemory<byte> V2Json() => Json("v2", json => Write(json, Sections(), v3: false));

    /// <summary>The index: where each document is, with its hash.</summary>
    public Reply Index(ServerRequest request)
    {
        if (Choose(request.Accept, Negotiation.Json) is null)
            return new StatusReply(StatusErrors.NotAcceptable([Negotiation.Json]));
        ReadOnlyMemory<byte> body = Json("index", json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("paths"u8);
            foreach (string key in Sections().Select(static section => section.Key).Order(StringComparer.Ordinal))
            {
                json.WriteStartObject(key);
                json.WriteString("serverRelativeURL"u8, UrlOf(key));
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return WithTag(request, Negotiation.Json, body, Hash("index"));
    }

    public Reply V3(string key, ServerRequest request)
    {
        if (Sections().FirstOrDefault(section => section.Key == key) is not { } wanted)
            return new StatusReply(StatusErrors.PathNotFound());
        if (Choose(request.Accept, ProtobufV3) is not { } type)
            return new StatusReply(StatusErrors.NotAcceptable([Negotiation.Json, ProtobufV3]));
        string hash = Hash(key);
        string asked = request.Query["hash"];
        if (asked.Length > 0 && asked != hash)
        {
            return new DocumentReply(Negotiation.Json, default)
            {
                Code = 301,
                Headers = [new("Location", UrlOf(key))],
            };
        }
        ReadOnlyMemory<byte> body = Json(key, json => Write(json, [wanted], v3: true));
        DocumentReply reply = WithTag(request, type, InType(type, key, body, OpenApiV3Messages.Document), hash);
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

    private string UrlOf(string key) => $"/openapi/v3/{key}?hash={Hash(key)}";

    /// <summary>JSON or the given protobuf type, whichever the client likes better; null: neither.</summary>
    private static string? Choose(string accept, string protobuf)
    {
        if (accept.Length == 0)
            return Negotiation.Json;
        // The name that the type had at first, which is no valid media type.
        string older = protobuf.Replace(".v1.0", "@v1.0", StringComparison.Ordinal);
        foreach (MediaType entry in MediaType.ParseAccept(accept))
        {
            if (entry.Matches(Negotiation.Json))
                return Negotiation.Json;
            if (entry.Type == protobuf || entry.Type == older)
                return protobuf;
        }
        return null;
    }

    private static DocumentReply WithTag(
        ServerRequest request, string type, ReadOnlyMemory<byte> body, string hash)
    {
        string tag = $"\"{hash}\"";
        return new DocumentReply(type, body)
        {
            Headers = [new("ETag", tag), new("Vary", "Accept")],
        }.UnlessKnown(request.IfNoneMatch, tag);
    }

    private ReadOnlyMemory<byte> InType(
        string type, string key, ReadOnlyMemory<byte> json, GnosticMessage message) => type == Negotiation.Json
            ? json
            : Cached($"protobuf/{key}", () => GnosticWriter.Write(message, TreeJson.Parse(json.Span)));

    private string Hash(string key)
    {
        string made =
            $"{typeof(ResourceRegistry).Module.ModuleVersionId}/{typeof(OpenApiDocuments).Module.ModuleVersionId}"
            + $"/{registry.Version}/{key}";
        return Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(made)));
    }

    private ReadOnlyMemory<byte> Json(string key, Action<Utf8JsonWriter> write) => Cached(key, () =>
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Encoder = JsonText.Encoder }))
            write(json);
        return stream.ToArray();
    });

    private ReadOnlyMemory<byte> Cached(string key, Func<byte[]> make)
    {
        long version = registry.Version;
        if (documents.TryGetValue(key, out (long Version, ReadOnlyMemory<byte> Body) cached)
            && cached.Version == version)
            return cached.Body;
        byte[] body = make();
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
