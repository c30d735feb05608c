using System.Security.Cryptography;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.ApiServer.Documents;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Http;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Discovery;

/// <summary>
/// What is served, in the two forms that clients read: the older one a document per group and version, the aggregated
/// one all at once. Each is made on first use and kept until the registry changes.
/// </summary>
internal sealed class DiscoveryDocuments(ServedResources registry)
{
    private const string AggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private sealed record Document(long Version, ReadOnlyMemory<byte> Body, string ETag);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Document> documents = new();

    public IReadOnlyList<GroupVersion> GroupVersions() => registry.GroupVersions;

    /// <summary><c>/api</c> and <c>/apis</c>.</summary>
    public Reply Root(string root, ServerRequest request)
    {
        foreach (MediaType entry in MediaType.ParseAccept(request.Accept))
        {
            if (entry.Type is Negotiation.Json && entry["g"] == "apidiscovery.k8s.io" && entry["v"] == "v2"
                && entry["as"] == "APIGroupDiscoveryList")
            {
                return Answer(request, AggregatedType, Cached($"aggregated/{root}", json => Aggregated(json, root)));
            }
            if (entry.Matches(Negotiation.Json) && entry["as"].Length == 0)
                break;
        }
        return Answer(request, Negotiation.Json, Cached(root, json =>
        {
            if (root == "api")
                WriteVersions(json);
            else
                WriteGroups(json);
        }));
    }

    /// <summary><c>/api/v1</c>, <c>/apis/G</c>, <c>/apis/G/V</c>; null when it is not served.</summary>
    public Reply? Group(string[] parts, ServerRequest request)
    {
        string group = parts[0] == "api" ? "" : parts[1];
        if (parts is ["apis", _])
        {
            return registry.VersionsOf(group) is { Count: > 0 } versions
                ? Answer(request, Negotiation.Json, Cached($"group/{group}", json =>
                    WriteGroup(json, group, versions, withType: true)))
                : null;
        }
        GroupVersion groupVersion = new(group, parts[^1]);
        IReadOnlyList<ResourceDefinition> resources = registry.ResourcesOf(groupVersion);
        return resources.Count == 0
            ? null
            : Answer(request, Negotiation.Json, Cached($"resources/{groupVersion}", json =>
                WriteResources(json, groupVersion, resources)));
    }

    private static Reply Answer(ServerRequest request, string contentType, Document document)
    {
        if (request.Accept.Length > 0 && Negotiation.Choose(request.Accept, protobuf: false, stream: false) is null
            && contentType != AggregatedType)
        {
            // Discovery has fallen back to its plain form for a client that asked for another one only.
            bool acceptsJson =
                MediaType.ParseAccept(request.Accept).Any(static entry => entry.Matches(Negotiation.Json));
            if (!acceptsJson)
                return new StatusReply(StatusErrors.NotAcceptable([Negotiation.Json]));
        }
        List<KeyValuePair<string, string>> headers = [new("Vary", "Accept"), new("ETag", document.ETag)];
        if (request.IfNoneMatch == document.ETag)
            return new DocumentReply(contentType, default) { Code = 304, Headers = headers };
        return new DocumentReply(contentType, document.Body) { Headers = headers };
    }

