using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.ApiDiscovery;
using Kubesharp.Api.Meta;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Discovery;

/// <summary>What clients read before anything else.</summary>
public sealed class DiscoveryTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Aggregated = "g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private ServerFixture Server => shared.Server;

    [Fact]
    public async Task E001_VersionHasWhatClientsParse()
    {
        (_, JsonElement version) = await Server.GetAsync("/version");
        Assert.Equal(("1", "36"), (version.GetProperty("major").GetString(), version.GetProperty("minor").GetString()));
        Assert.Matches(@"^v1\.36\.\d+\+[0-9A-Za-z.-]+$", version.GetProperty("gitVersion").GetString());
        foreach (string member in (string[])
            ["gitCommit", "gitTreeState", "buildDate", "goVersion", "compiler", "platform", "emulationMajor",
                "emulationMinor", "minCompatibilityMajor", "minCompatibilityMinor"])
        {
            Assert.False(string.IsNullOrEmpty(version.GetProperty(member).GetString()));
        }
    }

    [Fact]
    public async Task E002_GroupsVersionsAndResources()
    {
        (_, JsonElement core) = await Server.GetAsync("/api");
        Assert.Equal("APIVersions", core.GetProperty("kind").GetString());
        Assert.Equal("v1", core.GetProperty("versions")[0].GetString());
        JsonElement address = core.GetProperty("serverAddressByClientCIDRs")[0];
        Assert.Equal(("0.0.0.0/0", "192.0.2.1:6443"),
            (address.GetProperty("clientCIDR").GetString(), address.GetProperty("serverAddress").GetString()));

        (_, JsonElement groups) = await Server.GetAsync("/apis");
        Assert.Equal(("APIGroupList", "v1"),
            (groups.GetProperty("kind").GetString(), groups.GetProperty("apiVersion").GetString()));
        JsonElement autoscaling = groups.GetProperty("groups").EnumerateArray()
            .Single(static group => group.GetProperty("name").GetString() == "autoscaling");
        Assert.Equal("autoscaling/v2",
            autoscaling.GetProperty("preferredVersion").GetProperty("groupVersion").GetString());

        (_, JsonElement resources) = await Server.GetAsync("/apis/apps/v1");
        Assert.Equal("apps/v1", resources.GetProperty("groupVersion").GetString());
        JsonElement deployments = Resource(resources, "deployments");
        Assert.Equal(("deployment", "Deployment", true), (deployments.GetProperty("singularName").GetString(),
            deployments.GetProperty("kind").GetString(), deployments.GetProperty("namespaced").GetBoolean()));
        Assert.Equal(["deploy"], Texts(deployments, "shortNames"));
        Assert.Equal(["all"], Texts(deployments, "categories"));
        Assert.Equal(["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
            Texts(deployments, "verbs"));
        // The first bytes of a hash of "apps/v1/Deployment", the same on every server.
        Assert.Equal("8aSe+NMegvE=", deployments.GetProperty("storageVersionHash").GetString());
        JsonElement scale = Resource(resources, "deployments/scale");
        Assert.Equal(("autoscaling", "v1", "Scale"), (scale.GetProperty("group").GetString(),
            scale.GetProperty("version").GetString(), scale.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("/api", "v1", "pods")]
    [InlineData("/apis", "apps", "deployments")]
    public async Task E003_AggregatedDiscoveryHasItsExactContentType(string path, string group, string resource)
    {
        // As kubectl asks: v2, then v2beta1, then the older form.
        string accept = $"application/json;{Aggregated},"
            + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
        using HttpResponseMessage response = await Server.RawAsync(HttpMethod.Get, path, accept: accept);
        Assert.Equal($"application/json;{Aggregated}", ContentType(response));
        JsonElement list =
            JsonDocument.Parse(await response.Content.ReadAsStringAsync(ServerFixture.Token)).RootElement;
        Assert.Equal(("APIGroupDiscoveryList", "apidiscovery.k8s.io/v2"),
            (list.GetProperty("kind").GetString(), list.GetProperty("apiVersion").GetString()));
        JsonElement found = list.GetProperty("items").EnumerateArray()
            .Single(item => group == "v1" || item.GetProperty("metadata").GetProperty("name").GetString() == group)
            .GetProperty("versions")[0];
        Assert.Equal("Current", found.GetProperty("freshness").GetString());
        Assert.Contains(found.GetProperty("resources").EnumerateArray(),
            one => one.GetProperty("resource").GetString() == resource
                && one.GetProperty("scope").GetString() == "Namespaced"
                && one.GetProperty("responseKind").GetProperty("kind").GetString()!.Length > 0);
    }

    [Theory]
    [InlineData("application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json",
        "application/json")]
    [InlineData("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList;profile=nopeer",
        "application/json;" + Aggregated)]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    public async Task E004_OnlyV2IsAggregated(string accept, string expected)
    {
        using HttpResponseMessage response = await Server.RawAsync(HttpMethod.Get, "/apis", accept: accept);
        Assert.Equal(expected, ContentType(response));
    }

    [Theory]
    [InlineData("/api", "application/json")]
    [InlineData("/apis", "application/json;" + Aggregated)]
    [InlineData("/apis/apps/v1", "application/json")]
    public async Task E005_WhoHasTheDocumentIsToldSo(string path, string accept)
    {
        using HttpResponseMessage first = await Server.RawAsync(HttpMethod.Get, path, accept: accept);
        string tag = first.Headers.NonValidated["ETag"].ToString();
        Assert.Matches("^\"[0-9A-F]{64}\"$", tag);
        Assert.Equal("Accept", first.Headers.NonValidated["Vary"].ToString());
        foreach (string known in (string[])[tag, $"\"other\", W/{tag}", "*"])
            Assert.Equal(304, await CodeAsync(known));
        Assert.Equal(200, await CodeAsync("\"other\""));

        async Task<int> CodeAsync(string known)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
            using HttpResponseMessage response = await Server.Client.SendAsync(request, ServerFixture.Token);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task DiscoveryIsAlsoYamlAndProtobuf()
    {
        using HttpResponseMessage yaml =
            await Server.RawAsync(HttpMethod.Get, "/apis/apps/v1", accept: "application/yaml");
        Assert.Contains("groupVersion: apps/v1\n", await yaml.Content.ReadAsStringAsync(ServerFixture.Token));
        APIResourceList resources =
            ApiProto.Read<APIResourceList>(await ProtobufAsync("/apis/apps/v1", "", "APIResourceList"));
        Assert.Equal("apps/v1", resources.GroupVersion);
        Assert.Contains(resources.Resources, static one => one is { Name: "deployments", Namespaced: true });
        APIGroupList groups = ApiProto.Read<APIGroupList>(await ProtobufAsync("/apis", "", "APIGroupList"));
        Assert.Contains(groups.Groups, static one => one.Name == "apps");
        APIVersions versions = ApiProto.Read<APIVersions>(await ProtobufAsync("/api", "", "APIVersions"));
        Assert.Equal(["v1"], versions.Versions);
        ProtoFields list = new(await ProtobufAsync("/apis", ";" + Aggregated, "APIGroupDiscoveryList"));
        APIGroupDiscovery[] items =
            [.. list.All(2).Select(static bytes => ApiProto.Read<APIGroupDiscovery>(bytes))];
        Assert.Contains(items, static item => item.Metadata.Name == "apps"
            && item.Versions[0].Resources.Any(static one => one.Resource == "deployments"));
    }

    [Theory]
    [InlineData("/api/v9", true)]
    [InlineData("/api/v1/nothings", true)]
    [InlineData("/apis/nobody.example.com/v1", true)]
    [InlineData("/apis/nobody.example.com/v1/things", true)]
    [InlineData("/nothing", false)]
    public async Task E010_WhatIsNotThereIsAStatusBelowApiAndTextElsewhere(string path, bool status)
    {
        using HttpResponseMessage response = await Server.RawAsync(HttpMethod.Get, path);
        string text = await response.Content.ReadAsStringAsync(ServerFixture.Token);
        Assert.Equal(404, (int)response.StatusCode);
        if (status)
        {
            Assert.Equal("the server could not find the requested resource",
                JsonDocument.Parse(text).RootElement.GetProperty("message").GetString());
        }
        else
        {
            Assert.StartsWith("text/plain", ContentType(response), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task E010_TheRootListsPathsThatAreThere()
    {
        (_, JsonElement root) = await Server.GetAsync("/");
        string[] paths = [.. root.GetProperty("paths").EnumerateArray().Select(static path => path.GetString()!)];
        foreach (string path in (string[])
            ["/api", "/api/v1", "/apis", "/apis/apps", "/apis/apps/v1", "/healthz", "/version"])
        {
            Assert.Contains(path, paths);
        }
        foreach (string path in paths.Where(static path => path.StartsWith("/api", StringComparison.Ordinal)))
            Assert.Equal(200, (await Server.GetAsync(path)).Code);
    }

    private async Task<byte[]> ProtobufAsync(string path, string parameters, string expectedKind)
    {
        string accept = $"application/vnd.kubernetes.protobuf{parameters}";
        using HttpResponseMessage response = await Server.RawAsync(HttpMethod.Get, path, accept: accept);
        Assert.Equal(accept, ContentType(response));
        byte[] body = await response.Content.ReadAsByteArrayAsync(ServerFixture.Token);
        byte[] message = ApiProto.OpenEnvelope(body, out _, out string kind).ToArray();
        Assert.Equal(expectedKind, kind);
        return message;
    }

    private static string ContentType(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated["Content-Type"].ToString();

    private static JsonElement Resource(JsonElement list, string name) => list.GetProperty("resources")
        .EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

    private static IEnumerable<string> Texts(JsonElement value, string member) =>
        value.GetProperty(member).EnumerateArray().Select(static text => text.GetString()!);
}
