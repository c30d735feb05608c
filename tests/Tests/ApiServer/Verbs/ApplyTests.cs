using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

public sealed class ApplyTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: '1'}}";
    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: web:1
                ports: [{containerPort: 80}]
        """;

    [Fact]
    public async Task E065_ApplyNeedsAManagerMakesAndMerges()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement answer) = await server.ApplyAsync($"{ConfigMaps}/a", Map);
        Assert.Equal(
            (422, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply "
                + "patch"),
            (code, answer.Message()));
        (code, answer) = await server.ApplyAsync($"{ConfigMaps}/a?fieldManager=m", Map);
        Assert.Equal(201, code);
        Assert.Equal(["""m Apply v1 {"f:data":{"f:x":{}}}"""], answer.Managers());
        (code, JsonElement again) = await server.ApplyAsync($"{ConfigMaps}/a?fieldManager=m", Map);
        Assert.Equal((200, answer.GetRawText()), (code, again.GetRawText())); // E038
    }

    [Fact]
    public async Task E065_AConflictNamesManagersAndFields()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync($"{Deployments}?fieldManager=editor", UpdateTests.Deployment);
        await server.PatchAsync($"{Deployments}/web/scale?fieldManager=scaler", """{"spec":{"replicas":5}}""");
        (int code, JsonElement refused) = await server.ApplyAsync($"{Deployments}/web?fieldManager=m", Web);
        Assert.Equal(
            (409, "Conflict",
                "Apply failed with 1 conflict: conflict with \"scaler\" with subresource \"scale\" using apps/v1: "
                + ".spec.replicas"),
            (code, refused.GetProperty("reason").GetString(), refused.Message()));
        (_, refused) = await server.ApplyAsync(
            $"{Deployments}/web?fieldManager=m", Web.Replace("web:1", "web:2"));
        Assert.Equal(
            "Apply failed with 2 conflicts: conflicts with \"editor\" using apps/v1:\n"
            + "- .spec.template.spec.containers[name=\"web\"].image\n"
            + "conflicts with \"scaler\" with subresource \"scale\" using apps/v1:\n- .spec.replicas",
            refused.Message());
        Assert.Equal(
            [
                "FieldManagerConflict .spec.template.spec.containers[name=\"web\"].image: conflict with \"editor\" "
                    + "using apps/v1",
                "FieldManagerConflict .spec.replicas: conflict with \"scaler\" with subresource \"scale\" using "
                    + "apps/v1",
            ],
            refused.Causes());
        (code, JsonElement forced) = await server.ApplyAsync(
            $"{Deployments}/web?fieldManager=m&force=true", Web.Replace("web:1", "web:2"));
        Assert.Equal((200, 2), (code, forced.At("spec", "replicas")?.GetInt32()));
        Assert.DoesNotContain(forced.Managers(), static entry => entry.StartsWith("scaler", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", 400, "error decoding YAML: ")]
    [InlineData("{apiVersion: v1, metadata: {name: a}}", 400, "invalid object type: /v1, Kind=")]
    [InlineData("{apiVersion: apps/v1, kind: Deployment}", 400, "invalid object type: apps/v1, Kind=Deployment")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}", 400,
        "the name of the object (b) does not match the name on the URL (a)")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {}}", 400,
        "the name of the object (a based on URL) was undeterminable: name must be provided")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, managedFields: []}}", 400,
        "metadata.managedFields must be nil")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: u}}", 409,
        "Operation cannot be fulfilled on configmaps \"a\": uid mismatch: the provided object specified uid u, and no "
        + "existing object was found")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, dta: {}}", 500,
        "failed to create typed patch object (/a; /v1, Kind=ConfigMap): .dta: field not declared in schema")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {x: 1}}", 500,
        "failed to create typed patch object (default/a; /v1, Kind=ConfigMap): .data.x: expected string, got "
        + "&value.valueUnstructured{Value:1}")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [x/y, x/y]}}", 500,
        "failed to create typed patch object (/a; /v1, Kind=ConfigMap): .metadata.finalizers: duplicate entries for "
        + "key [=\"x/y\"]")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, x: 1, z: 2}}", 500,
        "failed to create typed patch object (/a; /v1, Kind=ConfigMap): errors:\n  .metadata.x: field not declared in "
        + "schema\n  .metadata.z: field not declared in schema")]
    public async Task E065_WhatIsNoObjectOfTheKindIsRefused(string yaml, int code, string message)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int actual, JsonElement refused) = await server.ApplyAsync($"{ConfigMaps}/a?fieldManager=m", yaml);
        Assert.StartsWith(message, refused.Message());
        Assert.Equal(code, actual);
    }

    [Fact]
    public async Task E066_TheManagerIsTheAgentWhenNoneIsNamed()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        server.Client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "kubectl/v1.32.1 (linux/amd64)");
        (_, JsonElement created) = await server.CreateConfigMapAsync("a", """{"x":"1"}""");
        Assert.Equal(["""kubectl Update v1 {"f:data":{".":{},"f:x":{}}}"""], created.Managers());
        (_, JsonElement changed) = await server.PatchAsync(
            $"{ConfigMaps}/a?fieldManager=other", """{"data":{"y":"2"},"metadata":{"labels":{"l":"1"}}}""");
        Assert.Equal(
            [
                """kubectl Update v1 {"f:data":{".":{},"f:x":{}}}""",
                """other Update v1 {"f:data":{"f:y":{}},"f:metadata":{"f:labels":{".":{},"f:l":{}}}}""",
            ],
            changed.Managers());
        (_, JsonElement removed) = await server.PatchAsync($"{ConfigMaps}/a", """{"data":{"y":null}}""");
        Assert.Equal(
            [
                """kubectl Update v1 {"f:data":{".":{},"f:x":{}}}""",
                """other Update v1 {"f:metadata":{"f:labels":{".":{},"f:l":{}}}}""",
            ],
            removed.Managers());
    }

    [Fact]
    public async Task E066_EachSubresourceHasEntriesOfItsOwn()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync($"{Deployments}?fieldManager=m", UpdateTests.Deployment);
        (_, JsonElement status) = await server.PatchAsync(
            $"{Deployments}/web/status?fieldManager=m",
            """{"status":{"replicas":1,"conditions":[{"type":"Available","status":"True"}]},"spec":{"replicas":9}}""");
        Assert.Equal(
            "m Update apps/v1 status {\"f:status\":{\"f:conditions\":{\".\":{},\"k:{\\\"type\\\":\\\"Available\\\"}\":"
            + "{\".\":{},\"f:lastTransitionTime\":{},\"f:lastUpdateTime\":{},\"f:status\":{},\"f:type\":{}}},"
            + "\"f:replicas\":{}}}",
            status.Managers()[^1]);
        (_, JsonElement scale) =
            await server.PatchAsync($"{Deployments}/web/scale?fieldManager=s", """{"spec":{"replicas":5}}""");
        Assert.Equal(5, scale.At("spec", "replicas")?.GetInt32());
        (_, JsonElement read) = await server.GetAsync($"{Deployments}/web");
        Assert.Contains("""s Update apps/v1 scale {"f:spec":{"f:replicas":{}}}""", read.Managers());
        Assert.DoesNotContain("f:replicas", read.Managers().Single(
            static entry => entry.StartsWith("m Update apps/v1 {", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task E066_TheScaleIsAppliedToAsWell()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.ApplyAsync($"{Deployments}/web?fieldManager=owner", Web);
        const string scale = "{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: web}, spec: {replicas: 7}}";
        (int code, JsonElement refused) =
            await server.ApplyAsync($"{Deployments}/web/scale?fieldManager=hand", scale);
        Assert.Equal(
            (409, "Apply failed with 1 conflict: conflict with \"owner\": .spec.replicas"), (code, refused.Message()));
        (code, _) = await server.ApplyAsync($"{Deployments}/web/scale?fieldManager=hand&force=true", scale);
        Assert.Equal(200, code);
        (_, JsonElement read) = await server.GetAsync($"{Deployments}/web");
        Assert.Equal(7, read.At("spec", "replicas")?.GetInt32());
        Assert.Contains("""hand Apply apps/v1 scale {"f:spec":{"f:replicas":{}}}""", read.Managers());
        Assert.DoesNotContain("f:replicas", Assert.Single(
            read.Managers(), static entry => entry.StartsWith("owner", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task E066_ManagedFieldsCanBeClearedAndComeBackWithAnApply()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement created) = await server.CreateConfigMapAsync("a", """{"x":"1"}""");
        (int code, JsonElement cleared) =
            await server.PatchAsync($"{ConfigMaps}/a", """{"metadata":{"managedFields":[{}]}}""");
        Assert.Equal((200, 0), (code, cleared.Managers().Length));
        Assert.NotEqual(created.Revision(), cleared.Revision());
        (_, JsonElement changed) = await server.PatchAsync($"{ConfigMaps}/a", """{"data":{"y":"2"}}""");
        Assert.Empty(changed.Managers());
        (_, JsonElement applied) = await server.ApplyAsync(
            $"{ConfigMaps}/a?fieldManager=m", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {z: '3'}}");
        Assert.Equal(
            [
                """m Apply v1 {"f:data":{"f:z":{}}}""",
                """before-first-apply Update v1 {"f:data":{".":{},"f:x":{},"f:y":{}}}""",
            ],
            applied.Managers());
    }

    [Fact]
    public async Task E066_WhoLeavesManagedFieldsOutOrWrongKeepsThem()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement created) = await server.CreateConfigMapAsync("a", """{"x":"1"}""");
        (_, JsonElement put) =
            await server.PutAsync($"{ConfigMaps}/a", """{"metadata":{"name":"a"},"data":{"x":"1"}}""");
        Assert.Equal(created.GetRawText(), put.GetRawText());
        (_, put) = await server.PatchAsync(
            $"{ConfigMaps}/a", """{"metadata":{"managedFields":[{"manager":"m","operation":"Wrong"}]}}""");
        Assert.Equal(created.GetRawText(), put.GetRawText());
        // Through a subresource they cannot be set at all.
        (_, JsonElement deployment) = await server.PostAsync(Deployments, UpdateTests.Deployment);
        (_, put) = await server.PatchAsync($"{Deployments}/web/status", """{"metadata":{"managedFields":[{}]}}""");
        Assert.Equal(deployment.GetRawText(), put.GetRawText());
    }

    [Fact]
    public async Task E067_WhatOnlyTheApplierOwnedGoesWithIt()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.ApplyAsync(
            $"{Deployments}/web?fieldManager=m", Web + "\n      - {name: side, image: 'side:1'}");
        (int code, JsonElement applied) = await server.ApplyAsync(
            $"{Deployments}/web?fieldManager=m", Web.Replace("  replicas: 2\n", ""));
        Assert.Equal((200, 1), (code, applied.At("spec", "template", "spec", "containers")?.GetArrayLength()));
        Assert.Equal(1, applied.At("spec", "replicas")?.GetInt32()); // The default again.
        Assert.Contains("k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}", applied.Managers()[0]);

        await server.ApplyAsync($"{ConfigMaps}/a?fieldManager=one", Map);
        await server.ApplyAsync($"{ConfigMaps}/a?fieldManager=two", Map.Replace("x: '1'", "x: '1', z: '2'"));
        (_, JsonElement shared) = await server.ApplyAsync(
            $"{ConfigMaps}/a?fieldManager=two", Map.Replace("{x: '1'}", "{z: '2'}"));
        Assert.Equal("""{"x":"1","z":"2"}""", shared.GetProperty("data").GetRawText());
        (_, JsonElement last) = await server.ApplyAsync(
            $"{ConfigMaps}/a?fieldManager=one", Map.Replace("data: {x: '1'}", "data: {}"));
        Assert.Equal("""{"z":"2"}""", last.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task E067_APortWithoutProtocolIsTheTcpPort()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.ApplyAsync($"{Deployments}/web?fieldManager=m", Web);
        (int code, JsonElement applied) = await server.ApplyAsync(
            $"{Deployments}/web?fieldManager=n",
            Web.Replace("[{containerPort: 80}]", "[{containerPort: 80, protocol: TCP, name: http}, "
                + "{containerPort: 80, protocol: UDP}]"));
        Assert.Equal(200, code);
        Assert.Equal(
            ["80 TCP http", "80 UDP "],
            applied.At("spec", "template", "spec", "containers")?[0].GetProperty("ports").EnumerateArray()
                .Select(static port => $"{port.At("containerPort")} {port.At("protocol")} {port.At("name")}"));
    }

    [Fact]
    public async Task E068_KubectlTakesOverWhatItAppliedClientSide()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string last =
            """{\"apiVersion\":\"v1\",\"data\":{\"x\":\"1\"},\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}""";
        await server.PostAsync(
            $"{ConfigMaps}?fieldManager=kubectl-client-side-apply",
            $$$$"""
            {"metadata":{"name":"a","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{{{{last}}}}"}},
            "data":{"x":"1"}}
            """);
        string changed = Map.Replace("'1'", "'2'");
        // Whoever is not kubectl meets the conflict.
        (int code, _) = await server.ApplyAsync($"{ConfigMaps}/a?fieldManager=other", changed);
        Assert.Equal(409, code);
        (code, JsonElement applied) = await server.ApplyAsync($"{ConfigMaps}/a?fieldManager=kubectl", changed);
        Assert.Equal((200, "2"), (code, applied.At("data", "x")?.GetString()));
        Assert.Contains("""kubectl Apply v1 {"f:data":{"f:x":{}}}""", applied.Managers());
        // The annotation follows, so that a client-side apply afterwards knows what it may take away.
        Assert.Equal(
            """{"apiVersion":"v1","data":{"x":"2"},"kind":"ConfigMap","metadata":{"name":"a"}}""" + "\n",
            applied.At("metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration")?.GetString());

        // What somebody changed since then is not kubectl's any more.
        await server.PatchAsync($"{ConfigMaps}/a?fieldManager=hand", """{"data":{"x":"9"}}""");
        (code, JsonElement refused) = await server.ApplyAsync($"{ConfigMaps}/a?fieldManager=kubectl", changed);
        Assert.Equal(
            (409, "Apply failed with 1 conflict: conflict with \"hand\" using v1: .data.x"), (code, refused.Message()));
    }

    [Fact]
    public async Task E070_DuplicateKeysOfAppliedYamlAreFound()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x: '1'\n  x: '2'\n";
        (int code, JsonElement refused) =
            await server.ApplyAsync($"{ConfigMaps}/a?fieldManager=m&fieldValidation=Strict", yaml);
        Assert.Equal(
            (400, "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 6: key "
                + "\"x\" already set in map"),
            (code, refused.Message()));
        (code, JsonElement applied) = await server.ApplyAsync($"{ConfigMaps}/a?fieldManager=m", yaml);
        Assert.Equal((201, "2"), (code, applied.At("data", "x")?.GetString()));
    }
}
