using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Subresources;

/// <summary>E084: the narrow ways to change a Pod.</summary>
public sealed class PodSubresourceTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
    private const string Refusal = "Cannot evict pod as it would violate the pod's disruption budget.";
    private const string Ready = """{"type":"Ready","status":"True"}""";

    [Fact]
    public async Task E084_ABindingGivesAPodItsNodeOnce()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await CreateAsync(server, "p");
        const string Binding = """
            {"metadata":{"name":"p","annotations":{"a":"b"}},"target":{"kind":"Node","name":"n1"}}
            """;
        (int code, JsonElement refused) = await server.PostAsync(
            $"{Pods}/p/binding", """{"metadata":{"name":"q"},"target":{"name":"n1"}}""");
        Assert.Equal((400, "name in URL does not match name in Binding object"), (code, refused.Message()));
        (code, refused) = await server.PostAsync(
            $"{Pods}/p/binding", """{"metadata":{"name":"p"},"target":{"kind":"Pod"}}""");
        Assert.Equal(422, code);
        Assert.Equal(
            [
                "FieldValueNotSupported target.kind: Unsupported value: \"Pod\": supported values: \"Node\", "
                    + "\"<empty>\"",
                "FieldValueRequired target.name: Required value",
            ], refused.Causes());
        (code, _) = await server.PostAsync($"{Pods}/p/binding", Binding);
        Assert.Equal(201, code);
        (_, JsonElement pod) = await server.GetAsync($"{Pods}/p");
        Assert.Equal("n1", pod.At("spec", "nodeName").ToString());
        Assert.Equal("b", pod.At("metadata", "annotations", "a").ToString());
        Assert.Equal("PodScheduled", pod.At("status", "conditions")!.Value[0].GetProperty("type").GetString());
        (code, refused) = await server.PostAsync("/api/v1/namespaces/default/bindings", Binding);
        Assert.Equal(
            (409, "Operation cannot be fulfilled on pods/binding \"p\": pod p is already assigned to node \"n1\""),
            (code, refused.Message()));
    }

    [Fact]
    public async Task E084_AGatedPodGetsNoNode()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await CreateAsync(server, "p", ""","schedulingGates":[{"name":"a.io/wait"}]""");
        (int code, JsonElement refused) = await server.PostAsync(
            $"{Pods}/p/binding", """{"metadata":{"name":"p"},"target":{"name":"n1"}}""");
        Assert.Equal(
            (409, "Operation cannot be fulfilled on pods/binding \"p\": pod p has non-empty .spec.schedulingGates"),
            (code, refused.Message()));
        (_, JsonElement pod) = await server.GetAsync($"{Pods}/p");
        JsonElement condition = pod.At("status", "conditions")!.Value[0];
        Assert.Equal("SchedulingGated", condition.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task E084_AnEvictionAsksTheBudget()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await CreateAsync(server, "p");
        await CreateAsync(server, "q");
        await RunAsync(server, "p");
        await RunAsync(server, "q");
        (int code, JsonElement budget) = await server.PostAsync(Budgets, """
            {"metadata":{"name":"b"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"} } } }
            """);
        Assert.Equal(201, code);
        // Nobody has worked the budget out so far.
        using (HttpResponseMessage later = await EvictAsync(server, "p"))
        {
            Assert.Equal(429, (int)later.StatusCode);
            Assert.Equal(new RetryConditionHeaderValue(TimeSpan.FromSeconds(10)), later.Headers.RetryAfter);
            JsonElement refused = await BodyAsync(later);
            Assert.Equal(Refusal, refused.Message());
            Assert.Equal("TooManyRequests", refused.GetProperty("reason").GetString());
            Assert.Equal(
                ["DisruptionBudget : The disruption budget b is still being processed by the "
                    + "server."], refused.Causes());
        }
        await AllowAsync(server, 1);
        using (HttpResponseMessage evicted = await EvictAsync(server, "p"))
            Assert.Equal(201, (int)evicted.StatusCode);
        (_, budget) = await server.GetAsync($"{Budgets}/b");
        Assert.Equal("0", budget.At("status", "disruptionsAllowed").ToString());
        Assert.NotNull(budget.At("status", "disruptedPods", "p"));
        using (HttpResponseMessage exhausted = await EvictAsync(server, "q"))
        {
            Assert.Equal(429, (int)exhausted.StatusCode);
            Assert.Equal(
                ["DisruptionBudget : The disruption budget b needs 1 healthy pods and has 2 currently"],
                (await BodyAsync(exhausted)).Causes());
        }
        (code, _) = await server.GetAsync($"{Pods}/q");
        Assert.Equal(200, code);
    }

    [Fact]
    public async Task E084_AnEvictedPodSaysWhy()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await CreateAsync(server, "p", ""","nodeName":"n1" """);
        await RunAsync(server, "p");
        using (HttpResponseMessage wrong = await EvictAsync(server, "p", "q"))
        {
            Assert.Equal((400, "name in URL does not match name in Eviction object"),
                ((int)wrong.StatusCode, (await BodyAsync(wrong)).Message()));
        }
        using (HttpResponseMessage evicted = await EvictAsync(server, "p"))
            Assert.Equal(201, (int)evicted.StatusCode);
        (_, JsonElement pod) = await server.GetAsync($"{Pods}/p");
        Assert.NotEqual("", pod.Metadata("deletionTimestamp"));
        Assert.Equal("30", pod.Metadata("deletionGracePeriodSeconds"));
        JsonElement target = pod.At("status", "conditions")!.Value.EnumerateArray()
            .Single(static one => one.GetProperty("type").GetString() == "DisruptionTarget");
        Assert.Equal(("EvictionByEvictionAPI", "Eviction API: evicting"),
            (target.GetProperty("reason").GetString(), target.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task E084_ADebugContainerIsAddedAndStays()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await CreateAsync(server, "p");
        const string Path = $"{Pods}/p/ephemeralcontainers";
        const string Strategic = "strategic-merge-patch";
        (int code, JsonElement pod) = await server.PatchAsync(Path, """
            {"spec":{"ephemeralContainers":[{"name":"debugger","image":"busybox","stdin":true,"tty":true,
            "targetContainerName":"c"}]}}
            """, Strategic);
        Assert.Equal(200, code);
        JsonElement debugger = pod.At("spec", "ephemeralContainers")!.Value[0];
        Assert.Equal("Always", debugger.GetProperty("imagePullPolicy").GetString());
        Assert.Equal("2", pod.Metadata("generation"));
        (code, JsonElement refused) = await server.PatchAsync(Path, """
            {"spec":{"ephemeralContainers":[{"name":"debugger","image":"other"}]}}
            """, Strategic);
        Assert.Equal(422, code);
        Assert.Contains("existing ephemeral containers \"debugger\" may not be changed", refused.Message());
        (code, refused) = await server.PatchAsync(Path, """
            {"spec":{"ephemeralContainers":[{"name":"x","image":"i","targetContainerName":"nobody","ports":
            [{"containerPort":80}]}]}}
            """, Strategic);
        Assert.Equal(422, code);
        Assert.Equal(2, refused.Causes().Length);
        // Nothing but those containers gets through here, and they do not get through anywhere else.
        (code, pod) = await server.PatchAsync(Path, """{"metadata":{"labels":{"x":"z"}},"spec":{"priority":7}}""");
        Assert.Equal((200, "", ""),
            (code, pod.At("metadata", "labels", "x").ToString(), pod.At("spec", "priority").ToString()));
        (code, _) = await server.PatchAsync($"{Pods}/p", """
            {"spec":{"ephemeralContainers":[{"name":"more","image":"busybox"}]}}
            """, Strategic);
        Assert.Equal(422, code);
    }

    [Fact]
    public async Task E084_AResizeChangesResourcesAndNothingElse()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await CreateAsync(server, "q");
        const string Body = """
            {"spec":{"priority":7,"containers":[{"name":"c","resources":{"requests":{"cpu":"200m"}}}]}}
            """;
        (int code, JsonElement pod) = await server.PatchAsync($"{Pods}/q/resize", Body, "strategic-merge-patch");
        Assert.Equal(200, code);
        Assert.Equal("200m",
            pod.At("spec", "containers")!.Value[0].At("resources", "requests", "cpu").ToString());
        Assert.Equal(("", "2"), (pod.At("spec", "priority").ToString(), pod.Metadata("generation")));
        (code, JsonElement refused) = await server.PatchAsync($"{Pods}/q/resize", """
            {"spec":{"containers":[{"name":"c","resources":{"requests":{"example.com/gpu":"1"},
            "limits":{"example.com/gpu":"1"}}}]}}
            """, "strategic-merge-patch");
        Assert.Equal((422, "Pod \"q\" is invalid: spec: Forbidden: only cpu and memory resources are mutable"),
            (code, refused.Message()));
        // As upstream since 1.33: the same by an ordinary update is refused.
        (code, _) = await server.PatchAsync($"{Pods}/q", """
            {"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"300m"}}}]}}
            """, "strategic-merge-patch");
        Assert.Equal(422, code);
    }

    [Fact]
    public async Task E041_AStatusIsReportedApart()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await CreateAsync(server, "p");
        (_, JsonElement pod) = await server.PatchAsync(
            $"{Pods}/p", """{"metadata":{"labels":{"a":"b"}},"status":{"phase":"Running"}}""");
        Assert.Equal(("Pending", "BestEffort"),
            (pod.At("status", "phase").ToString(), pod.At("status", "qosClass").ToString()));
        (_, pod) = await server.PatchAsync(
            $"{Pods}/p/status", """{"spec":{"priority":7},"status":{"phase":"Running","podIP":"10.0.0.1"}}""");
        Assert.Equal(("Running", "", "1"), (pod.At("status", "phase").ToString(),
            pod.At("spec", "priority").ToString(), pod.Metadata("generation")));
        Assert.Equal("10.0.0.1", pod.At("status", "podIPs")!.Value[0].At("ip").ToString());
        (int code, JsonElement refused) =
            await server.PatchAsync($"{Pods}/p/status", """{"status":{"qosClass":"Guaranteed"}}""");
        Assert.Equal((422, "FieldValueInvalid status.qosClass: Invalid value: \"Guaranteed\": field is immutable"),
            (code, refused.Causes()[0]));
    }

    [Fact]
    public async Task E060_PodsAreChosenByTheirFields()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await CreateAsync(server, "p", ""","nodeName":"n1","restartPolicy":"Never","schedulerName":"mine" """);
        await CreateAsync(server, "q", ""","hostNetwork":true,"serviceAccountName":"default" """);
        await RunAsync(server, "p");
        (string Selector, string Names)[] rows =
        [
            ("metadata.name=p", "p"),
            ("metadata.name!=p", "q"),
            ("metadata.namespace=default", "p q"),
            ("spec.nodeName=n1", "p"),
            ("spec.nodeName=", "q"),
            ("spec.restartPolicy=Never", "p"),
            ("spec.schedulerName=mine", "p"),
            ("spec.serviceAccountName=default,metadata.name=q", "q"),
            ("spec.hostNetwork=true", "q"),
            ("status.phase=Running", "p"),
            ("status.phase!=Running,spec.nodeName!=n1", "q"),
            ("status.podIP=10.0.0.1", "p"),
            ("status.podIPs=10.0.0.1", "p"),
            ("status.nominatedNodeName=", "p q"),
        ];
        foreach ((string selector, string names) in rows)
        {
            (int code, JsonElement list) =
                await server.GetAsync($"{Pods}?fieldSelector={Uri.EscapeDataString(selector)}");
            Assert.Equal(200, code);
            Assert.Equal((selector, names), (selector, string.Join(
                ' ', list.GetProperty("items").EnumerateArray().Select(static one => one.Metadata("name")))));
        }
        (int bad, JsonElement refused) = await server.GetAsync($"{Pods}?fieldSelector=spec.priority%3D1");
        Assert.Equal(400, bad);
        Assert.Contains("field label not supported: spec.priority", refused.Message());
    }

    private static async Task CreateAsync(ServerFixture server, string name, string more = "")
    {
        string resources = name == "p" ? "{}" : """{"requests":{"cpu":"1"}}""";
        (int code, JsonElement body) = await server.PostAsync(Pods, $$$"""
            {"metadata":{"name":"{{{name}}}","labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i",
            "resources":{{{resources}}}}]{{{more}}} } }
            """);
        Assert.True(code == 201, body.ToString());
    }

    private static async Task RunAsync(ServerFixture server, string name)
    {
        (int code, JsonElement body) = await server.PatchAsync(
            $"{Pods}/{name}/status",
            $$$"""{"status":{"phase":"Running","podIP":"10.0.0.1","conditions":[{{{Ready}}}]}}""");
        Assert.True(code == 200, body.ToString());
    }

    private static async Task AllowAsync(ServerFixture server, int disruptions)
    {
        (int code, JsonElement body) = await server.PatchAsync($"{Budgets}/b/status", $$$"""
            {"status":{"observedGeneration":1,"disruptionsAllowed":{{{disruptions}}},"currentHealthy":2,
            "desiredHealthy":1,"expectedPods":2}}
            """);
        Assert.True(code == 200, body.ToString());
    }

    private static Task<HttpResponseMessage> EvictAsync(ServerFixture server, string name, string? named = null) =>
        server.RawAsync(HttpMethod.Post, $"{Pods}/{name}/eviction", $$$"""
            {"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{{named ?? name}}}"}}
            """);

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(ServerFixture.Token)).RootElement;
}
