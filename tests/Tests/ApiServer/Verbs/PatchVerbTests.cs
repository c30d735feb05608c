using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

public sealed class PatchVerbTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    [Fact]
    public async Task E064_AllKindsOfPatchChangeAnObject()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync(Deployments, UpdateTests.Deployment);
        (int code, JsonElement changed) = await server.PatchAsync(
            $"{Deployments}/web",
            """[{"op":"test","path":"/spec/replicas","value":2},{"op":"replace","path":"/spec/replicas","value":3}]""",
            "json-patch");
        Assert.Equal((200, 3), (code, changed.At("spec", "replicas")?.GetInt32()));
        (code, changed) = await server.PatchAsync($"{Deployments}/web", """{"spec":{"replicas":4}}""");
        Assert.Equal((200, 4), (code, changed.At("spec", "replicas")?.GetInt32()));
        (code, changed) = await server.PatchAsync(
            $"{Deployments}/web",
            """{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"side:1"}]}}}}""",
            "strategic-merge-patch");
        Assert.Equal(200, code);
        // As upstream: what the patch names comes first.
        Assert.Equal(["side", "web"], changed.At("spec", "template", "spec", "containers")?.EnumerateArray()
            .Select(static container => container.GetProperty("name").GetString()!));
        (code, changed) = await server.PatchAsync(
            $"{Deployments}/web",
            """{"spec":{"template":{"spec":{"containers":[{"name":"side","$patch":"delete"}]}}}}""",
            "strategic-merge-patch");
        Assert.Equal((200, 1), (code, changed.At("spec", "template", "spec", "containers")?.GetArrayLength()));
    }

    [Theory]
    [InlineData("json-patch", """[{"op":"test","path":"/data/x","value":"2"}]""", 422, "Invalid",
        "the server rejected our request due to an error in our request: testing value /data/x failed: test failed")]
    [InlineData("json-patch", """[{"op":"frob","path":"/data/x"}]""", 400, "BadRequest", "Unexpected kind: frob")]
    [InlineData("json-patch", "{", 400, "BadRequest", "error decoding patch: ")]
    [InlineData("merge-patch", "[]", 400, "BadRequest", "Invalid JSON Patch")]
    [InlineData("strategic-merge-patch", """{"metadata":{"ownerReferences":[{"name":"x"}]}}""", 500, "",
        "map: map[name:x] does not contain declared merge key: uid")]
    [InlineData("strategic-merge-patch", """{"metadata":{"$retainKeys":["x"],"labels":{}}}""", 400, "BadRequest",
        "invalid patch format of retainKeys")]
    [InlineData("merge-patch", """{"metadata":{"name":"b"}}""", 400, "BadRequest",
        "the name of the object (b) does not match the name on the URL (a)")]
    [InlineData("merge-patch", """{"data":5}""", 422, "Invalid", " \"\" is invalid: patch: Invalid value: \"{")]
    public async Task E064_WhatDoesNotFitIsRefused(string type, string patch, int code, string reason, string message)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a", """{"x":"1"}""");
        await server.PatchAsync($"{ConfigMaps}/a", """
            {"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"Secret","name":"s","uid":"u"}]}}
            """);
        (int actual, JsonElement refused) = await server.PatchAsync($"{ConfigMaps}/a", patch, type);
        Assert.Equal((code, reason), (actual, refused.At("reason")?.GetString() ?? ""));
        Assert.StartsWith(message, refused.Message());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/apply-patch+cbor")]
    [InlineData("text/plain")]
    public async Task E064_OtherTypesAreNoPatch(string type)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a");
        (int code, JsonElement refused) =
            await server.SendAsync(HttpMethod.Patch, $"{ConfigMaps}/a?fieldManager=m", "{}", type);
        Assert.Equal(
            (415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types "
                + "include: application/json-patch+json, application/merge-patch+json, "
                + "application/strategic-merge-patch+json, application/apply-patch+yaml"),
            (code, refused.GetProperty("reason").GetString(), refused.Message()));
    }

    [Fact]
    public async Task E064_AJsonPatchHasAtMostTenThousandOperations()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a", """{"x":"1"}""");
        string operations = string.Join(
            ',', Enumerable.Repeat("""{"op":"test","path":"/data/x","value":"1"}""", 10_001));
        (int code, JsonElement refused) = await server.PatchAsync($"{ConfigMaps}/a", $"[{operations}]", "json-patch");
        Assert.Equal((413, "The allowed maximum operations in a JSON patch is 10000, got 10001"),
            (code, refused.Message()));
    }

    [Theory]
    [InlineData("fieldManager=" + "m2&force=true", "merge-patch",
        "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch")]
    [InlineData("dryRun=Some", "merge-patch",
        "PatchOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: []string{\"Some\"}: supported values: "
        + "\"All\"")]
    [InlineData("fieldValidation=Maybe", "merge-patch",
        "PatchOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"Maybe\": "
        + "supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"")]
    [InlineData("fieldManager=a%09b", "merge-patch",
        "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Invalid value: \"a\\tb\": invalid character U+0009 "
        + "(at position 1)")]
    public async Task E065_OptionsAreChecked(string query, string type, string message)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a");
        (int code, JsonElement refused) = await server.PatchAsync($"{ConfigMaps}/a?{query}", "{}", type);
        Assert.Equal((422, message), (code, refused.Message()));
    }

    [Fact]
    public async Task E066_ANameOfAManagerHasALimit()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement refused) = await server.PostAsync(
            $"{ConfigMaps}?fieldManager={new string('m', 129)}", """{"metadata":{"name":"a"}}""");
        Assert.Equal(
            (422, "CreateOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes"),
            (code, refused.Message()));
    }

    [Fact]
    public async Task E070_APatchIsReadAsStrictlyAsABody()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync(Deployments, UpdateTests.Deployment);
        (int code, JsonElement refused) = await server.PatchAsync(
            $"{Deployments}/web?fieldValidation=Strict", """{"spec":{"replicaz":1,"paused":true,"paused":true}}""");
        Assert.Equal(422, code);
        Assert.EndsWith("strict decoding error: duplicate field \"spec.paused\", unknown field \"spec.replicaz\"",
            refused.Message());
        Assert.Equal("patch", refused.At("details", "causes")?[0].GetProperty("field").GetString());
        (code, refused) = await server.PatchAsync(
            $"{Deployments}/web?fieldValidation=Strict", """{"spec":{"replicaz":1}}""", "strategic-merge-patch");
        Assert.Equal(422, code);
        Assert.Equal(
            " \"\" is invalid: patch: Invalid value: \"map[spec:map[replicaz:1]]\": strict decoding error: unknown "
            + "field \"spec.replicaz\"",
            refused.Message());
        (code, refused) = await server.PatchAsync(
            $"{Deployments}/web?fieldValidation=Strict",
            """[{"op":"replace","path":"/spec/replicas","value":1,"vaule":2}]""", "json-patch");
        Assert.Equal(422, code);
        Assert.EndsWith("strict decoding error: json patch unknown field \"[0].vaule\"", refused.Message());

        using HttpResponseMessage warned = await server.RawAsync(
            HttpMethod.Patch, $"{Deployments}/web", """{"spec":{"replicaz":1}}""", "application/merge-patch+json");
        Assert.Equal("299 - \"unknown field \\\"spec.replicaz\\\"\"",
            Assert.Single(warned.Headers.GetValues("Warning")));
        using HttpResponseMessage ignored = await server.RawAsync(
            HttpMethod.Patch, $"{Deployments}/web?fieldValidation=Ignore", """{"spec":{"replicaz":1}}""",
            "application/merge-patch+json");
        Assert.False(ignored.Headers.Contains("Warning"));
    }

    [Fact]
    public async Task E071_PatchesAtOnceAllSucceed()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a");
        (int Code, JsonElement Body)[] answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(number =>
            server.PatchAsync($"{ConfigMaps}/a", $$$"""{"data":{"k{{{number}}}":"x"}}""")));
        Assert.All(answers, static answer => Assert.Equal(200, answer.Code));
        (_, JsonElement read) = await server.GetAsync($"{ConfigMaps}/a");
        Assert.Equal(30, read.GetProperty("data").EnumerateObject().Count());
    }
}
