using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Storage;

/// <summary>Several versions of one kind are views of one stored object.</summary>
public sealed class StoredFormTests
{
    [Fact(DisplayName = "An Event written through one group is read through the other")]
    public async Task Events()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string core = "/api/v1/namespaces/default/events";
        const string named = "/apis/events.k8s.io/v1/namespaces/default/events";
        (int code, _) = await server.PostAsync(named, """
            {"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"a"},
            "eventTime":"2026-11-26T10:00:00.000001Z","reportingController":"example.com/c",
            "reportingInstance":"c-1","action":"Doing","reason":"Done","type":"Normal","note":"it is done",
            "regarding":{"kind":"Pod","namespace":"default","name":"p"}}
            """);
        Assert.Equal(201, code);
        (code, JsonElement shown) = await server.GetAsync($"{core}/a");
        Assert.Equal(200, code);
        Assert.Equal("it is done", shown.GetProperty("message").GetString());
        Assert.Equal("p", shown.GetProperty("involvedObject").GetProperty("name").GetString());
        Assert.Equal("example.com/c", shown.GetProperty("reportingComponent").GetString());
        Assert.Equal("v1", shown.GetProperty("apiVersion").GetString());

        (code, _) = await server.PostAsync(core, """
            {"apiVersion":"v1","kind":"Event","metadata":{"name":"b"},"reason":"Old","type":"Warning",
            "message":"it was","count":3,"source":{"component":"k","host":"n"},
            "firstTimestamp":"2026-11-26T09:00:00Z","lastTimestamp":"2026-11-26T10:00:00Z",
            "involvedObject":{"kind":"Pod","namespace":"default","name":"p"}}
            """);
        Assert.Equal(201, code);
        (_, shown) = await server.GetAsync($"{named}/b");
        Assert.Equal("it was", shown.GetProperty("note").GetString());
        Assert.Equal(3, shown.GetProperty("deprecatedCount").GetInt32());
        Assert.Equal("k", shown.GetProperty("deprecatedSource").GetProperty("component").GetString());
        (_, shown) = await server.GetAsync(named);
        Assert.Equal(2, shown.GetProperty("items").GetArrayLength());
        await server.DeleteAsync($"{core}/a");
        Assert.Equal(404, (await server.GetAsync($"{named}/a")).Code);
    }

    [Fact(DisplayName = "An autoscaler of v2 is shown by v1 with annotations for what v1 has no field for, and back")]
    public async Task Autoscalers()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string one = "/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers";
        const string two = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";
        const string metrics = "autoscaling.alpha.kubernetes.io/metrics";
        (int code, JsonElement created) = await server.PostAsync(two, """
            {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"h"},
            "spec":{"maxReplicas":5,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},
            "metrics":[
            {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}},
            {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"1Gi"}}}]}}
            """);
        Assert.True(code == 201, created.ToString());
        (code, JsonElement shown) = await server.GetAsync($"{one}/h");
        Assert.Equal(200, code);
        Assert.Equal(60, shown.GetProperty("spec").GetProperty("targetCPUUtilizationPercentage").GetInt32());
        Assert.Contains(
            "memory", shown.GetProperty("metadata").GetProperty("annotations").GetProperty(metrics).GetString());

        // What is written through v1 keeps what v1 shows as an annotation.
        (code, shown) = await server.PatchAsync($"{one}/h", """{"spec":{"maxReplicas":7}}""");
        Assert.True(code == 200, shown.ToString());
        (_, shown) = await server.GetAsync($"{two}/h");
        Assert.Equal(7, shown.GetProperty("spec").GetProperty("maxReplicas").GetInt32());
        Assert.Equal(2, shown.GetProperty("spec").GetProperty("metrics").GetArrayLength());
        Assert.False(
            shown.GetProperty("metadata").TryGetProperty("annotations", out JsonElement annotations)
            && annotations.TryGetProperty(metrics, out _));
    }
}
