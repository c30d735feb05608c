using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

/// <summary>E069: dryRun=All goes all the way but into the store.</summary>
public sealed class DryRunTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Services = "/api/v1/namespaces/default/services";

    [Fact]
    public async Task E069_EveryWriteCanBeTried()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a", """{"x":"1"}""");
        await server.PostAsync(Pods, """
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}
            """);
        (_, JsonElement before) = await StateAsync(server);
        (string Method, string Path, string? Body, string Type, int Code)[] writes =
        [
            ("POST", ConfigMaps, """{"metadata":{"generateName":"b-"}}""", "json", 201),
            ("PUT", $"{ConfigMaps}/a", """{"metadata":{"name":"a"}}""", "json", 200),
            ("PATCH", $"{ConfigMaps}/a", """{"data":{"x":"2"}}""", "merge-patch+json", 200),
            ("PATCH", $"{ConfigMaps}/a", """{"data":{"x":"2"}}""", "strategic-merge-patch+json", 200),
            ("PATCH", $"{ConfigMaps}/a", """[{"op":"remove","path":"/data"}]""", "json-patch+json", 200),
            ("PATCH", $"{ConfigMaps}/m", "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}}", "apply-patch+yaml",
                201),
            ("DELETE", $"{ConfigMaps}/a", null, "json", 200),
            ("DELETE", $"{ConfigMaps}/a", """{"dryRun":["All"]}""", "json", 200),
            ("DELETE", ConfigMaps, null, "json", 200),
            ("POST", $"{Pods}/p/binding", """{"metadata":{"name":"p"},"target":{"name":"n"}}""", "json", 201),
            ("POST", $"{Pods}/p/eviction", """{"metadata":{"name":"p"}}""", "json", 201),
            ("DELETE", $"{Pods}/p", null, "json", 200),
        ];
        foreach ((string method, string path, string? body, string type, int code) in writes)
        {
            string query = body?.Contains("dryRun", StringComparison.Ordinal) == true ? "" : "dryRun=All&";
            query += method == "PATCH" ? "fieldManager=m" : "";
            (int actual, JsonElement answer) =
                await server.SendAsync(new(method), $"{path}?{query}", body, $"application/{type}");
            Assert.True(code == actual, $"{method} {path}: {actual} {answer}");
        }
        (_, JsonElement after) = await StateAsync(server);
        Assert.Equal(before.GetRawText(), after.GetRawText());
    }

    [Fact]
    public async Task E069_TheAnswerIsWhatWouldBe()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement created) = await server.PostAsync($"{Pods}?dryRun=All", """
            {"metadata":{"generateName":"p-"},"spec":{"containers":[{"name":"c","image":"i"}]}}
            """);
        Assert.Equal((201, "", "Always"),
            (code, created.Revision(), created.At("spec", "restartPolicy")?.GetString()));
        Assert.Equal(7, created.Metadata("name").Length);
        Assert.NotEqual("", created.Metadata("uid"));

        await server.CreateConfigMapAsync("a", """{"x":"1"}""");
        (_, JsonElement stored) = await server.GetAsync($"{ConfigMaps}/a");
        (code, JsonElement changed) =
            await server.PatchAsync($"{ConfigMaps}/a?dryRun=All", """{"data":{"x":"2"}}""");
        Assert.Equal((200, "2", stored.Revision()), (code, changed.At("data", "x")?.GetString(), changed.Revision()));
        (code, JsonElement marked) =
            await server.DeleteAsync($"{ConfigMaps}/a?dryRun=All&propagationPolicy=Foreground");
        Assert.Equal((200, """["foregroundDeletion"]"""), (code, marked.Metadata("finalizers")));
        (code, JsonElement refused) = await server.PostAsync(
            $"{ConfigMaps}?dryRun=All", """{"metadata":{"name":"a"}}""");
        Assert.Equal((409, "configmaps \"a\" already exists"), (code, refused.Message()));
        (code, refused) = await server.PostAsync($"{ConfigMaps}?dryRun=All", """{"metadata":{"name":"A_"}}""");
        Assert.Equal((422, "Invalid"), (code, refused.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task E069_NothingIsAllocated()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string service = """
            {"metadata":{"name":"s"},
            "spec":{"type":"NodePort","clusterIP":"10.43.7.7","ports":[{"port":80,"nodePort":30080}]}}
            """;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            (int code, _) = await server.PostAsync($"{Services}?dryRun=All", service);
            Assert.Equal(201, code);
        }
        (int last, _) = await server.PostAsync(Services, service);
        Assert.Equal(201, last);
    }

    // All there is, with the revision it is at.
    private static async Task<(int Code, JsonElement Body)> StateAsync(ServerFixture server)
    {
        (_, JsonElement maps) = await server.GetAsync($"{ConfigMaps}?fieldSelector=metadata.name!=kube-root-ca.crt");
        (int code, JsonElement pods) = await server.GetAsync(Pods);
        string both = $"[{maps.GetProperty("items").GetRawText()},{pods.GetProperty("items").GetRawText()},"
            + $"{maps.Revision()}]";
        return (code, JsonDocument.Parse(both).RootElement);
    }
}
