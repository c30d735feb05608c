using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Http;

/// <summary>In which form clients get objects and lists, and in which they may send them.</summary>
public sealed class NegotiationTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Protobuf = "application/vnd.kubernetes.protobuf";
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private const string Partial = "as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

    private ServerFixture Server => shared.Server;

    [Fact]
    public async Task E018_ObjectsAreReadAndWrittenAsJsonYamlAndProtobuf()
    {
        string maps = await shared.NamespaceAsync("encodings");
        ConfigMap map = new() { Metadata = new() { Name = "proto" }, Data = Data("k", "v") };
        using (HttpResponseMessage created = await SendAsync(maps, ApiProto.ToBytes(map), Protobuf, Protobuf))
        {
            Assert.Equal(201, (int)created.StatusCode);
            Assert.Equal(Protobuf, created.Content.Headers.ContentType!.ToString());
            ConfigMap read = await ReadAsync<ConfigMap>(created, "ConfigMap");
            Assert.Equal(("proto", "encodings", "v"), (read.Metadata.Name, read.Metadata.Namespace, read.Data["k"]));
        }
        using (HttpResponseMessage created = await SendAsync(
            maps, "metadata:\n  name: yaml\ndata: {k: 'yes'}\n"u8.ToArray(), "application/yaml", "application/yaml"))
        {
            Assert.Equal(201, (int)created.StatusCode);
            string text = await created.Content.ReadAsStringAsync(ServerFixture.Token);
            Assert.StartsWith("apiVersion: v1\ndata:\n  k: \"yes\"\nkind: ConfigMap\n", text, StringComparison.Ordinal);
        }
        using HttpResponseMessage list = await Server.RawAsync(HttpMethod.Get, maps, accept: Protobuf);
        byte[] message = ApiProto.OpenEnvelope(
            await list.Content.ReadAsByteArrayAsync(ServerFixture.Token), out _, out string kind).ToArray();
        Assert.Equal("ConfigMapList", kind);
        Assert.Equal(["proto", "yaml"],
            new ProtoFields(message).All(2).Select(static bytes => ApiProto.Read<ConfigMap>(bytes).Metadata.Name));
        using HttpResponseMessage missing = await Server.RawAsync(HttpMethod.Get, $"{maps}/none", accept: Protobuf);
        Assert.Equal(404, (await ReadAsync<Status>(missing, "Status")).Code);
    }

    [Fact]
    public async Task E019_WhatTheClientLikesBestIsSent()
    {
        await AssertAsync("application/json;q=0.2,application/yaml;q=0.8", "application/yaml");
        await AssertAsync($"{Protobuf};q=0.1,application/json", "application/json");
        await AssertAsync("*/*,application/yaml", "application/yaml");
        await AssertAsync("text/html,application/xhtml+xml,*/*;q=0.8", "application/json");
        await AssertAsync("application/*", "application/json");

        async Task AssertAsync(string accept, string expected)
        {
            using HttpResponseMessage response =
                await Server.RawAsync(HttpMethod.Get, "/api/v1/namespaces/default", accept: accept);
            Assert.Equal(expected, response.Content.Headers.ContentType!.ToString());
        }
    }

    [Theory]
    [InlineData("", "PartialObjectMetadata")]
    [InlineData("?includeObject=Metadata", "PartialObjectMetadata")]
    [InlineData("?includeObject=Object", "ConfigMap")]
    [InlineData("?includeObject=None", null)]
    public async Task E020_ATableHasColumnsAndRows(string query, string? kind)
    {
        string maps = await shared.NamespaceAsync($"table{query.Length}");
        await shared.ConfigMapAsync(maps, "a");
        foreach (string path in (string[])[maps, $"{maps}/a"])
        {
            (int code, JsonElement table) = await Server.SendAsync(HttpMethod.Get, path + query, accept: Table);
            Assert.Equal((200, "Table", "meta.k8s.io/v1"), (code, table.GetProperty("kind").GetString(),
                table.GetProperty("apiVersion").GetString()));
            JsonElement column = table.GetProperty("columnDefinitions")[0];
            Assert.Equal(("Name", "string", "name", 0), (column.GetProperty("name").GetString(),
                column.GetProperty("type").GetString(), column.GetProperty("format").GetString(),
                column.GetProperty("priority").GetInt32()));
            Assert.NotEmpty(column.GetProperty("description").GetString()!);
            JsonElement row = Assert.Single(table.GetProperty("rows").EnumerateArray());
            Assert.Equal("a", row.GetProperty("cells")[0].GetString());
            string? actual = row.TryGetProperty("object", out JsonElement value)
                ? value.GetProperty("kind").GetString()
                : null;
            Assert.Equal(kind, actual);
        }
    }

    [Fact]
    public async Task E020_ATableOfAPageSaysHowToGoOn()
    {
        string maps = await shared.NamespaceAsync("tablepages");
        await shared.ConfigMapAsync(maps, "a");
        await shared.ConfigMapAsync(maps, "b");
        (_, JsonElement table) = await Server.SendAsync(HttpMethod.Get, $"{maps}?limit=1", accept: Table);
        JsonElement metadata = table.GetProperty("metadata");
        Assert.Equal(1, metadata.GetProperty("remainingItemCount").GetInt32());
        string token = metadata.GetProperty("continue").GetString()!;
        (_, table) = await Server.SendAsync(HttpMethod.Get, $"{maps}?limit=1&continue={token}", accept: Table);
        Assert.Equal("b", table.GetProperty("rows")[0].GetProperty("cells")[0].GetString());
    }

    [Fact]
    public async Task E023_OnlyMetadataOfObjectsListsAndPatches()
    {
        string maps = await shared.NamespaceAsync("metadata");
        await shared.PostAsync(maps, """{"metadata":{"name":"a","labels":{"x":"y"}},"data":{"k":"v"}}""");
        (_, JsonElement list) =
            await Server.SendAsync(HttpMethod.Get, maps, accept: $"application/json;{Partial}");
        Assert.Equal(("PartialObjectMetadataList", "meta.k8s.io/v1"),
            (list.GetProperty("kind").GetString(), list.GetProperty("apiVersion").GetString()));
        JsonElement item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal("y", item.GetProperty("metadata").GetProperty("labels").GetProperty("x").GetString());
        Assert.False(item.TryGetProperty("data", out _));
        (_, JsonElement patched) = await Server.SendAsync(
            HttpMethod.Patch, $"{maps}/a", """{"metadata":{"labels":{"x":"z"}}}""", "application/merge-patch+json",
            $"application/json;{Partial}");
        Assert.Equal("PartialObjectMetadata", patched.GetProperty("kind").GetString());
        using HttpResponseMessage one =
            await Server.RawAsync(HttpMethod.Get, $"{maps}/a", accept: $"{Protobuf};{Partial}");
        PartialObjectMetadata read = await ReadAsync<PartialObjectMetadata>(one, "PartialObjectMetadata");
        Assert.Equal(("a", "z"), (read.Metadata.Name, read.Metadata.Labels["x"]));
        using HttpResponseMessage many = await Server.RawAsync(HttpMethod.Get, maps, accept: $"{Protobuf};{Partial}");
        byte[] message = ApiProto.OpenEnvelope(
            await many.Content.ReadAsByteArrayAsync(ServerFixture.Token), out _, out string kind).ToArray();
        Assert.Equal("PartialObjectMetadataList", kind);
        Assert.Equal("a", ApiProto.Read<PartialObjectMetadata>(new ProtoFields(message).Bytes(2)).Metadata.Name);
    }

    [Theory]
    [InlineData("?pretty=true", "tests", true)]
    [InlineData("?pretty=1", "tests", true)]
    [InlineData("", "tests", false)]
    [InlineData("", "curl/8.0", true)]
    [InlineData("?pretty=false", "curl/8.0", false)]
    public async Task E024_PrettyIsForHumans(string query, string agent, bool expected)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"/api/v1/namespaces/default{query}");
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        using HttpResponseMessage response = await Server.Client.SendAsync(request, ServerFixture.Token);
        string text = await response.Content.ReadAsStringAsync(ServerFixture.Token);
        Assert.Equal(expected, text.StartsWith("{\n  \"kind\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task E024_LargeAnswersAreCompressedForWhoUnderstands()
    {
        string maps = await shared.NamespaceAsync("large");
        string value = new('x', 100_000);
        await shared.PostAsync(maps, $$$"""{"metadata":{"name":"a"},"data":{"k":"{{{value}}}"}}""");
        await AssertAsync("gzip", false);
        await shared.PostAsync(maps, $$$"""{"metadata":{"name":"b"},"data":{"k":"{{{value}}}"}}""");
        await AssertAsync("gzip", true);
        await AssertAsync("deflate, gzip;q=0.5", true);
        await AssertAsync("gzip;q=0", false);
        await AssertAsync("", false);

        async Task AssertAsync(string accepted, bool expected)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, maps);
            if (accepted.Length > 0)
                request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
            using HttpResponseMessage response = await Server.Client.SendAsync(request, ServerFixture.Token);
            Assert.Equal(expected, response.Content.Headers.ContentEncoding.Contains("gzip"));
            if (!expected)
                return;
            Assert.Contains("Accept-Encoding", response.Headers.Vary);
            await using GZipStream plain = new(
                await response.Content.ReadAsStreamAsync(ServerFixture.Token), CompressionMode.Decompress);
            JsonElement list = (await JsonDocument.ParseAsync(plain, default, ServerFixture.Token)).RootElement;
            Assert.Equal(["a", "b"], SharedServer.Names(list));
        }
    }

    [Fact]
    public async Task E025_WhoCannotReadTheAnswerHasChangedNothing()
    {
        string maps = await shared.NamespaceAsync("unacceptable");
        (int code, JsonElement status) = await Server.SendAsync(
            HttpMethod.Post, maps, """{"metadata":{"name":"a"}}""", accept: "text/html");
        Assert.Equal((406, "NotAcceptable"), (code, status.GetProperty("reason").GetString()));
        Assert.Equal("only the following media types are accepted: application/json, application/yaml, " + Protobuf,
            status.GetProperty("message").GetString());
        Assert.Equal(404, (await Server.GetAsync($"{maps}/a")).Code);
    }

    [Theory]
    [InlineData("POST", "", "text/plain")]
    [InlineData("PUT", "/a", "application/cbor")]
    [InlineData("DELETE", "/a", "text/html")]
    public async Task E025_ABodyThatNobodyReadsIs415(string method, string path, string type)
    {
        string maps = await shared.NamespaceAsync("unsupported" + method.ToLowerInvariant());
        if (path.Length > 0)
            await shared.ConfigMapAsync(maps, "a");
        (int code, JsonElement status) = await Server.SendAsync(
            new HttpMethod(method), maps + path, """{"metadata":{"name":"a"}}""", type);
        Assert.Equal((415, "UnsupportedMediaType"), (code, status.GetProperty("reason").GetString()));
        Assert.StartsWith("the body of the request was in an unknown format - accepted media types include: "
            + "application/json", status.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E045_ManagedFieldsAreShownAndSelfLinkIsNot()
    {
        string maps = await shared.NamespaceAsync("plain");
        JsonElement made = await shared.PostAsync(
            maps, """{"metadata":{"name":"a","selfLink":"/x","unknown":"y"},"data":{"k":"v"}}""");
        JsonElement metadata = made.GetProperty("metadata");
        Assert.False(metadata.TryGetProperty("selfLink", out _));
        Assert.False(metadata.TryGetProperty("unknown", out _));
        Assert.NotEmpty(metadata.GetProperty("managedFields").EnumerateArray());
    }

    private async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string type, string accept)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await Server.Client.SendAsync(request, ServerFixture.Token);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, string expectedKind)
        where T : class, IApiMessage<T>
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(ServerFixture.Token);
        byte[] message = ApiProto.OpenEnvelope(body, out _, out string kind).ToArray();
        Assert.Equal(expectedKind, kind);
        return ApiProto.Read<T>(message);
    }

    private static Dictionary<string, string> Data(string key, string value) => new() { [key] = value };
}
