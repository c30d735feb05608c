using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

public sealed class UpdateTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
    internal const string Deployment = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":2,
        "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
        "spec":{"containers":[{"name":"web","image":"web:1","ports":[{"containerPort":80}]}]}}}}
        """;

    [Fact]
    public async Task E030_AnOldRevisionIsAConflict()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement first) = await server.CreateConfigMapAsync("a");
        await server.PatchAsync($"{ConfigMaps}/a", """{"data":{"x":"1"}}""");
        (int code, JsonElement refused) = await server.PutAsync($"{ConfigMaps}/a", first.GetRawText());
        Assert.Equal(
            (409, "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your "
                + "changes to the latest version and try again"),
            (code, refused.Message()));
        Assert.Equal(("Conflict", "a", "configmaps"),
            (refused.GetProperty("reason").GetString(), refused.At("details", "name")?.GetString(),
                refused.At("details", "kind")?.GetString()));
    }

    [Theory]
    [InlineData("PUT", "", "application/json")]
    [InlineData("PATCH", """{"data":{"x":"1"}}""", "application/merge-patch+json")]
    [InlineData("PATCH", """[{"op":"replace","path":"/data/x","value":"1"}]""", "application/json-patch+json")]
    [InlineData("PATCH", """{"data":{"x":"1"}}""", "application/strategic-merge-patch+json")]
    public async Task E038_AWriteThatChangesNothingIsNone(string method, string body, string type)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement created) = await server.CreateConfigMapAsync("a", """{"x":"1"}""");
        (int code, JsonElement same) = await server.SendAsync(
            new HttpMethod(method), $"{ConfigMaps}/a?fieldManager=somebody-else",
            body.Length == 0 ? created.GetRawText() : body, type);
        Assert.Equal((200, created.GetRawText()), (code, same.GetRawText()));
    }

    [Fact]
    public async Task E038_AStatusThatIsTheSameIsNotWritten()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync(Deployments, Deployment);
        (_, JsonElement first) = await server.PatchAsync($"{Deployments}/web/status", """{"status":{"replicas":1}}""");
        (_, JsonElement again) = await server.PutAsync($"{Deployments}/web/status", first.GetRawText());
        Assert.Equal(first.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task E039_WithoutRevisionAPutOverwritesWhereTheKindAllows()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a", """{"x":"1"}""");
        (int code, JsonElement changed) =
            await server.PutAsync($"{ConfigMaps}/a", """{"metadata":{"name":"a"},"data":{"y":"2"}}""");
        Assert.Equal((200, """{"y":"2"}"""), (code, changed.GetProperty("data").GetRawText()));

        await server.PostAsync(Leases, """{"metadata":{"name":"l"}}""");
        (code, JsonElement refused) = await server.PutAsync($"{Leases}/l", """{"metadata":{"name":"l"}}""");
        Assert.Equal(
            (422, "leases.coordination.k8s.io \"l\" is invalid: metadata.resourceVersion: Invalid value: 0: must be "
                + "specified for an update"),
            (code, refused.Message()));
    }

    [Fact]
    public async Task E039_APutMakesSomeKindsAndNotOthers()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement made) = await server.PutAsync($"{Leases}/l", """{"metadata":{"name":"l"}}""");
        Assert.Equal((201, "l"), (code, made.Metadata("name")));
        (code, JsonElement refused) = await server.PutAsync($"{ConfigMaps}/a", """{"metadata":{"name":"a"}}""");
        Assert.Equal((404, "configmaps \"a\" not found"), (code, refused.Message()));
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"b"}}""",
        "the name of the object (b) does not match the name on the URL (a)")]
    [InlineData("""{"metadata":{}}""",
        "the name of the object (a based on URL) was undeterminable: name must be provided")]
    [InlineData("""{"metadata":{"name":"a","namespace":"other"}}""",
        "the namespace of the provided object does not match the namespace sent on the request")]
    public async Task E039_TheObjectMustBeTheOneOfTheUrl(string body, string message)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a");
        (int code, JsonElement refused) = await server.PutAsync($"{ConfigMaps}/a", body);
        Assert.Equal((400, message), (code, refused.Message()));
    }

    [Fact]
    public async Task E040_TheGenerationCountsChangesOfTheSpec()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement created) = await server.PostAsync(Deployments, Deployment);
        Assert.Equal("1", created.Metadata("generation"));
        (_, JsonElement changed) = await server.PatchAsync($"{Deployments}/web", """{"spec":{"replicas":3}}""");
        Assert.Equal("2", changed.Metadata("generation"));
        (_, changed) = await server.PatchAsync(
            $"{Deployments}/web", """{"metadata":{"labels":{"x":"y"},"generation":9}}""");
        Assert.Equal("2", changed.Metadata("generation"));
        (_, changed) = await server.PatchAsync($"{Deployments}/web/status", """{"status":{"replicas":3}}""");
        Assert.Equal("2", changed.Metadata("generation"));
    }

    [Fact]
    public async Task E041_StatusAndSpecAreWrittenApart()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement created) = await server.PostAsync(
            Deployments, Deployment.Replace("\"spec\":{\"rep", "\"status\":{\"replicas\":9},\"spec\":{\"rep"));
        Assert.Null(created.At("status", "replicas"));
        (_, JsonElement main) = await server.PatchAsync($"{Deployments}/web", """{"status":{"replicas":9}}""");
        Assert.Null(main.At("status", "replicas"));
        Assert.Equal(created.Revision(), main.Revision());
        (_, JsonElement status) = await server.PatchAsync(
            $"{Deployments}/web/status",
            """
            {"status":{"replicas":9},"spec":{"replicas":7},"metadata":{"labels":{"x":"y"},"annotations":{"n":"m"}}}
            """);
        Assert.Equal((9, 2, "", """{"n":"m"}"""),
            (status.At("status", "replicas")?.GetInt32(), status.At("spec", "replicas")?.GetInt32(),
                status.Metadata("labels"), status.Metadata("annotations")));
    }

    [Fact]
    public async Task E042_UidAndRevisionArePreconditions()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement created) = await server.CreateConfigMapAsync("a");
        (int code, JsonElement refused) =
            await server.PutAsync($"{ConfigMaps}/a", """{"metadata":{"name":"a","uid":"other"}}""");
        Assert.Equal(409, code);
        Assert.Contains(
            $"Precondition failed: UID in precondition: other, UID in object meta: {created.Metadata("uid")}",
            refused.Message());

        (code, refused) = await server.PatchAsync($"{ConfigMaps}/a", """{"metadata":{"uid":"other"}}""");
        Assert.Equal(
            (422, "ConfigMap \"a\" is invalid: metadata.uid: Invalid value: \"other\": field is immutable"),
            (code, refused.Message()));
        (code, refused) = await server.PatchAsync($"{ConfigMaps}/a", """{"metadata":{"resourceVersion":"1"}}""");
        Assert.Equal((409, "Conflict"), (code, refused.GetProperty("reason").GetString()));
        (code, _) = await server.PatchAsync(
            $"{ConfigMaps}/a", $$$"""{"metadata":{"resourceVersion":"{{{created.Revision()}}}"},"data":{"x":"1"}}""");
        Assert.Equal(200, code);
    }

    [Fact]
    public async Task E044_ImmutableFieldsStay()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync(Deployments, Deployment);
        (int code, JsonElement refused) = await server.PatchAsync(
            $"{Deployments}/web", """
            {"spec":{"selector":{"matchLabels":{"app":"x"}},"template":{"metadata":{"labels":{"app":"x"}}}}}
            """);
        Assert.Equal(422, code);
        Assert.Contains("spec.selector", refused.Message());
        Assert.Contains("field is immutable", refused.Message());
        // Times of the server's own are not an error to send back; they are simply not changed.
        (_, JsonElement before) = await server.GetAsync($"{Deployments}/web");
        (code, JsonElement after) = await server.PatchAsync(
            $"{Deployments}/web", """{"metadata":{"creationTimestamp":"2001-01-01T00:00:00Z"}}""");
        Assert.Equal((200, before.GetRawText()), (code, after.GetRawText()));
    }

    [Fact]
    public async Task E073_FinalizersHoldAndNoneComeToADeletedObject()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync(ConfigMaps, """{"metadata":{"name":"a","finalizers":["x.io/a","x.io/b"]}}""");
        (int code, JsonElement held) = await server.DeleteAsync($"{ConfigMaps}/a");
        Assert.Equal((200, "ConfigMap", "0"),
            (code, held.GetProperty("kind").GetString(), held.Metadata("deletionGracePeriodSeconds")));
        Assert.NotEqual("", held.Metadata("deletionTimestamp"));

        (code, JsonElement refused) = await server.PatchAsync(
            $"{ConfigMaps}/a", """{"metadata":{"finalizers":["x.io/a","x.io/b","x.io/c"]}}""");
        Assert.Equal(
            (422, "ConfigMap \"a\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the "
                + "object is being deleted, found new finalizers []string{\"x.io/c\"}"),
            (code, refused.Message()));
        (code, _) = await server.PatchAsync($"{ConfigMaps}/a", """{"metadata":{"finalizers":["x.io/a"]}}""");
        Assert.Equal(200, code);
        (code, _) = await server.GetAsync($"{ConfigMaps}/a");
        Assert.Equal(200, code);
        (code, JsonElement last) = await server.PatchAsync($"{ConfigMaps}/a", """{"metadata":{"finalizers":null}}""");
        Assert.Equal((200, "a"), (code, last.Metadata("name")));
        (code, _) = await server.GetAsync($"{ConfigMaps}/a");
        Assert.Equal(404, code);
    }
}
