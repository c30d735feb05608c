using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

public sealed class DeleteTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Jobs = "/apis/batch/v1/namespaces/default/jobs";

    [Fact]
    public async Task E033_TheAnswerSaysWhatIsGone()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement created) = await server.CreateConfigMapAsync("a");
        (int code, JsonElement answer) = await server.DeleteAsync($"{ConfigMaps}/a");
        Assert.Equal(
            (200, $$$"""{"name":"a","kind":"configmaps","uid":"{{{created.Metadata("uid")}}}"}"""),
            (code, answer.GetProperty("details").GetRawText()));
        Assert.Equal("Success", answer.GetProperty("status").GetString());
        (_, created) = await server.PostAsync(Deployments, UpdateTests.Deployment);
        (_, answer) = await server.DeleteAsync($"{Deployments}/web");
        Assert.Equal(
            $$$"""{"name":"web","group":"apps","kind":"deployments","uid":"{{{created.Metadata("uid")}}}"}""",
            answer.GetProperty("details").GetRawText());
        // Pods and some others answer with what they were.
        await server.PostAsync(Pods, Pod("p", ""));
        (code, answer) = await server.DeleteAsync($"{Pods}/p");
        Assert.Equal((200, "Pod"), (code, answer.GetProperty("kind").GetString()));
        (code, answer) = await server.DeleteAsync($"{Pods}/p");
        Assert.Equal((404, "pods \"p\" not found"), (code, answer.Message()));
    }

    [Theory]
    [InlineData("", """{"orphanDependents":false}""", 202)]
    [InlineData("?orphanDependents=false", null, 202)]
    [InlineData("", """{"orphanDependents":true}""", 200)]
    [InlineData("?propagationPolicy=Foreground", null, 200)]
    public async Task E033_TheCodeIs202OnlyForTheOldOption(string query, string? body, int code)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync(ConfigMaps, """{"metadata":{"name":"a","finalizers":["x.io/y"]}}""");
        (int actual, JsonElement answer) = await server.DeleteAsync($"{ConfigMaps}/a{query}", body);
        Assert.Equal((code, "ConfigMap"), (actual, answer.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task E042_PreconditionsOfADelete()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement created) = await server.CreateConfigMapAsync("a");
        (int code, JsonElement refused) =
            await server.DeleteAsync($"{ConfigMaps}/a", """{"preconditions":{"uid":"other"}}""");
        Assert.Equal(
            (409, "Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (other) does not "
                + $"match the UID in record ({created.Metadata("uid")}). The object might have been deleted and then "
                + "recreated"),
            (code, refused.Message()));
        (code, refused) = await server.DeleteAsync($"{ConfigMaps}/a", """{"preconditions":{"resourceVersion":"1"}}""");
        Assert.Equal(
            (409, "Operation cannot be fulfilled on ConfigMap \"a\": the ResourceVersion in the precondition (1) does "
                + $"not match the ResourceVersion in record ({created.Revision()}). The object might have been "
                + "modified"),
            (code, refused.Message()));
        (code, _) = await server.DeleteAsync(
            $"{ConfigMaps}/a",
            $$$"""
            {"preconditions":{"uid":"{{{created.Metadata("uid")}}}","resourceVersion":"{{{created.Revision()}}}"}}
            """);
        Assert.Equal(200, code);
    }

    [Fact]
    public async Task E072_APodGetsItsTimeAndASecondDeleteMayShortenIt()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync(Pods, Pod("a", "n"));
        (int code, JsonElement first) = await server.DeleteAsync($"{Pods}/a");
        Assert.Equal((200, "30", "2"),
            (code, first.Metadata("deletionGracePeriodSeconds"), first.Metadata("generation")));
        // Longer is not possible and changes nothing.
        (code, JsonElement longer) = await server.DeleteAsync($"{Pods}/a?gracePeriodSeconds=60");
        Assert.Equal((200, first.GetRawText()), (code, longer.GetRawText()));
        (code, JsonElement shorter) = await server.DeleteAsync($"{Pods}/a", """{"gracePeriodSeconds":5}""");
        Assert.Equal((200, "5"), (code, shorter.Metadata("deletionGracePeriodSeconds")));
        Assert.Equal(
            TimeSpan.FromSeconds(25),
            Time(first.Metadata("deletionTimestamp")) - Time(shorter.Metadata("deletionTimestamp")));
        Assert.Equal("2", shorter.Metadata("generation"));
        (code, _) = await server.DeleteAsync($"{Pods}/a?gracePeriodSeconds=0");
        Assert.Equal(200, code);
        (code, _) = await server.GetAsync($"{Pods}/a");
        Assert.Equal(404, code);
    }

    [Theory]
    [InlineData("", "", "", true)] // On no node: no kubelet needs the time.
    [InlineData("n", "Succeeded", "", true)]
    [InlineData("n", "Failed", "", true)]
    [InlineData("n", "Running", "?gracePeriodSeconds=0", true)]
    [InlineData("n", "Running", "?gracePeriodSeconds=1", false)]
    [InlineData("n", "Running", "?gracePeriodSeconds=-5", false)]
    [InlineData("n", "Pending", "", false)]
    public async Task E072_WhichPodsGoAtOnce(string node, string phase, string query, bool gone)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync(Pods, Pod("a", node));
        if (phase.Length > 0)
            await server.PatchAsync($"{Pods}/a/status", $$$"""{"status":{"phase":"{{{phase}}}"}}""");
        (int code, JsonElement answer) = await server.DeleteAsync($"{Pods}/a{query}");
        Assert.Equal((200, "Pod"), (code, answer.GetProperty("kind").GetString()));
        (code, JsonElement read) = await server.GetAsync($"{Pods}/a");
        Assert.Equal(gone ? 404 : 200, code);
        if (query.Contains("-5", StringComparison.Ordinal))
            Assert.Equal("1", read.Metadata("deletionGracePeriodSeconds")); // Less than nothing is one second.
    }

    [Theory]
    [InlineData(ConfigMaps, "?propagationPolicy=Foreground", null, "foregroundDeletion")]
    [InlineData(ConfigMaps, "", """{"propagationPolicy":"Orphan"}""", "orphan")]
    [InlineData(ConfigMaps, "", """{"orphanDependents":true}""", "orphan")]
    [InlineData(ConfigMaps, "?propagationPolicy=Background", null, "")]
    [InlineData(ConfigMaps, "", null, "")]
    // The body counts when there is one.
    [InlineData(ConfigMaps, "?propagationPolicy=Foreground", """{"propagationPolicy":"Orphan"}""", "orphan")]
    // Jobs and ReplicationControllers are older than the garbage collector.
    [InlineData(Jobs, "", null, "orphan")]
    [InlineData(Jobs, "?propagationPolicy=Background", null, "")]
    public async Task E074_ThePolicyBecomesAFinalizer(string collection, string query, string? body, string finalizer)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync(collection, collection == Jobs ? Job : """{"metadata":{"name":"a"}}""");
        (int code, JsonElement answer) = await server.DeleteAsync($"{collection}/a{query}", body);
        Assert.Equal(200, code);
        Assert.Equal(
            finalizer.Length == 0 ? null : $"[\"{finalizer}\"]", answer.At("metadata", "finalizers")?.GetRawText());
        (code, _) = await server.GetAsync($"{collection}/a");
        Assert.Equal(finalizer.Length == 0 ? 404 : 200, code);
    }

    [Fact]
    public async Task E074_ALaterDeleteMayChangeThePolicy()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a");
        await server.DeleteAsync($"{ConfigMaps}/a?propagationPolicy=Foreground");
        (_, JsonElement kept) = await server.DeleteAsync($"{ConfigMaps}/a");
        Assert.Equal("""["foregroundDeletion"]""", kept.Metadata("finalizers"));
        (_, JsonElement orphan) = await server.DeleteAsync($"{ConfigMaps}/a?propagationPolicy=Orphan");
        Assert.Equal("""["orphan"]""", orphan.Metadata("finalizers"));
        await server.DeleteAsync($"{ConfigMaps}/a?propagationPolicy=Background");
        (int code, _) = await server.GetAsync($"{ConfigMaps}/a");
        Assert.Equal(404, code);
    }

    [Theory]
    [InlineData("""{"propagationPolicy":"Sideways"}""",
        "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Sideways\": supported "
        + "values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"")]
    [InlineData("""{"propagationPolicy":"Orphan","orphanDependents":true}""",
        "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"Orphan\": orphanDependents and "
        + "deletionPropagation cannot be both set")]
    [InlineData("""{"dryRun":["Some"]}""",
        "DeleteOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: []string{\"Some\"}: supported values: "
        + "\"All\"")]
    public async Task E074_OptionsAreChecked(string body, string message)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.CreateConfigMapAsync("a");
        (int code, JsonElement refused) = await server.DeleteAsync($"{ConfigMaps}/a", body);
        Assert.Equal((422, message), (code, refused.Message()));
        (code, _) = await server.GetAsync($"{ConfigMaps}/a");
        Assert.Equal(200, code);
    }

    [Fact]
    public async Task E076_ACollectionIsDeletedBySelector()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        foreach (string name in (string[])["a", "b", "c"])
        {
            string label = name == "c" ? "y" : "x";
            await server.PostAsync(
                ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}","labels":{"l":"{{{label}}}" } } }""");
        }
        (int code, JsonElement answer) = await server.DeleteAsync($"{ConfigMaps}?labelSelector=l=x&dryRun=All");
        Assert.Equal((200, 2), (code, answer.GetProperty("items").GetArrayLength()));
        Assert.Equal(3, await CountAsync(server));
        (code, answer) = await server.DeleteAsync($"{ConfigMaps}?labelSelector=l=x&limit=1");
        Assert.Equal((200, 1), (code, answer.GetProperty("items").GetArrayLength()));
        Assert.Equal(2, await CountAsync(server));
        (code, _) = await server.DeleteAsync($"{ConfigMaps}?fieldSelector=metadata.name=b");
        Assert.Equal((200, 1), (code, await CountAsync(server)));
        (code, answer) = await server.DeleteAsync(ConfigMaps, """{"propagationPolicy":"Orphan"}""");
        Assert.Equal((200, "ConfigMapList"), (code, answer.GetProperty("kind").GetString()));
        (_, JsonElement left) = await server.GetAsync($"{ConfigMaps}/c");
        Assert.Equal("""["orphan"]""", left.Metadata("finalizers"));
        (code, JsonElement refused) = await server.DeleteAsync(ConfigMaps, """{"dryRun":["x"]}""");
        Assert.Equal((422, "Invalid"), (code, refused.GetProperty("reason").GetString()));
        (code, _) = await server.DeleteAsync("/api/v1/configmaps");
        Assert.Equal(405, code);
    }

    private const string Job = """
        {"metadata":{"name":"a"},"spec":{"template":{"spec":{"restartPolicy":"Never",
        "containers":[{"name":"c","image":"i"}]}}}}
        """;

    private static string Pod(string name, string node) =>
        $$$"""
        {"metadata":{"name":"{{{name}}}"},"spec":{"nodeName":"{{{node}}}","containers":[{"name":"c","image":"i"}]}}
        """;

    private static async Task<int> CountAsync(ServerFixture server) =>
        (await server.GetAsync(ConfigMaps)).Body.GetProperty("items").EnumerateArray()
            .Count(static item => item.Metadata("name") != "kube-root-ca.crt");

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
