using System.Text.Json;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

/// <summary>Watches as clients read them over HTTP.</summary>
public sealed class WatchTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string ListThenBookmark =
        "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";

    private ServerFixture Server => shared.Server;

    [Fact]
    public async Task E051_AWatchFromAListsRevisionHasNoGapsAndNoDuplicates()
    {
        string maps = await shared.NamespaceAsync("gaps");
        (_, JsonElement list) = await Server.GetAsync(maps);
        string revision = SharedServer.Revision(list);
        await shared.ConfigMapAsync(maps, "a");
        await using WatchStream watch =
            await WatchStream.OpenAsync(Server, $"{maps}?watch=1&resourceVersion={revision}");
        Assert.True(watch.Response.Headers.TransferEncodingChunked);
        Assert.Equal("application/json", watch.Response.Content.Headers.ContentType!.ToString());
        await shared.PatchAsync($"{maps}/a", """{"data":{"x":"1"}}""");
        Assert.Equal(["ADDED a", "MODIFIED a"], await watch.ReadAsync(2));
        List<string> revisions = [];
        for (int i = 0; i < 50; i++)
        {
            JsonElement patched = await shared.PatchAsync($"{maps}/a", $$$"""{"data":{"x":"n{{{i}}}"}}""");
            revisions.Add(SharedServer.Revision(patched));
        }
        List<string> seen = [];
        for (int i = 0; i < 50; i++)
            seen.Add(SharedServer.Revision((await watch.NextAsync()).GetProperty("object")));
        Assert.Equal(revisions, seen);
    }

    [Theory]
    [InlineData("watch=1")]
    [InlineData("watch=true&resourceVersion=0")]
    public async Task E052_WithoutARevisionWhatThereIsComesFirst(string query)
    {
        string name = "start" + query.Length;
        string maps = await shared.NamespaceAsync(name);
        await shared.ConfigMapAsync(maps, "a");
        await shared.ConfigMapAsync(maps, "b");
        await using WatchStream watch = await WatchStream.OpenAsync(Server, $"{maps}?{query}");
        Assert.Equal(["ADDED a", "ADDED b"], await watch.ReadAsync(2));
        await Server.SendAsync(HttpMethod.Delete, $"{maps}/a");
        Assert.Equal(["DELETED a"], await watch.ReadAsync(1));
    }

    [Fact]
    public async Task E053_ARevisionThatIsTooOldIs200AndAnError()
    {
        await using ServerFixture server = await ServerFixture.StartAsync(
            configure: static options => options with { TestMode = true });
        (_, JsonElement made) = await server.CreateConfigMapAsync("a");
        string old = SharedServer.Revision(made);
        await server.CreateConfigMapAsync("b");
        const string maps = "/api/v1/namespaces/default/configmaps";
        // What the store still knows is no reason to refuse, however long ago it was.
        await using (WatchStream known = await WatchStream.OpenAsync(server, $"{maps}?watch=1&resourceVersion={old}"))
            Assert.Equal(["ADDED b"], await known.ReadAsync(1));
        // A compaction alone takes nothing from who is up to date.
        await server.Store.CompactAsync(long.MaxValue, ServerFixture.Token);
        await using (WatchStream young = await WatchStream.OpenAsync(
            server, $"{maps}?watch=1&resourceVersion={old}"))
        {
            Assert.Equal(["ADDED b"], await young.ReadAsync(1));
        }
        using (HttpResponseMessage expire = await server.RawAsync(HttpMethod.Post, "/debug/test-mode/expire", ""))
            Assert.Equal(200, (int)expire.StatusCode);
        await using WatchStream watch = await WatchStream.OpenAsync(server, $"{maps}?watch=1&resourceVersion={old}");
        Assert.Equal(200, (int)watch.Response.StatusCode);
        JsonElement error = await watch.NextAsync();
        Assert.StartsWith($"ERROR 410 too old resource version: {old} (", WatchStream.Text(error),
            StringComparison.Ordinal);
        Assert.Equal(("Expired", "Status"), (error.GetProperty("object").GetProperty("reason").GetString(),
            error.GetProperty("object").GetProperty("kind").GetString()));
        Assert.Empty(await watch.ReadAsync(1));
    }

    [Fact]
    public async Task E051_AWatchGoesOnAfterARestartOfTheServer()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        string revision = SharedServer.Revision((await server.CreateConfigMapAsync("a")).Body);
        await server.CreateConfigMapAsync("b");
        await server.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/default/configmaps/a");
        // Another server on what the first has stored, as after a restart: nothing of the past is in its memory.
        await using Kubesharp.ApiServer.ApiServer second = new(new() { Store = server.Store, Bootstrap = false });
        await second.StartAsync(ServerFixture.Token);
        await using IAsyncEnumerator<WatchEvent> events = second
            .TransportFor(Users.Of("tester", Users.Masters), "tests")
            .WatchAsync(
                new()
                {
                    Verb = Verb.Watch,
                    Resource = new("", "v1", "configmaps"),
                    Namespace = "default",
                    ResourceVersion = revision,
                },
                ServerFixture.Token)
            .GetAsyncEnumerator(ServerFixture.Token);
        foreach ((WatchEventType type, string name) in ((WatchEventType, string)[])
            [(WatchEventType.Added, "b"), (WatchEventType.Deleted, "a")])
        {
            Assert.True(await events.MoveNextAsync());
            Assert.Equal((type, name), (events.Current.Type, events.Current.Object!.Metadata.Name));
        }
    }

    [Fact]
    public async Task E054_BeforeTheEndComesABookmarkThatIsOnlyARevision()
    {
        string maps = await shared.NamespaceAsync("bookmarks");
        string revision = SharedServer.Revision(await shared.ConfigMapAsync(maps, "a"));
        await using WatchStream watch = await WatchStream.OpenAsync(
            Server, $"{maps}?watch=1&resourceVersion={revision}&allowWatchBookmarks=true&timeoutSeconds=1");
        JsonElement bookmark = await watch.NextAsync();
        Assert.Equal("BOOKMARK", bookmark.GetProperty("type").GetString());
        JsonElement value = bookmark.GetProperty("object");
        Assert.Equal(["kind", "apiVersion", "metadata"],
            value.EnumerateObject().Select(static member => member.Name));
        Assert.Equal("ConfigMap", value.GetProperty("kind").GetString());
        Assert.Equal(["resourceVersion"],
            value.GetProperty("metadata").EnumerateObject().Select(static member => member.Name));
        Assert.True(long.Parse(SharedServer.Revision(value)) >= long.Parse(revision));
        // E058: the end is the end of the body, not a broken connection.
        Assert.Empty(await watch.ReadAsync(1));
    }

    [Fact]
    public async Task E055_WatchListEndsItsInitialEventsWithABookmark()
    {
        string maps = await shared.NamespaceAsync("watchlist");
        await using (WatchStream empty = await WatchStream.OpenAsync(Server, $"{maps}?{ListThenBookmark}"))
        {
            JsonElement bookmark = await empty.NextAsync();
            Assert.Equal("BOOKMARK end", WatchStream.Text(bookmark));
            Assert.Equal("true", bookmark.GetProperty("object").GetProperty("metadata").GetProperty("annotations")
                .GetProperty("k8s.io/initial-events-end").GetString());
        }
        await shared.ConfigMapAsync(maps, "a");
        string last = SharedServer.Revision(await shared.ConfigMapAsync(maps, "b", """{"x":"y"}"""));
        foreach (string revision in (string[])["", "&resourceVersion=0", $"&resourceVersion={last}"])
        {
            await using WatchStream watch =
                await WatchStream.OpenAsync(Server, $"{maps}?{ListThenBookmark}{revision}&labelSelector=x");
            Assert.Equal(["ADDED b", "BOOKMARK end"], await watch.ReadAsync(2));
        }
        // A client that takes no bookmarks gets none.
        await using WatchStream plain = await WatchStream.OpenAsync(
            Server, $"{maps}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan");
        Assert.Equal(["ADDED a", "ADDED b"], await plain.ReadAsync(2));
        await using WatchStream later = await WatchStream.OpenAsync(
            Server, $"{maps}?watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan");
        await shared.ConfigMapAsync(maps, "c");
        Assert.Equal(["ADDED c"], await plain.ReadAsync(1));
        Assert.Equal(["ADDED c"], await later.ReadAsync(1));
        (int code, JsonElement refused) = await Server.GetAsync($"{maps}?watch=1&sendInitialEvents=true");
        Assert.Equal((422, "Invalid"), (code, refused.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task E056_AnObjectThatLeavesTheSelectorIsDeletedAtTheNewRevision()
    {
        string maps = await shared.NamespaceAsync("selectors");
        await shared.ConfigMapAsync(maps, "a", """{"in":"no"}""");
        (_, JsonElement list) = await Server.GetAsync(maps);
        await using WatchStream watch = await WatchStream.OpenAsync(
            Server, $"{maps}?watch=1&resourceVersion={SharedServer.Revision(list)}&labelSelector=in%3Dyes");
        await shared.PatchAsync($"{maps}/a", """{"metadata":{"labels":{"in":"yes"}}}""");
        await shared.PatchAsync($"{maps}/a", """{"data":{"k":"v"}}""");
        JsonElement left = await shared.PatchAsync($"{maps}/a", """{"metadata":{"labels":{"in":"no"}}}""");
        Assert.Equal(["ADDED a", "MODIFIED a"], await watch.ReadAsync(2));
        JsonElement deleted = await watch.NextAsync();
        Assert.Equal("DELETED a", WatchStream.Text(deleted));
        JsonElement value = deleted.GetProperty("object");
        Assert.Equal(("yes", SharedServer.Revision(left)),
            (value.GetProperty("metadata").GetProperty("labels").GetProperty("in").GetString(),
                SharedServer.Revision(value)));
    }

    [Fact]
    public async Task E057_DeletedCarriesTheLastStateWithTheRevisionOfTheDeletion()
    {
        string maps = await shared.NamespaceAsync("last");
        JsonElement made = await shared.PostAsync(maps, """{"metadata":{"name":"a"},"data":{"k":"v"}}""");
        await using WatchStream watch = await WatchStream.OpenAsync(
            Server, $"{maps}?watch=1&resourceVersion={SharedServer.Revision(made)}");
        await Server.SendAsync(HttpMethod.Delete, $"{maps}/a");
        JsonElement value = (await watch.NextAsync()).GetProperty("object");
        Assert.Equal("v", value.GetProperty("data").GetProperty("k").GetString());
        Assert.True(long.Parse(SharedServer.Revision(value)) > long.Parse(SharedServer.Revision(made)));
        // The next watch may start from it.
        await shared.ConfigMapAsync(maps, "b");
        await using WatchStream next = await WatchStream.OpenAsync(
            Server, $"{maps}?watch=1&resourceVersion={SharedServer.Revision(value)}");
        Assert.Equal(["ADDED b"], await next.ReadAsync(1));
    }

    [Fact]
    public async Task E058_TheTimeoutOfTheClientEndsTheStream()
    {
        string maps = await shared.NamespaceAsync("timeout");
        await using WatchStream watch =
            await WatchStream.OpenAsync(Server, $"{maps}?watch=1&timeoutSeconds=1&resourceVersion=0");
        Assert.Empty(await watch.ReadAsync(1));
    }

    [Fact]
    public async Task E060_APodIsWatchedByItsNode()
    {
        const string pods = "/api/v1/namespaces/default/pods";
        await using WatchStream watch =
            await WatchStream.OpenAsync(Server, "/api/v1/pods?watch=1&fieldSelector=spec.nodeName%3Dn1");
        await using WatchStream single =
            await WatchStream.OpenAsync(Server, $"{pods}?watch=1&fieldSelector=metadata.name%3Dmine");
        foreach ((string name, string node) in ((string, string)[])[("other", "n2"), ("mine", "n1")])
        {
            await shared.PostAsync(pods, $$$"""
                {"metadata":{"name":"{{{name}}}"},
                "spec":{"nodeName":"{{{node}}}","containers":[{"name":"c","image":"i"}]}}
                """);
        }
        Assert.Equal(["ADDED mine"], await watch.ReadAsync(1));
        Assert.Equal(["ADDED mine"], await single.ReadAsync(1));
    }

    [Theory]
    [InlineData("/api/v1/watch/namespaces/older/configmaps")]
    [InlineData("/api/v1/watch/namespaces/older/configmaps/a")]
    [InlineData("/api/v1/watch/configmaps?fieldSelector=metadata.namespace%3Dolder")]
    public async Task E062_TheOlderPathsOfAWatchAreStillServed(string path)
    {
        if ((await Server.GetAsync("/api/v1/namespaces/older")).Code == 404)
            await shared.ConfigMapAsync(await shared.NamespaceAsync("older"), "a");
        await using WatchStream watch = await WatchStream.OpenAsync(Server, path);
        Assert.Equal(["ADDED a"], await watch.ReadAsync(1));
    }

    [Fact]
    public async Task E120_InTestModeWatchesAreCut()
    {
        await using ServerFixture server = await ServerFixture.StartAsync(
            configure: static options => options with { TestMode = true });
        const string path = "/api/v1/namespaces/default/configmaps?watch=1&resourceVersion=0";
        await using WatchStream cut = await WatchStream.OpenAsync(server, path);
        await PostAsync("cut-watches");
        Assert.Empty(await cut.ReadAsync(1));
        await using WatchStream expired = await WatchStream.OpenAsync(server, path);
        await PostAsync("cut-watches?expired=true");
        Assert.StartsWith("ERROR 410", Assert.Single(await expired.ReadAsync(2)), StringComparison.Ordinal);
        using HttpResponseMessage refused =
            await server.RawAsync(HttpMethod.Post, "/debug/test-mode/delay-writes?milliseconds=-1", "");
        Assert.Equal(400, (int)refused.StatusCode);
        await PostAsync("delay-writes?milliseconds=5");
        Assert.Equal(TimeSpan.FromMilliseconds(5), server.Server.WriteDelay);
        Assert.Equal(201, (await server.CreateConfigMapAsync("slow")).Code);

        async Task PostAsync(string what)
        {
            using HttpResponseMessage done = await server.RawAsync(HttpMethod.Post, $"/debug/test-mode/{what}", "");
            Assert.Equal(200, (int)done.StatusCode);
        }
    }

    [Fact]
    public async Task E120_WithoutTestModeThereIsNothing()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        using HttpResponseMessage get = await server.RawAsync(HttpMethod.Get, "/debug/test-mode");
        Assert.Equal(404, (int)get.StatusCode);
        using HttpResponseMessage post = await server.RawAsync(HttpMethod.Post, "/debug/test-mode/expire", "");
        Assert.Equal(405, (int)post.StatusCode);
    }
}
