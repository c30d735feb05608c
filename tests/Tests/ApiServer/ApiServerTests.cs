using System.Text.Json;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Xunit;

namespace Kubesharp.Tests.ApiServer;

/// <summary>What clients notice, one behaviour a test; the numbers are those of docs' compatibility list.</summary>
public sealed class ApiServerTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact(DisplayName = "An object that is created can be read, listed, replaced and deleted")]
    public async Task Lifecycle()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement created) = await server.CreateConfigMapAsync("one", """{"a":"b"}""");
        Assert.Equal(201, code);
        string revision = created.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;

        (code, JsonElement read) = await server.GetAsync($"{ConfigMaps}/one");
        Assert.Equal((200, created.GetRawText()), (code, read.GetRawText()));

        (code, JsonElement list) = await server.GetAsync(ConfigMaps);
        Assert.Equal("ConfigMapList", list.GetProperty("kind").GetString());
        JsonElement item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.False(item.TryGetProperty("kind", out _)); // E050

        (code, JsonElement same) = await server.SendAsync(HttpMethod.Put, $"{ConfigMaps}/one", read.GetRawText());
        Assert.Equal((200, revision),
            (code, same.GetProperty("metadata").GetProperty("resourceVersion").GetString())); // E038

        (code, JsonElement deleted) = await server.SendAsync(HttpMethod.Delete, $"{ConfigMaps}/one");
        Assert.Equal((200, "Success"), (code, deleted.GetProperty("status").GetString())); // E033
        (code, JsonElement gone) = await server.GetAsync($"{ConfigMaps}/one");
        Assert.Equal((404, "configmaps \"one\" not found"), (code, gone.GetProperty("message").GetString()));
    }

    [Fact(DisplayName = "E030: a write that is based on an older revision is told to read again")]
    public async Task Conflict()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement first) = await server.CreateConfigMapAsync("one");
        await server.SendAsync(
            HttpMethod.Patch, $"{ConfigMaps}/one", """{"data":{"x":"y"}}""", "application/merge-patch+json");
        (int code, JsonElement refused) =
            await server.SendAsync(HttpMethod.Put, $"{ConfigMaps}/one", first.GetRawText());
        Assert.Equal(409, code);
        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"one\": the object has been modified; please apply your "
            + "changes to the latest version and try again",
            refused.GetProperty("message").GetString());
        Assert.Equal("Conflict", refused.GetProperty("reason").GetString());
    }

    [Theory(DisplayName = "Bad input gets Kubernetes' own error")]
    [InlineData("POST", ConfigMaps, "{", 400, "BadRequest")]
    [InlineData("POST", ConfigMaps, """{"kind":"Pod","apiVersion":"v1"}""", 400, "BadRequest")]
    [InlineData("POST", ConfigMaps, """{"metadata":{"name":"A_"}}""", 422, "Invalid")]
    [InlineData("POST", ConfigMaps, """{"kind":"ConfigMap","apiVersion":"v1","metadata":{}}""", 422, "Invalid")]
    [InlineData("POST", ConfigMaps + "?fieldValidation=Strict", """{"foo":1}""", 400, "BadRequest")]
    [InlineData("POST", ConfigMaps, """{"metadata":{"name":"a","namespace":"other"}}""", 400, "BadRequest")]
    [InlineData("PUT", ConfigMaps + "/a", """{"metadata":{"name":"b"}}""", 400, "BadRequest")]
    [InlineData("GET", "/api/v1/nothings", null, 404, "NotFound")]
    [InlineData("GET", ConfigMaps + "?limit=x", null, 400, "BadRequest")]
    [InlineData("GET", ConfigMaps + "?fieldSelector=a=b", null, 400, "BadRequest")]
    [InlineData("GET", ConfigMaps + "?resourceVersionMatch=Exact", null, 422, "Invalid")]
    [InlineData("GET", ConfigMaps + "?watch=1&sendInitialEvents=true", null, 422, "Invalid")]
    [InlineData("GET", ConfigMaps + "?resourceVersion=99999999", null, 504, "Timeout")]
    public async Task BadInput(string method, string path, string? body, int code, string reason)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int actual, JsonElement status) = await server.SendAsync(new HttpMethod(method), path, body);
        Assert.Equal((code, reason), (actual, status.GetProperty("reason").GetString()));
        Assert.Equal("Status", status.GetProperty("kind").GetString());
        Assert.Equal(code, status.GetProperty("code").GetInt32());
    }

    [Fact(DisplayName = "E070: unknown fields are warned about and dropped")]
    public async Task Warnings()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        using HttpResponseMessage response = await server.RawAsync(
            HttpMethod.Post, ConfigMaps, """{"metadata":{"name":"a"},"foo":1}""");
        Assert.Equal("299 - \"unknown field \\\"foo\\\"\"", Assert.Single(response.Headers.GetValues("Warning")));
    }

    [Fact(DisplayName = "E048: pages are of one snapshot and say how much is left")]
    public async Task Pages()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        foreach (string name in (string[])["a", "b", "c", "d"])
            await server.CreateConfigMapAsync(name);
        (_, JsonElement first) = await server.GetAsync($"{ConfigMaps}?limit=3");
        JsonElement metadata = first.GetProperty("metadata");
        Assert.Equal(1, metadata.GetProperty("remainingItemCount").GetInt32());
        await server.CreateConfigMapAsync("e");
        (_, JsonElement second) = await server.GetAsync(
            $"{ConfigMaps}?limit=3&continue={metadata.GetProperty("continue").GetString()}");
        Assert.Equal("d", Assert.Single(second.GetProperty("items").EnumerateArray())
            .GetProperty("metadata").GetProperty("name").GetString());
        Assert.Equal(
            metadata.GetProperty("resourceVersion").GetString(),
            second.GetProperty("metadata").GetProperty("resourceVersion").GetString());
    }

    [Fact(DisplayName = "E055: a watch list begins with what there is and says when that is over")]
    public async Task WatchList()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a");
        using HttpResponseMessage response = await server.RawAsync(
            HttpMethod.Get,
            $"{ConfigMaps}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        using StreamReader lines = new(await response.Content.ReadAsStreamAsync(ServerFixture.Token));
        JsonElement added = await EventAsync(lines);
        Assert.Equal("ADDED", added.GetProperty("type").GetString());
        JsonElement bookmark = await EventAsync(lines);
        Assert.Equal("BOOKMARK", bookmark.GetProperty("type").GetString());
        Assert.Equal("true", bookmark.GetProperty("object").GetProperty("metadata").GetProperty("annotations")
            .GetProperty("k8s.io/initial-events-end").GetString());
        await server.SendAsync(HttpMethod.Delete, $"{ConfigMaps}/a");
        Assert.Equal("DELETED", (await EventAsync(lines)).GetProperty("type").GetString());
    }

    [Fact(DisplayName = "E020, E023: tables and metadata are made on request")]
    public async Task Projections()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a", """{"k":"v"}""");
        (_, JsonElement table) = await server.SendAsync(
            HttpMethod.Get, ConfigMaps, accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        Assert.Equal("Table", table.GetProperty("kind").GetString());
        Assert.Equal("a", table.GetProperty("rows")[0].GetProperty("cells")[0].GetString());
        (_, JsonElement partial) = await server.SendAsync(
            HttpMethod.Get, $"{ConfigMaps}/a",
            accept: "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");
        Assert.Equal("PartialObjectMetadata", partial.GetProperty("kind").GetString());
        Assert.False(partial.TryGetProperty("data", out _));
    }

    [Fact(DisplayName = "E065: apply makes the object, merges, and refuses to take fields of others")]
    public async Task Apply()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string type = "application/apply-patch+yaml";
        string one = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '1'}\n";
        (int code, _) = await server.SendAsync(HttpMethod.Patch, $"{ConfigMaps}/a?fieldManager=m1", one, type);
        Assert.Equal(201, code);
        (code, JsonElement refused) = await server.SendAsync(
            HttpMethod.Patch, $"{ConfigMaps}/a?fieldManager=m2", one.Replace("'1'", "'2'"), type);
        Assert.Equal(409, code);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"m1\": .data.x",
            refused.GetProperty("message").GetString());
        (code, JsonElement forced) = await server.SendAsync(
            HttpMethod.Patch, $"{ConfigMaps}/a?fieldManager=m2&force=true", one.Replace("'1'", "'2'"), type);
        Assert.Equal((200, "2"), (code, forced.GetProperty("data").GetProperty("x").GetString()));
    }

    [Fact(DisplayName = "In process: objects are shared, and a watch sees the writes in order")]
    public async Task InProcess()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        Kubesharp.Api.GroupVersionResource resource = new("", "v1", "configmaps");
        ApiRequest request = new() { Verb = Verb.Create, Resource = resource, Namespace = "default" };
        ApiResponse created = await server.Transport.SendAsync(
            request with { Body = new ConfigMap { Metadata = new() { GenerateName = "x-" } } }, ServerFixture.Token);
        Assert.Null(created.Error);
        ConfigMap map = Assert.IsType<ConfigMap>(created.Object);
        Assert.Equal(7, map.Metadata.Name.Length);
        ApiResponse list = await server.Transport.SendAsync(request with { Verb = Verb.List }, ServerFixture.Token);
        Assert.Single(list.List!.Items);

        await using IAsyncEnumerator<WatchEvent> events = server.Transport
            .WatchAsync(request with { Verb = Verb.Watch, ResourceVersion = list.List.ResourceVersion },
                ServerFixture.Token)
            .GetAsyncEnumerator(ServerFixture.Token);
        ValueTask<bool> next = events.MoveNextAsync();
        await server.Transport.SendAsync(
            request with { Verb = Verb.Delete, Name = map.Metadata.Name }, ServerFixture.Token);
        Assert.True(await next);
        Assert.Equal(WatchEventType.Deleted, events.Current.Type);
        Assert.Equal(map.Metadata.Uid, events.Current.Object!.Metadata.Uid);
    }

    [Fact(DisplayName = "E108: Services get an address and ports of their own and give them back")]
    public async Task Services()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string services = "/api/v1/namespaces/default/services";
        const string body = """
            {"metadata":{"name":"a"},
            "spec":{"type":"NodePort","clusterIP":"10.43.7.7","ports":[{"port":80,"nodePort":30080}]}}
            """;
        (int code, _) = await server.SendAsync(HttpMethod.Post, services, body);
        Assert.Equal(201, code);
        (code, JsonElement refused) = await server.SendAsync(HttpMethod.Post, services, body.Replace("\"a\"", "\"b\""));
        Assert.Equal(422, code);
        Assert.Equal(
            "Service \"b\" is invalid: spec.clusterIPs: Invalid value: [\"10.43.7.7\"]: "
            + "failed to allocate IP 10.43.7.7: provided IP is already allocated",
            refused.GetProperty("message").GetString());
        await server.SendAsync(HttpMethod.Delete, $"{services}/a");
        (code, _) = await server.SendAsync(HttpMethod.Post, services, body.Replace("\"a\"", "\"b\""));
        Assert.Equal(201, code);
    }

    [Fact(DisplayName = "E072: a Pod on a node is marked first and goes when its kubelet says so")]
    public async Task PodDeletion()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string pods = "/api/v1/namespaces/default/pods";
        const string body = """
            {"metadata":{"name":"a"},"spec":{"nodeName":"n","containers":[{"name":"c","image":"i"}]}}
            """;
        (int code, _) = await server.SendAsync(HttpMethod.Post, pods, body);
        Assert.Equal(201, code);
        (code, JsonElement marked) = await server.SendAsync(HttpMethod.Delete, $"{pods}/a");
        Assert.Equal((200, 30),
            (code, marked.GetProperty("metadata").GetProperty("deletionGracePeriodSeconds").GetInt32()));
        await server.SendAsync(HttpMethod.Delete, $"{pods}/a?gracePeriodSeconds=0");
        (code, _) = await server.GetAsync($"{pods}/a");
        Assert.Equal(404, code);
    }

    [Fact(DisplayName = "Scale reads and writes the replicas of a workload")]
    public async Task Scale()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string deployments = "/apis/apps/v1/namespaces/default/deployments";
        (int code, _) = await server.SendAsync(HttpMethod.Post, deployments, """
            {"metadata":{"name":"a"},"spec":{"selector":{"matchLabels":{"x":"y"}},
            "template":{"metadata":{"labels":{"x":"y"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);
        Assert.Equal(201, code);
        (code, JsonElement scale) = await server.SendAsync(
            HttpMethod.Patch, $"{deployments}/a/scale", """{"spec":{"replicas":4}}""", "application/merge-patch+json");
        Assert.Equal((200, 4, "x=y"), (code, scale.GetProperty("spec").GetProperty("replicas").GetInt32(),
            scale.GetProperty("status").GetProperty("selector").GetString()));
        (_, JsonElement deployment) = await server.GetAsync($"{deployments}/a");
        Assert.Equal(4, deployment.GetProperty("spec").GetProperty("replicas").GetInt32());
    }

    [Theory(DisplayName = "Documents that clients begin with")]
    [InlineData("/version", "gitVersion")]
    [InlineData("/api", "versions")]
    [InlineData("/apis", "groups")]
    [InlineData("/apis/apps", "preferredVersion")]
    [InlineData("/apis/apps/v1", "resources")]
    [InlineData("/openapi/v2", "definitions")]
    [InlineData("/openapi/v3", "paths")]
    [InlineData("/openapi/v3/apis/apps/v1", "components")]
    [InlineData("/", "paths")]
    public async Task Documents(string path, string member)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement document) = await server.GetAsync(path);
        Assert.Equal(200, code);
        Assert.True(document.TryGetProperty(member, out _));
    }

    [Fact(DisplayName = "E003: aggregated discovery has its exact content type")]
    public async Task Aggregated()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string type = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
        foreach (string path in (string[])["/api", "/apis"])
        {
            using HttpResponseMessage response = await server.RawAsync(
                HttpMethod.Get, path, accept: $"{type},application/json");
            Assert.Equal(type, response.Content.Headers.NonValidated["Content-Type"].ToString());
        }
    }

    private static async Task<JsonElement> EventAsync(StreamReader lines) =>
        JsonDocument.Parse((await lines.ReadLineAsync(ServerFixture.Token))!).RootElement;
}