    private Document Cached(string key, Action<Utf8JsonWriter> write)
    {
        long version = registry.Version;
        if (documents.TryGetValue(key, out Document? cached) && cached.Version == version)
            return cached;
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Encoder = JsonText.Encoder }))
            write(json);
        byte[] body = stream.ToArray();
        Document document = new(version, body, $"\"{Convert.ToHexString(SHA256.HashData(body))}\"");
        documents[key] = document;
        return document;
    }

    private static void WriteVersions(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIVersions");
        json.WriteStartArray("versions"u8);
        json.WriteStringValue("v1"u8);
        json.WriteEndArray();
        json.WriteStartArray("serverAddressByClientCIDRs"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteGroups(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIGroupList");
        json.WriteString("apiVersion"u8, "v1");
        json.WriteStartArray("groups"u8);
        foreach (string group in registry.Groups)
        {
            if (group.Length > 0)
                WriteGroup(json, group, registry.VersionsOf(group), withType: false);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteGroup(
        Utf8JsonWriter json, string group, IReadOnlyList<string> versions, bool withType)
    {
        json.WriteStartObject();
        if (withType)
        {
            json.WriteString("kind"u8, "APIGroup");
            json.WriteString("apiVersion"u8, "v1");
        }
        json.WriteString("name"u8, group);
        json.WriteStartArray("versions"u8);
        foreach (string version in versions)
            WriteGroupVersion(json, group, version);
        json.WriteEndArray();
        json.WritePropertyName("preferredVersion"u8);
        WriteGroupVersion(json, group, versions[0]);
        json.WriteEndObject();
    }

    private static void WriteGroupVersion(Utf8JsonWriter json, string group, string version)
    {
        json.WriteStartObject();
        json.WriteString("groupVersion"u8, $"{group}/{version}");
        json.WriteString("version"u8, version);
        json.WriteEndObject();
    }

    private static void WriteResources(
        Utf8JsonWriter json, GroupVersion groupVersion, IReadOnlyList<ResourceDefinition> resources)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIResourceList");
        json.WriteString("apiVersion"u8, "v1");
        json.WriteString("groupVersion"u8, groupVersion.ToString());
        json.WriteStartArray("resources"u8);
        foreach (ResourceDefinition resource in resources)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, resource.Plural);
            json.WriteString("singularName"u8, resource.Singular);
            json.WriteBoolean("namespaced"u8, resource.Namespaced);
            json.WriteString("kind"u8, resource.Kind);
            WriteStrings(json, "verbs", resource.Verbs, always: true);
            WriteStrings(json, "shortNames", resource.ShortNames);
            WriteStrings(json, "categories", resource.Categories);
            if (resource.Verbs.Contains("list"))
                json.WriteString("storageVersionHash"u8, StorageVersionHash(resource));
            json.WriteEndObject();
            foreach (string subresource in resource.Subresources)
                WriteSubresource(json, resource, subresource);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSubresource(Utf8JsonWriter json, ResourceDefinition resource, string subresource)
    {
        SubresourceShape shape = SubresourceShape.Of(resource, subresource);
        json.WriteStartObject();
        json.WriteString("name"u8, $"{resource.Plural}/{subresource}");
        json.WriteString("singularName"u8, "");
        json.WriteBoolean("namespaced"u8, resource.Namespaced);
        if (!shape.IsOwnKind && (shape.Group != resource.Group || shape.Version != resource.Version))
        {
            json.WriteString("group"u8, shape.Group);
            json.WriteString("version"u8, shape.Version);
        }
        json.WriteString("kind"u8, shape.IsOwnKind ? resource.Kind : shape.Kind);
        WriteStrings(json, "verbs", shape.Verbs, always: true);
        json.WriteEndObject();
    }

    private void Aggregated(Utf8JsonWriter json, string root)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIGroupDiscoveryList");
        json.WriteString("apiVersion"u8, "apidiscovery.k8s.io/v2");
        json.WriteStartObject("metadata"u8);
        json.WriteEndObject();
        json.WriteStartArray("items"u8);
        foreach (string group in registry.Groups)
        {
            if ((group.Length == 0) != (root == "api"))
                continue;
            json.WriteStartObject();
            json.WriteStartObject("metadata"u8);
            if (group.Length > 0)
                json.WriteString("name"u8, group);
            json.WriteNull("creationTimestamp"u8);
            json.WriteEndObject();
            json.WriteStartArray("versions"u8);
            foreach (string version in registry.VersionsOf(group))
                WriteAggregatedVersion(json, group, version);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteAggregatedVersion(Utf8JsonWriter json, string group, string version)
    {
        json.WriteStartObject();
        json.WriteString("version"u8, version);
        json.WriteStartArray("resources"u8);
        foreach (ResourceDefinition resource in registry.ResourcesOf(new(group, version)))
        {
            json.WriteStartObject();
            json.WriteString("resource"u8, resource.Plural);
            WriteResponseKind(json, resource.Group, resource.Version, resource.Kind);
            json.WriteString("scope"u8, resource.Namespaced ? "Namespaced" : "Cluster");
            json.WriteString("singularResource"u8, resource.Singular);
            WriteStrings(json, "verbs", resource.Verbs, always: true);
            WriteStrings(json, "shortNames", resource.ShortNames);
            WriteStrings(json, "categories", resource.Categories);
            if (resource.Subresources.Count > 0)
            {
                json.WriteStartArray("subresources"u8);
                foreach (string subresource in resource.Subresources)
                {
                    SubresourceShape shape = SubresourceShape.Of(resource, subresource);
                    json.WriteStartObject();
                    json.WriteString("subresource"u8, subresource);
                    if (shape.IsOwnKind)
                        WriteResponseKind(json, resource.Group, resource.Version, resource.Kind);
                    else
                        WriteResponseKind(json, shape.Group, shape.Version, shape.Kind);
                    WriteStrings(json, "verbs", shape.Verbs, always: true);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("freshness"u8, "Current");
        json.WriteEndObject();
    }

    private static void WriteResponseKind(Utf8JsonWriter json, string group, string version, string kind)
    {
        json.WriteStartObject("responseKind"u8);
        json.WriteString("group"u8, group);
        json.WriteString("version"u8, version);
        json.WriteString("kind"u8, kind);
        json.WriteEndObject();
    }

    private static void WriteStrings(
        Utf8JsonWriter json, string name, IReadOnlyList<string> values, bool always = false)
    {
        if (values.Count == 0 && !always)
            return;
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    // Tells clients when the stored form of a kind changes; the first eight bytes of a hash of its name, as upstream.
    private static string StorageVersionHash(ResourceDefinition resource)
    {
        const int hashBytes = 8;
        byte[] name = System.Text.Encoding.UTF8.GetBytes($"{resource.Group}/{resource.Version}/{resource.Kind}");
        return Convert.ToBase64String(SHA256.HashData(name).AsSpan(0, hashBytes));
    }
}
