using System.Text.Json;
using Kubesharp.ApiServer.Verbs;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

/// <summary>Lists as clients page through them.</summary>
public sealed class ListTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private ServerFixture Server => shared.Server;

    [Fact]
    public async Task E047_AnyNewestNotOlderAndExact()
    {
        string maps = await shared.NamespaceAsync("revisions");
        string first = SharedServer.Revision(await shared.ConfigMapAsync(maps, "a"));
        string second = SharedServer.Revision(await shared.ConfigMapAsync(maps, "b"));
        await Server.SendAsync(HttpMethod.Delete, $"{maps}/a");
        string[] newest =
        [
            "", "?resourceVersion=0", $"?resourceVersion={first}",
            $"?resourceVersion={first}&resourceVersionMatch=NotOlderThan",
        ];
        foreach (string query in newest)
        {
            (int code, JsonElement list) = await Server.GetAsync(maps + query);
            Assert.Equal(200, code);
            Assert.Equal(["b"], SharedServer.Names(list));
        }
        await ExactlyAsync(first, "a");
        await ExactlyAsync(second, "a", "b");
        // A page of a revision, without a word about how it is meant, is of that very revision.
        (_, JsonElement page) = await Server.GetAsync($"{maps}?limit=1&resourceVersion={second}");
        Assert.Equal((second, "a"), (SharedServer.Revision(page), SharedServer.Names(page).Single()));

        async Task ExactlyAsync(string revision, params string[] names)
        {
            (_, JsonElement list) =
                await Server.GetAsync($"{maps}?resourceVersion={revision}&resourceVersionMatch=Exact");
            Assert.Equal(revision, SharedServer.Revision(list));
            Assert.Equal(names, SharedServer.Names(list));
        }
    }

    [Fact]
    public async Task E032_ARevisionInTheFutureSaysHowFarTheServerIs()
    {
        foreach (string path in (string[])["/api/v1/pods", "/api/v1/namespaces/default"])
        {
            using HttpResponseMessage response =
                await Server.RawAsync(HttpMethod.Get, $"{path}?resourceVersion=99999999");
            JsonElement status =
                JsonDocument.Parse(await response.Content.ReadAsStringAsync(ServerFixture.Token)).RootElement;
            Assert.Equal((504, "Timeout"), ((int)response.StatusCode, status.GetProperty("reason").GetString()));
            Assert.Equal("1", Assert.Single(response.Headers.GetValues("Retry-After")));
            Assert.StartsWith("Too large resource version: 99999999, current: ",
                status.GetProperty("message").GetString(), StringComparison.Ordinal);
            JsonElement details = status.GetProperty("details");
            Assert.Equal(1, details.GetProperty("retryAfterSeconds").GetInt32());
            Assert.Equal("ResourceVersionTooLarge",
                details.GetProperty("causes")[0].GetProperty("reason").GetString());
        }
    }

    [Fact]
    public async Task E048_PagesAreOfOneSnapshotWhateverHappensMeanwhile()
    {
        string maps = await shared.NamespaceAsync("pages");
        string[] names = [.. Enumerable.Range(0, 23).Select(static index => $"m{index:d2}")];
        foreach (string name in names)
            await shared.ConfigMapAsync(maps, name, name == "m07" ? """{"odd":"one"}""" : "{}");
        List<string> read = [];
        string revision = "", token = "";
        for (int left = 18; ; left -= 5)
        {
            (_, JsonElement page) = await Server.GetAsync($"{maps}?limit=5&continue={token}");
            read.AddRange(SharedServer.Names(page));
            revision = revision.Length == 0 ? SharedServer.Revision(page) : revision;
            Assert.Equal(revision, SharedServer.Revision(page));
            // The past changes neither by deletions nor by additions.
            await Server.SendAsync(HttpMethod.Delete, $"{maps}/m{22 - left / 5}");
            await shared.ConfigMapAsync(maps, $"new{left}");
            JsonElement metadata = page.GetProperty("metadata");
            if (!metadata.TryGetProperty("continue", out JsonElement next))
            {
                Assert.False(metadata.TryGetProperty("remainingItemCount", out _));
                break;
            }
            Assert.Equal(left, metadata.GetProperty("remainingItemCount").GetInt32());
            token = next.GetString()!;
            // Opaque, but of the form that upstream's tools know.
            byte[] bytes = System.Buffers.Text.Base64Url.DecodeFromChars(token);
            Assert.Equal("meta.k8s.io/v1", JsonDocument.Parse(bytes).RootElement.GetProperty("v").GetString());
        }
        Assert.Equal(names, read);
        (_, JsonElement selected) = await Server.GetAsync($"{maps}?limit=5&labelSelector=!odd");
        Assert.True(selected.GetProperty("metadata").TryGetProperty("continue", out _));
        Assert.False(selected.GetProperty("metadata").TryGetProperty("remainingItemCount", out _));
    }

    [Fact]
    public async Task E049_AnExpiredTokenIs410AndShowsTheWayOn()
    {
        await using ServerFixture server = await ServerFixture.StartAsync(
            configure: static options => options with { TestMode = true });
        foreach (string name in (string[])["a", "b", "c"])
            await server.CreateConfigMapAsync(name);
        const string maps = "/api/v1/namespaces/default/configmaps";
        (_, JsonElement page) = await server.GetAsync($"{maps}?limit=1");
        string token = page.GetProperty("metadata").GetProperty("continue").GetString()!;
        await server.SendAsync(HttpMethod.Delete, $"{maps}/c");
        using (HttpResponseMessage expire = await server.RawAsync(HttpMethod.Post, "/debug/test-mode/expire", ""))
            Assert.Equal(200, (int)expire.StatusCode);
        (int code, JsonElement expired) = await server.GetAsync($"{maps}?limit=1&continue={token}");
        Assert.Equal((410, "Expired"), (code, expired.GetProperty("reason").GetString()));
        Assert.StartsWith("The provided continue parameter is too old", expired.GetProperty("message").GetString(),
            StringComparison.Ordinal);
        string inconsistent = expired.GetProperty("metadata").GetProperty("continue").GetString()!;
        (code, JsonElement rest) = await server.GetAsync($"{maps}?limit=5&continue={inconsistent}");
        Assert.Equal(200, code);
        Assert.Equal(["b"], SharedServer.Names(rest));
        string revision = SharedServer.Revision(page);
        (code, expired) = await server.GetAsync($"{maps}?resourceVersion={revision}&resourceVersionMatch=Exact");
        Assert.Equal((410, "Expired"), (code, expired.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task E050_AnEmptyListHasItemsAndARevision()
    {
        string maps = await shared.NamespaceAsync("empty");
        using HttpResponseMessage response = await Server.RawAsync(HttpMethod.Get, maps);
        string text = await response.Content.ReadAsStringAsync(ServerFixture.Token);
        Assert.Contains("\"items\":[]", text);
        JsonElement list = JsonDocument.Parse(text).RootElement;
        Assert.True(long.Parse(SharedServer.Revision(list)) > 1);
        Assert.Equal(("ConfigMapList", "v1"),
            (list.GetProperty("kind").GetString(), list.GetProperty("apiVersion").GetString()));
    }

    [Theory]
    [InlineData("metadata.name=a", "a")]
    [InlineData("metadata.name==a", "a")]
    [InlineData("metadata.name!=a", "b c")]
    [InlineData("metadata.name!=a,metadata.name!=b", "c")]
    [InlineData("metadata.namespace=fields", "a b c")]
    [InlineData("metadata.namespace=other", "")]
    public async Task E060_NameAndNamespaceAreSelectableEverywhere(string selector, string expected)
    {
        const string maps = "/api/v1/namespaces/fields/configmaps";
        if ((await Server.GetAsync("/api/v1/namespaces/fields")).Code == 404)
        {
            await shared.NamespaceAsync("fields");
            foreach (string name in (string[])["a", "b", "c"])
                await shared.ConfigMapAsync(maps, name);
        }
        (_, JsonElement list) = await Server.GetAsync($"{maps}?fieldSelector={Uri.EscapeDataString(selector)}");
        Assert.Equal(expected, string.Join(' ', SharedServer.Names(list)));
    }

    [Theory]
    [InlineData("/api/v1/pods", "spec.foo", "field label not supported: spec.foo")]
    [InlineData("/api/v1/nodes", "spec.nodeName", "field label not supported: spec.nodeName")]
    [InlineData("/api/v1/configmaps", "data",
        "\"data\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")]
    public async Task E060_WhatCannotBeSelectedIsRefused(string path, string field, string message)
    {
        foreach (string verb in (string[])["", "&watch=1"])
        {
            (int code, JsonElement status) = await Server.GetAsync($"{path}?fieldSelector={field}%3Dx{verb}");
            Assert.Equal((400, message), (code, status.GetProperty("message").GetString()));
        }
    }

    [Theory]
    [InlineData("app", "a b")]
    [InlineData("!app", "c")]
    [InlineData("app=x", "a")]
    [InlineData("app==x", "a")]
    [InlineData("app!=x", "b c")]
    [InlineData("app in (x,y)", "a b")]
    [InlineData("app in (x),tier", "a")]
    [InlineData("app notin (x)", "b c")]
    [InlineData("n>1", "b")]
    [InlineData("n<2", "a")]
    public async Task E061_LabelSelectors(string selector, string expected)
    {
        const string maps = "/api/v1/namespaces/labels/configmaps";
        if ((await Server.GetAsync("/api/v1/namespaces/labels")).Code == 404)
        {
            await shared.NamespaceAsync("labels");
            await shared.ConfigMapAsync(maps, "a", """{"app":"x","tier":"t","n":"1"}""");
            await shared.ConfigMapAsync(maps, "b", """{"app":"y","n":"2"}""");
            await shared.ConfigMapAsync(maps, "c");
        }
        (_, JsonElement list) = await Server.GetAsync($"{maps}?labelSelector={Uri.EscapeDataString(selector)}");
        Assert.Equal(expected, string.Join(' ', SharedServer.Names(list)));
    }

    [Theory]
    [InlineData("?continue=%25%25")]
    [InlineData("?continue=eyJ2IjoibWV0YS5rOHMuaW8vdjAifQ")]
    [InlineData("?resourceVersion=abc")]
    [InlineData("?limit=-")]
    [InlineData("?labelSelector=a%20in%20(")]
    [InlineData("?fieldSelector=a%3Db%3Dc")]
    public async Task OptionsThatNobodyUnderstandsAreRefused(string query)
    {
        (int code, JsonElement status) = await Server.GetAsync("/api/v1/configmaps" + query);
        Assert.Equal((400, "BadRequest"), (code, status.GetProperty("reason").GetString()));
    }

    [Fact]
    public void ATokenIsReadBackAndStaysBelowItsCollection()
    {
        Assert.Equal(new ContinueToken(7, "ns/a..b"), ContinueToken.Decode(new ContinueToken(7, "ns/a..b").Encode()));
        Assert.Null(ContinueToken.Decode(new ContinueToken(7, "ns/../other").Encode()));
    }

    [Fact]
    public async Task ATokenOfAnotherNamespaceIsRefused()
    {
        string maps = await shared.NamespaceAsync("mine");
        string token = new ContinueToken(-1, "kube-system/a").Encode();
        (int code, JsonElement status) = await Server.GetAsync($"{maps}?limit=1&continue={token}");
        Assert.Equal((400, "continue key is not valid: it is of another collection"),
            (code, status.GetProperty("message").GetString()));
    }
}
