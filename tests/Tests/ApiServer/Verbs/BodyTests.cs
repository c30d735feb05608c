using System.Text;
using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

/// <summary>What is sent comes back as it was meant, and what nobody can mean is refused.</summary>
public sealed class BodyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Jobs = "/apis/batch/v1/namespaces/default/jobs";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    private ServerFixture Server => shared.Server;

    [Fact]
    public async Task E113_QuantitiesIntOrStringAndEmptyValues()
    {
        JsonElement made = await shared.PostAsync(Deployments, """
            {"metadata":{"name":"e113","annotations":{}},"spec":{"selector":{"matchLabels":{"a":"b"}},
            "strategy":{"rollingUpdate":{"maxSurge":"50%","maxUnavailable":0}},
            "template":{"metadata":{"labels":{"a":"b"}},"spec":{"nodeSelector":null,"containers":[{
            "name":"c","image":"i","env":[{"name":"EMPTY","value":""}],
            "resources":{"limits":{"cpu":"0.5","memory":"1024Mi"}},
            "volumeMounts":[]}],"volumes":[{"name":"v","emptyDir":{}}]}}}}
            """);
        JsonElement spec = made.GetProperty("spec");
        JsonElement update = spec.GetProperty("strategy").GetProperty("rollingUpdate");
        Assert.Equal("{\"maxUnavailable\":0,\"maxSurge\":\"50%\"}", update.GetRawText());
        JsonElement pod = spec.GetProperty("template").GetProperty("spec");
        JsonElement container = pod.GetProperty("containers")[0];
        Assert.Equal("{\"cpu\":\"500m\",\"memory\":\"1Gi\"}",
            container.GetProperty("resources").GetProperty("limits").GetRawText());
        Assert.Equal("{\"name\":\"EMPTY\"}", container.GetProperty("env")[0].GetRawText());
        Assert.False(container.TryGetProperty("volumeMounts", out _));
        Assert.False(pod.TryGetProperty("nodeSelector", out _));
        Assert.Equal("{}", pod.GetProperty("volumes")[0].GetProperty("emptyDir").GetRawText());
        Assert.False(made.GetProperty("metadata").TryGetProperty("annotations", out _));
    }

    [Fact]
    public async Task E114_IntegersAreExact()
    {
        // One more than a double can tell from its neighbour.
        JsonElement made = await shared.PostAsync(Jobs, """
            {"metadata":{"name":"e114"},"spec":{"activeDeadlineSeconds":9007199254740993,"template":{"spec":
            {"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}
            """);
        Assert.Equal("9007199254740993",
            made.GetProperty("spec").GetProperty("activeDeadlineSeconds").GetRawText());
        using HttpResponseMessage yaml =
            await Server.RawAsync(HttpMethod.Get, $"{Jobs}/e114", accept: "application/yaml");
        Assert.Contains("activeDeadlineSeconds: 9007199254740993\n",
            await yaml.Content.ReadAsStringAsync(ServerFixture.Token));
        JsonElement patched = await shared.PatchAsync($"{Jobs}/e114", """{"metadata":{"labels":{"x":"y"}}}""");
        Assert.Equal("9007199254740993",
            patched.GetProperty("spec").GetProperty("activeDeadlineSeconds").GetRawText());
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"a","generation":1.5}}""", "application/json")]
    [InlineData("""{"metadata":{"name":"a","generation":9223372036854775808}}""", "application/json")]
    [InlineData("""{"metadata":{"name":5}}""", "application/json")]
    [InlineData("""{"metadata":{"name":"a","creationTimestamp":"yesterday"}}""", "application/json")]
    [InlineData("a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b", "application/yaml")]
    [InlineData("k8s\0nonsense", "application/vnd.kubernetes.protobuf")]
    [InlineData("nonsense", "application/vnd.kubernetes.protobuf")]
    public async Task E115_WhatCannotBeMeantIsRefused(string body, string type)
    {
        (int code, JsonElement status) = await Server.SendAsync(HttpMethod.Post, Maps, body, type);
        Assert.Equal((400, "BadRequest"), (code, status.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task E115_DepthAndBombsHaveALimit()
    {
        string deep = $$$"""{"metadata":{"name":"deep"},"data":{{{string.Concat(Enumerable.Repeat("[", 5000))}}}""";
        Assert.Equal(400, (await Server.SendAsync(HttpMethod.Post, Maps, deep)).Code);
        StringBuilder bomb = new("a0: &a0 [x]\n");
        for (int i = 1; i < 30; i++)
            bomb.Append($"a{i}: &a{i} [").AppendJoin(',', Enumerable.Repeat($"*a{i - 1}", 9)).Append("]\n");
        (int code, JsonElement status) =
            await Server.SendAsync(HttpMethod.Post, Maps, bomb.ToString(), "application/yaml");
        Assert.True(code == 400, status.ToString());
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"NAME"},"Data":{"k":"v"}}""", "unknown field \"Data\"")]
    [InlineData("""{"metadata":{"name":"NAME"},"data":{"k":"1"},"data":{"k":"2"}}""", "duplicate field \"data\"")]
    [InlineData("""{"metadata":{"name":"NAME","labelz":{}}}""", "unknown field \"metadata.labelz\"")]
    public async Task E115_UnknownDuplicateAndWronglyCasedFields(string body, string finding)
    {
        int number = 0;
        foreach ((string mode, int code, bool warned) in ((string, int, bool)[])
            [("", 201, true), ("Warn", 201, true), ("Ignore", 201, false), ("Strict", 400, false)])
        {
            string named = body.Replace("NAME", $"fields{finding.Length}{number++}");
            using HttpResponseMessage response =
                await Server.RawAsync(HttpMethod.Post, $"{Maps}?fieldValidation={mode}", named);
            Assert.Equal(code, (int)response.StatusCode);
            Assert.Equal(warned, response.Headers.TryGetValues("Warning", out IEnumerable<string>? warnings));
            if (warned)
                Assert.Equal($"299 - \"{finding.Replace("\"", "\\\"")}\"", Assert.Single(warnings!));
            if (mode != "Strict")
                continue;
            string text = await response.Content.ReadAsStringAsync(ServerFixture.Token);
            Assert.EndsWith($"strict decoding error: {finding}",
                JsonDocument.Parse(text).RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task E115_TimestampsAreBroughtToUtc()
    {
        JsonElement made = await shared.PostAsync("/apis/coordination.k8s.io/v1/namespaces/default/leases",
            """{"metadata":{"name":"e115"},"spec":{"renewTime":"2026-01-02T03:04:05.5+02:00"}}""");
        Assert.Equal("2026-01-02T01:04:05.500000Z", made.GetProperty("spec").GetProperty("renewTime").GetString());
    }

    [Fact]
    public async Task E116_MapsAreSortedAndListsKeepTheirOrder()
    {
        JsonElement made = await shared.PostAsync(Maps,
            """{"metadata":{"name":"e116","finalizers":["z.io/b","a.io/c"]},"data":{"b":"1","a":"2","B":"3"}}""");
        Assert.Equal("{\"B\":\"3\",\"a\":\"2\",\"b\":\"1\"}", made.GetProperty("data").GetRawText());
        Assert.Equal("[\"z.io/b\",\"a.io/c\"]", made.GetProperty("metadata").GetProperty("finalizers").GetRawText());
        byte[][] bodies = new byte[2][];
        for (int i = 0; i < bodies.Length; i++)
        {
            using HttpResponseMessage response = await Server.RawAsync(
                HttpMethod.Get, $"{Maps}/e116", accept: "application/vnd.kubernetes.protobuf");
            bodies[i] = await response.Content.ReadAsByteArrayAsync(ServerFixture.Token);
        }
        Assert.Equal(bodies[0], bodies[1]);
        (_, JsonElement read) = await Server.GetAsync($"{Maps}/e116");
        Assert.Equal(made.GetRawText(), read.GetRawText());
    }
}
