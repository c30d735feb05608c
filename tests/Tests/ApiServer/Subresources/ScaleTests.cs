using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Subresources;

/// <summary>E084: one shape for the number of replicas of all kinds that have one.</summary>
public sealed class ScaleTests
{
    private const string Apps = "/apis/apps/v1/namespaces/default/";

    private const string Template =
        """{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}""";

    [Theory]
    [InlineData(Apps + "deployments", true)]
    [InlineData(Apps + "replicasets", true)]
    [InlineData(Apps + "statefulsets", true)]
    [InlineData("/api/v1/namespaces/default/replicationcontrollers", false)]
    public async Task E084_AWorkloadIsScaled(string path, bool structured)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        string selector = structured
            ? """{"matchLabels":{"a":"b"},"matchExpressions":[{"key":"x","operator":"NotIn","values":["z","w"]}]}"""
            : """{"a":"b"}""";
        (int code, JsonElement body) = await server.PostAsync(path, $$$"""
            {"metadata":{"name":"w"},"spec":{"selector":{{{selector}}},"template":{{{Template}}}}}
            """);
        Assert.True(code == 201, body.ToString());
        (code, JsonElement scale) = await server.GetAsync($"{path}/w/scale");
        Assert.Equal((200, "Scale", "autoscaling/v1"),
            (code, scale.At("kind").ToString(), scale.At("apiVersion").ToString()));
        Assert.Equal(("1", "0", structured ? "a=b,x notin (w,z)" : "a=b"), (scale.At("spec", "replicas").ToString(),
            scale.At("status", "replicas").ToString(), scale.At("status", "selector").ToString()));
        (code, scale) = await server.PutAsync($"{path}/w/scale", """{"metadata":{"name":"w"},"spec":{"replicas":5}}""");
        Assert.Equal((200, "5"), (code, scale.At("spec", "replicas").ToString()));
        (_, body) = await server.GetAsync($"{path}/w");
        Assert.Equal(("5", "2"), (body.At("spec", "replicas").ToString(), body.Metadata("generation")));

        (code, JsonElement refused) = await server.PatchAsync($"{path}/w/scale", """{"spec":{"replicas":-1}}""");
        Assert.Equal(422, code);
        Assert.Equal(["FieldValueInvalid spec.replicas: Invalid value: -1: must be greater than or equal to 0"],
            refused.Causes());
        // What the client has read must still hold.
        (code, _) = await server.PutAsync(
            $"{path}/w/scale", """{"metadata":{"name":"w","resourceVersion":"1"},"spec":{"replicas":6}}""");
        Assert.Equal(409, code);
        (code, _) = await server.PutAsync(
            $"{path}/w/scale", """{"metadata":{"name":"w","uid":"other"},"spec":{"replicas":6}}""");
        Assert.Equal(409, code);
    }
}
