using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

public sealed class BodyReaderTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Theory]
    [InlineData("{", "application/json",
        "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: "
        + "unexpected end of JSON input ({)")]
    [InlineData("not JSON, but long enough to be cut", "application/json",
        "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: "
        + "invalid character 'o' at offset 1 is not JSON "
        + "(6e6f74204a534f4e2c20627574206c6f6e6720656e6f75676820746f2062 ...)")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1"}""", "application/json",
        "Pod in version \"v1\" cannot be handled as a ConfigMap: no kind \"Pod\" is expected here")]
    [InlineData("""{"kind":"ConfigMap","apiVersion":"v2"}""", "application/json",
        "the API version in the data (v2) does not match the expected API version (v1)")]
    [InlineData("""{"data":{"x":1}}""", "application/json",
        "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct "
        + "field ConfigMap.data of type string")]
    [InlineData("k8s", "application/vnd.kubernetes.protobuf",
        "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: provided data does not appear to be a protobuf "
        + "message")]
    public async Task E026_WhatCannotBeReadIsABadRequest(string body, string type, string message)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement status) = await server.SendAsync(HttpMethod.Post, ConfigMaps, body, type);
        Assert.StartsWith(message, status.Message());
        Assert.Equal((400, "BadRequest"), (code, status.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task E026_AStatusHasItsShape()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement status) = await server.GetAsync($"{ConfigMaps}/a");
        Assert.Equal(404, code);
        Assert.Equal(
            """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"configmaps \"a\" not found",
            "reason":"NotFound","details":{"name":"a","kind":"configmaps"},"code":404}
            """.ReplaceLineEndings(""),
            status.GetRawText());
        (_, status) = await server.GetAsync("/apis/apps/v1/namespaces/default/deployments/a");
        Assert.Equal(
            ("deployments.apps \"a\" not found", """{"name":"a","group":"apps","kind":"deployments"}"""),
            (status.Message(), status.GetProperty("details").GetRawText()));
    }

    [Fact]
    public async Task E028_AllMistakesAreNamedAtOnce()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement status) = await server.PostAsync("/api/v1/namespaces/default/pods", """
            {"metadata":{"name":"x"},"spec":{"restartPolicy":"Sometimes","containers":[{"name":"","image":""}]}}
            """);
        Assert.Equal((422, "Invalid"), (code, status.GetProperty("reason").GetString()));
        Assert.StartsWith("Pod \"x\" is invalid: [", status.Message());
        Assert.Contains("spec.containers[0].name: Required value", status.Message());
        Assert.Contains("FieldValueRequired spec.containers[0].name: Required value", status.Causes());
        Assert.Contains(
            "FieldValueNotSupported spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: "
            + "\"Always\", \"OnFailure\", \"Never\"",
            status.Causes());
        Assert.Equal(("x", "Pod"),
            (status.At("details", "name")?.GetString(), status.At("details", "kind")?.GetString()));
    }

    [Theory]
    [InlineData("Strict", "application/json", 400)]
    [InlineData("Warn", "application/json", 201)]
    [InlineData("", "application/json", 201)]
    [InlineData("Ignore", "application/json", 201)]
    [InlineData("Strict", "application/yaml", 400)]
    [InlineData("Warn", "application/yaml", 201)]
    public async Task E070_UnknownAndDuplicateFieldsAreFound(string validation, string type, int code)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        bool yaml = type == "application/yaml";
        string body = yaml
            ? "metadata: {name: a, nmae: b}\ndata:\n  x: '1'\n  x: '2'\n"
            : """{"metadata":{"name":"a","nmae":"b"},"data":{"x":"1","x":"2"},"metadata":{"name":"a"}}""";
        using HttpResponseMessage response = await server.RawAsync(
            HttpMethod.Post, $"{ConfigMaps}?fieldValidation={validation}", body, type);
        Assert.Equal(code, (int)response.StatusCode);
        string[] findings = yaml
            ? ["yaml: unmarshal errors:\n  line 4: key \"x\" already set in map", "unknown field \"metadata.nmae\""]
            : ["unknown field \"metadata.nmae\"", "duplicate field \"data.x\"", "duplicate field \"metadata\""];
        if (code == 400)
        {
            JsonElement status = JsonDocument.Parse(
                await response.Content.ReadAsStringAsync(ServerFixture.Token)).RootElement;
            Assert.Equal(
                "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: "
                + string.Join(", ", findings), status.Message());
            return;
        }
        string[] warnings = response.Headers.TryGetValues("Warning", out IEnumerable<string>? given) ? [.. given] : [];
        string[] expected = validation == "Ignore"
            ? []
            : [.. findings.Select(static finding =>
                $"299 - \"{finding.ReplaceLineEndings(" ").Replace("\"", "\\\"")}\"")];
        Assert.Equal(expected, warnings); // E034
    }

    [Fact]
    public async Task E034_WarningsAreSaidOnceAndNotWithoutEnd()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        string unknown = string.Join(',', Enumerable.Range(0, 300).Select(static number => $"\"unknown{number}\":1"));
        using HttpResponseMessage response = await server.RawAsync(
            HttpMethod.Post, ConfigMaps, $$$"""{"metadata":{"name":"a"},{{{unknown}}}}""");
        Assert.Equal(201, (int)response.StatusCode);
        string[] warnings = [.. response.Headers.GetValues("Warning")];
        Assert.Equal(warnings.Distinct(), warnings);
        Assert.InRange(warnings.Length, 50, 100);
        Assert.InRange(warnings.Sum(static warning => warning.Length), 1, 8 * 1024);

        unknown = string.Join(
            ',', Enumerable.Range(0, 90).Select(static number => $"\"{new string('x', 300)}{number}\":1"));
        using HttpResponseMessage cut = await server.RawAsync(
            HttpMethod.Post, ConfigMaps, $$$"""{"metadata":{"name":"b"},{{{unknown}}}}""");
        warnings = [.. cut.Headers.GetValues("Warning")];
        Assert.Equal(16, warnings.Length);
        Assert.InRange(warnings.Max(static warning => warning.Length), 256, 256 + 10);
    }

    [Theory]
    [InlineData("POST", "", """{"metadata":{"name":"A"}}""", 422, "Invalid")]
    [InlineData("POST", "", "{", 400, "BadRequest")]
    [InlineData("POST", "", """{"metadata":{"name":"taken"}}""", 409, "AlreadyExists")]
    [InlineData("PUT", "/taken", """{"metadata":{"name":"taken","resourceVersion":"1"}}""", 409, "Conflict")]
    [InlineData("PUT", "/absent", """{"metadata":{"name":"absent"}}""", 404, "NotFound")]
    [InlineData("POST", "/taken", """{"metadata":{"name":"taken"}}""", 405, "MethodNotAllowed")]
    [InlineData("PATCH", "/taken", "{}", 415, "UnsupportedMediaType")]
    [InlineData("GET", "?resourceVersion=99999999", null, 504, "Timeout")]
    public async Task E027_ReasonsHaveTheirCodes(string method, string path, string? body, int code, string reason)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("taken");
        (int actual, JsonElement status) = await server.SendAsync(new HttpMethod(method), ConfigMaps + path, body);
        Assert.Equal((code, reason, code),
            (actual, status.GetProperty("reason").GetString(), status.GetProperty("code").GetInt32()));
    }
}
