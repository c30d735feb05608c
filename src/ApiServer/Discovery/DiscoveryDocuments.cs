using System.Net;
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
/// <param name="registry">What is served.</param>
/// <param name="advertised">Where clients reach the server; null: wherever they have reached it.</param>
internal sealed class DiscoveryDocuments(ServedResources registry, IPEndPoint? advertised)
{
    private const string AggregatedParameters = ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private readonly record struct Form(Encoding Encoding, bool Aggregated);

    private sealed record Document(long Version, EncodedDocument Forms);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Document> documents = new();

    public IReadOnlyList<GroupVersion> GroupVersions() => registry.GroupVersions;

    /// <summary><c>/api</c> and <c>/apis</c>.</summary>
    public Reply Root(string root, ServerRequest request)
    {
        if (Choose(request.Accept, aggregatedToo: true) is not { } form)
            return new StatusReply(StatusErrors.NotAcceptable(Negotiation.Supported(protobuf: true)));
        if (form.Aggregated)
            return Answer(request, form, Cached($"aggregated/{root}", json => Aggregated(json, root)));
        // Where a client finds the server depends on how it has come, so this one is not kept.
        return Answer(request, form, root == "api"
            ? new EncodedDocument(json => WriteVersions(json, request.Host))
            : Cached(root, WriteGroups));
    }

    /// <summary><c>/api/v1</c>, <c>/apis/G</c>, <c>/apis/G/V</c>; null when it is not served.</summary>
    public Reply? Group(string[] parts, ServerRequest request)
    {
        string group = parts[0] == "api" ? "" : parts[1];
        GroupVersion groupVersion = new(group, parts[^1]);
        bool whole = parts is ["apis", _];
        IReadOnlyList<string> versions = registry.VersionsOf(group);
        IReadOnlyList<ResourceDefinition> resources = registry.ResourcesOf(groupVersion);
        if (whole ? versions.Count == 0 : resources.Count == 0)
            return null;
        if (Choose(request.Accept, aggregatedToo: false) is not { } form)
            return new StatusReply(StatusErrors.NotAcceptable(Negotiation.Supported(protobuf: true)));
        return Answer(request, form, whole
            ? Cached($"group/{group}", json => WriteGroup(json, group, versions, withType: true))
            : Cached($"resources/{groupVersion}", json => WriteResources(json, groupVersion, resources)));
    }

    /// <summary>The best form that the client accepts. Of the aggregated one there is only v2.</summary>
    private static Form? Choose(string accept, bool aggregatedToo)
    {
        if (accept.Length == 0)
            return new(Encoding.Json, false);
        foreach (MediaType entry in MediaType.ParseAccept(accept))
        {
            bool aggregated = aggregatedToo && entry["g"] == "apidiscovery.k8s.io" && entry["v"] == "v2"
                && entry["as"] == "APIGroupDiscoveryList";
            if (!aggregated && entry["as"].Length > 0)
                continue;
            if (entry.Matches(Negotiation.Json))
                return new(Encoding.Json, aggregated);
            if (entry.Matches(Negotiation.Yaml))
                return new(Encoding.Yaml, aggregated);
            if (entry.Matches(Negotiation.Protobuf))
                return new(Encoding.Protobuf, aggregated);
        }
        return null;
    }

    private static Reply Answer(ServerRequest request, Form form, EncodedDocument document)
    {
        (ReadOnlyMemory<byte> body, string tag) = document.Of(form.Encoding);
        // The client compares this with what it asked for, to know which of the two it has got.
        string contentType = ReplyWriter.ContentTypeOf(form.Encoding) + (form.Aggregated ? AggregatedParameters : "");
        return new DocumentReply(contentType, body)
        {
            Headers = [new("Vary", "Accept"), new("ETag", tag)],
        }.UnlessKnown(request.IfNoneMatch, tag);
    }

    private EncodedDocument Cached(string key, Action<Utf8JsonWriter> write)
    {
        long version = registry.Version;
        if (documents.TryGetValue(key, out Document? cached) && cached.Version == version)
            return cached.Forms;
        EncodedDocument document = new(write);
        documents[key] = new(version, document);
        return document;
    }

    private void WriteVersions(Utf8JsonWriter json, string host)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIVersions");
        json.WriteStartArray("versions"u8);
        json.WriteStringValue("v1"u8);
        json.WriteEndArray();
        json.WriteStartArray("serverAddressByClientCIDRs"u8);
        json.WriteStartObject();
        json.WriteString("clientCIDR"u8, "0.0.0.0/0");
        json.WriteString("serverAddress"u8, advertised?.ToString() ?? host);
        json.WriteEndObject();
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
