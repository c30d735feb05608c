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
        ReadOnlyMemory<byte> body = Cached("v2", json => Write(json, registry.GroupVersions, v3: false));
        return WithTag(request, body, Hash("v2"));
    }

    /// <summary>The index: where each document is, with its hash.</summary>
    public Reply Index(ServerRequest request)
    {
        ReadOnlyMemory<byte> body = Cached("index", json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("paths"u8);
            foreach (GroupVersion groupVersion in registry.GroupVersions)
            {
                string key = KeyOf(groupVersion);
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
        GroupVersion? found = null;
        foreach (GroupVersion groupVersion in registry.GroupVersions)
        {
            if (KeyOf(groupVersion) == key)
                found = groupVersion;
        }
        if (found is not { } wanted)
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

    private static string KeyOf(GroupVersion groupVersion) =>
        groupVersion.Group.Length == 0 ? $"api/{groupVersion.Version}" : $"apis/{groupVersion}";

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

    private void Write(Utf8JsonWriter json, IReadOnlyList<GroupVersion> groupVersions, bool v3)
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
        foreach (GroupVersion groupVersion in groupVersions)
        {
            foreach (ResourceDefinition resource in registry.ResourcesOf(groupVersion))
                paths.Write(resource);
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
            json.WriteEndObject();
        json.WriteEndObject();
    }
}
