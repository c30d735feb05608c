using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.OpenApi;

/// <summary>How OpenAPI is served: index, hashes, caching, JSON and protobuf.</summary>
public sealed class OpenApiTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string V2 = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    private const string V3 = "application/com.github.proto-openapi.spec.v3.v1.0+protobuf";

    private ServerFixture Server => shared.Server;

    [Fact]
    public async Task E011_TheIndexNamesEveryDocumentWithItsHash()
    {
        (_, JsonElement index) = await Server.GetAsync("/openapi/v3");
        JsonElement paths = index.GetProperty("paths");
        foreach (string key in (string[])
            ["api", "api/v1", "apis", "apis/apps", "apis/apps/v1", "version", ".well-known/openid-configuration"])
        {
            string url = paths.GetProperty(key).GetProperty("serverRelativeURL").GetString()!;
            Assert.Matches($@"^/openapi/v3/{key}\?hash=[0-9A-F]+$", url);
            (int code, JsonElement document) = await Server.GetAsync(url);
            Assert.Equal(200, code);
            Assert.NotEmpty(document.GetProperty("paths").EnumerateObject());
        }
    }

    [Fact]
    public async Task E012_ADocumentUnderItsHashNeverChanges()
    {
        (_, JsonElement index) = await Server.GetAsync("/openapi/v3");
        string url = index.GetProperty("paths").GetProperty("apis/batch/v1").GetProperty("serverRelativeURL")
            .GetString()!;
        using (HttpResponseMessage response = await Server.RawAsync(HttpMethod.Get, url))
        {
            Assert.Equal($"\"{url[(url.IndexOf('=') + 1)..]}\"", response.Headers.NonValidated["ETag"].ToString());
            Assert.Equal("public, immutable", response.Headers.NonValidated["Cache-Control"].ToString());
            Assert.Equal("Accept", response.Headers.NonValidated["Vary"].ToString());
            DateTimeOffset expires = response.Content.Headers.Expires!.Value;
            Assert.InRange(expires - DateTimeOffset.UtcNow, TimeSpan.FromDays(360), TimeSpan.FromDays(367));
        }
        using HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            ServerCertificateCustomValidationCallback = static (_, _, _, _) => true,
        };
        using HttpClient client = new(handler) { BaseAddress = Server.Client.BaseAddress };
        using HttpResponseMessage moved =
            await client.GetAsync("/openapi/v3/apis/batch/v1?hash=OLD", ServerFixture.Token);
        Assert.Equal((301, url), ((int)moved.StatusCode, moved.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData(V3)]
    [InlineData("application/com.github.proto-openapi.spec.v3@v1.0+protobuf")]
    public async Task E013_Version3IsProtobufToo(string accept)
    {
        ProtoFields document = await ProtobufAsync("/openapi/v3/apis/apps/v1", accept, V3);
        Assert.Equal("3.0.0", document.Text(1));
        Assert.Equal("Kubernetes", document.Message(2).Text(1));
        ProtoFields path = document.Message(4).Named(1, "/apis/apps/v1/namespaces/{namespace}/deployments");
        ProtoFields create = path.Message(6);
        Assert.Contains("fieldValidation", create.Messages(6).Select(static one => one.Message(1).Text(1)));
        ProtoFields kind = create.Named(13, "x-kubernetes-group-version-kind");
        Assert.Contains("\"kind\":\"Deployment\"", kind.Text(2));
        ProtoFields body = create.Message(7).Message(1).Message(2).Messages(1).First().Message(2);
        Assert.Equal("#/components/schemas/io.k8s.api.apps.v1.Deployment", body.Message(1).Message(2).Text(1));
        ProtoFields schema = document.Message(5).Message(1).Named(1, "io.k8s.api.apps.v1.DeploymentSpec").Message(1);
        ProtoFields replicas = schema.Message(31).Named(1, "replicas").Message(1);
        Assert.Equal(("integer", "int32"), (replicas.Text(25), replicas.Text(35)));
    }

    [Fact]
    public async Task E014_Version2IsProtobufToo()
    {
        ProtoFields document = await ProtobufAsync("/openapi/v2", V2 + ",application/json", V2);
        Assert.Equal("2.0", document.Text(1));
        ProtoFields path = document.Message(8).Named(2, "/api/v1/namespaces/{namespace}/pods");
        ProtoFields create = path.Message(4);
        ProtoFields[] parameters = [.. create.Messages(8).Select(static one => one.Message(1))];
        ProtoFields body = parameters.Single(static one => one.Numbers[0] == 1).Message(1);
        Assert.Equal(("body", "#/definitions/io.k8s.api.core.v1.Pod"), (body.Text(2), body.Message(5).Text(1)));
        Assert.Contains("fieldValidation", parameters.Where(static one => one.Numbers[0] == 2)
            .Select(static one => one.Message(2).Message(3).Text(4)));
        ProtoFields pod = document.Message(9).Named(1, "io.k8s.api.core.v1.Pod");
        Assert.Equal("object", pod.Message(22).Text(1));
        Assert.Contains("\"kind\":\"Pod\"", pod.Named(31, "x-kubernetes-group-version-kind").Text(2));
        ProtoFields containers = document.Message(9).Named(1, "io.k8s.api.core.v1.PodSpec").Message(25)
            .Named(1, "containers");
        Assert.Equal("#/definitions/io.k8s.api.core.v1.Container", containers.Message(23).Message(1).Text(1));
        Assert.Equal("\"name\"\n", containers.Named(31, "x-kubernetes-patch-merge-key").Text(2));
    }

    [Theory]
    [InlineData("/openapi/v2")]
    [InlineData("/openapi/v3")]
    [InlineData("/openapi/v3/api/v1")]
    public async Task E013_OtherFormsAreRefused(string path)
    {
        (int code, JsonElement status) = await Server.SendAsync(HttpMethod.Get, path, accept: "text/html");
        Assert.Equal((406, "NotAcceptable"), (code, status.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task E015_EveryWriteTakesFieldValidationAndSaysItsKind()
    {
        (_, JsonElement index) = await Server.GetAsync("/openapi/v3");
        foreach (JsonProperty entry in index.GetProperty("paths").EnumerateObject())
        {
            (_, JsonElement document) =
                await Server.GetAsync(entry.Value.GetProperty("serverRelativeURL").GetString()!);
            foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject())
            {
                foreach (string method in (string[])["post", "put", "patch"])
                {
                    // What is passed on to another server has parameters of its own.
                    if (!path.Value.TryGetProperty(method, out JsonElement operation)
                        || (operation.TryGetProperty("x-kubernetes-action", out JsonElement action)
                            && action.GetString() == "connect"))
                    {
                        continue;
                    }
                    Assert.True(operation.TryGetProperty("x-kubernetes-group-version-kind", out _), path.Name);
                    // What all operations of a path take stands at the path.
                    Assert.Contains("fieldValidation", Parameters(operation).Concat(Parameters(path.Value)));
                }
            }
        }
    }

    [Theory]
    [InlineData("/openapi/v2")]
    [InlineData("/openapi/v3")]
    [InlineData("/openapi/v3/apis/apps/v1")]
    public async Task WhoHasTheDocumentIsToldSo(string path)
    {
        using HttpResponseMessage first = await Server.RawAsync(HttpMethod.Get, path);
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.NonValidated["ETag"].ToString());
        using HttpResponseMessage second = await Server.Client.SendAsync(request, ServerFixture.Token);
        Assert.Equal(304, (int)second.StatusCode);
    }

    private static IEnumerable<string> Parameters(JsonElement value) =>
        value.TryGetProperty("parameters", out JsonElement parameters)
            ? parameters.EnumerateArray().Select(static parameter => parameter.GetProperty("name").GetString()!)
            : [];

    private async Task<ProtoFields> ProtobufAsync(string path, string accept, string expected)
    {
        using HttpResponseMessage response = await Server.RawAsync(HttpMethod.Get, path, accept: accept);
        Assert.Equal(expected, response.Content.Headers.NonValidated["Content-Type"].ToString());
        return new(await response.Content.ReadAsByteArrayAsync(ServerFixture.Token));
    }
}
