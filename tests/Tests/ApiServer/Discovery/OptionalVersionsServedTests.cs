using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.ApiServer.Discovery;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Discovery;

/// <summary>Beta versions on a server that is told to serve them, and on one that is not.</summary>
public sealed class OptionalVersionsServedTests
{
    private const string Claims = "namespaces/default/resourceclaims";
    private const string Claim = """
        {"apiVersion":"resource.k8s.io/v1beta1","kind":"ResourceClaim","metadata":{"name":"gpu"},
        "spec":{"devices":{"requests":[
        {"name":"one","deviceClassName":"gpu","allocationMode":"ExactCount","count":1}]}}}
        """;

    [Fact]
    public async Task AnObjectIsWrittenInOneVersionAndReadInEveryOther()
    {
        await using ServerFixture server = await StartAsync();
        (int code, JsonElement made) =
            await server.SendAsync(HttpMethod.Post, $"/apis/resource.k8s.io/v1beta1/{Claims}", Claim);
        Assert.True(code == 201, made.ToString());
        Assert.Equal("resource.k8s.io/v1beta1", made.GetProperty("apiVersion").GetString());

        (_, JsonElement stable) = await server.GetAsync($"/apis/resource.k8s.io/v1/{Claims}/gpu");
        Assert.Equal("resource.k8s.io/v1", stable.GetProperty("apiVersion").GetString());
        Assert.Equal("gpu", RequestOf(stable).GetProperty("exactly").GetProperty("deviceClassName").GetString());

        (_, JsonElement list) = await server.GetAsync($"/apis/resource.k8s.io/v1beta2/{Claims}");
        Assert.Equal("ResourceClaimList", list.GetProperty("kind").GetString());
        Assert.Equal("gpu",
            RequestOf(list.GetProperty("items")[0]).GetProperty("exactly").GetProperty("deviceClassName").GetString());

        (code, JsonElement patched) = await server.SendAsync(
            HttpMethod.Patch, $"/apis/resource.k8s.io/v1beta2/{Claims}/gpu", """{"metadata":{"labels":{"a":"b"}}}""",
            "application/merge-patch+json");
        Assert.True(code == 200, patched.ToString());
        Assert.Equal("resource.k8s.io/v1beta2", patched.GetProperty("apiVersion").GetString());
        (_, JsonElement beta) = await server.GetAsync($"/apis/resource.k8s.io/v1beta1/{Claims}/gpu");
        Assert.Equal("b", beta.GetProperty("metadata").GetProperty("labels").GetProperty("a").GetString());
        Assert.Equal("gpu", RequestOf(beta).GetProperty("deviceClassName").GetString());
    }

    [Fact]
    public async Task WhatHoldsForTheStableVersionHoldsForTheBeta()
    {
        await using ServerFixture server = await StartAsync();
        (int code, JsonElement refused) = await server.SendAsync(
            HttpMethod.Post, "/apis/networking.k8s.io/v1beta1/servicecidrs",
            """
            {"apiVersion":"networking.k8s.io/v1beta1","kind":"ServiceCIDR","metadata":{"name":"more"},
            "spec":{"cidrs":["nowhere"]}}
            """);
        Assert.Equal(422, code);
        Assert.Contains("spec.cidrs[0]", refused.GetProperty("message").GetString());
    }

    [Fact]
    public async Task ADefaultServerHasStableVersionsOnly()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        Assert.Equal(404, (await server.GetAsync("/apis/resource.k8s.io/v1beta1")).Code);
        Assert.Equal(404, (await server.GetAsync("/apis/storagemigration.k8s.io")).Code);
        Assert.Equal(200, (await server.GetAsync("/apis/resource.k8s.io/v1")).Code);
        (_, JsonElement groups) = await server.GetAsync("/apis");
        Assert.All(groups.GetProperty("groups").EnumerateArray().SelectMany(static group =>
            group.GetProperty("versions").EnumerateArray()),
            static version => Assert.False(
                ResourceRegistry.IsOptional(version.GetProperty("version").GetString()!), version.ToString()));
    }

    private static Task<ServerFixture> StartAsync() => ServerFixture.StartAsync(
        configure: static options => options with { RuntimeConfig = RuntimeConfig.Everything });

    private static JsonElement RequestOf(JsonElement claim) =>
        claim.GetProperty("spec").GetProperty("devices").GetProperty("requests")[0];
}
