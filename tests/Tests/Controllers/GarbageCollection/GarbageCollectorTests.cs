using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Controllers.GarbageCollection;
using Kubesharp.Tests.ApiServer;
using Xunit;

namespace Kubesharp.Tests.Controllers.GarbageCollection;

/// <summary>The collector beside a real API server; what it does shows in a watch.</summary>
public sealed class GarbageCollectorTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private static readonly GroupVersionResource Maps = new("", "v1", "configmaps");
    private static readonly GroupVersionResource Events = new("", "v1", "events");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public Task E074_InTheBackgroundDependentsGoAfterTheirOwner() => RunAsync(async (server, token) =>
    {
        string owner = await CreateAsync(server, "owner");
        await CreateAsync(server, "one", Reference("owner", owner));
        await CreateAsync(server, "two", Reference("owner", owner, blocks: true));
        await server.DeleteAsync($"{ConfigMaps}/owner");
        string[] gone = await DeletedAsync(server, 3, token);
        Assert.Equal("owner", gone[0]);
        Assert.Equal(["one", "two"], gone[1..].Order());
    });

    [Fact]
    public Task E074_InTheForegroundDependentsGoBeforeTheirOwner() => RunAsync(async (server, token) =>
    {
        string owner = await CreateAsync(server, "owner");
        string middle = await CreateAsync(server, "middle", Reference("owner", owner, blocks: true));
        await CreateAsync(server, "leaf", Reference("middle", middle, blocks: true));
        (int code, JsonElement marked) = await server.DeleteAsync($"{ConfigMaps}/owner?propagationPolicy=Foreground");
        Assert.Equal((200, """["foregroundDeletion"]"""), (code, marked.Metadata("finalizers")));
        Assert.Equal(["leaf", "middle", "owner"], await DeletedAsync(server, 3, token));
    });

    [Fact]
    public Task E074_OnlyDependentsThatBlockHoldTheirOwner() => RunAsync(async (server, token) =>
    {
        string owner = await CreateAsync(server, "owner");
        await CreateAsync(server, "free", Reference("owner", owner), finalizer: "x.io/held");
        await server.DeleteAsync($"{ConfigMaps}/owner?propagationPolicy=Foreground");
        Assert.Equal(["owner"], await DeletedAsync(server, 1, token));

        owner = await CreateAsync(server, "owner");
        await CreateAsync(server, "held", Reference("owner", owner, blocks: true), finalizer: "x.io/held");
        await server.DeleteAsync($"{ConfigMaps}/owner?propagationPolicy=Foreground");
        await UntilAsync(server, "held", static held => held.Metadata.DeletionTimestamp is not null, token);
        (int code, _) = await server.GetAsync($"{ConfigMaps}/owner");
        Assert.Equal(200, code);
        // It goes as soon as nothing blocks, also when the dependent merely stops blocking.
        await server.PatchAsync(
            $"{ConfigMaps}/held", $$"""{"metadata":{"ownerReferences":[{{Reference("owner", owner)}}] } }""");
        Assert.Equal(["owner"], await DeletedAsync(server, 1, token, "held"));
    });

    [Fact]
    public Task E074_OrphansAreCutLooseBeforeTheirOwnerGoes() => RunAsync(async (server, token) =>
    {
        string owner = await CreateAsync(server, "owner"), other = await CreateAsync(server, "other");
        await CreateAsync(server, "one", Reference("owner", owner, blocks: true));
        await CreateAsync(server, "two", $"{Reference("owner", owner)},{Reference("other", other)}");
        await server.DeleteAsync($"{ConfigMaps}/owner?propagationPolicy=Orphan");
        Assert.Equal(["owner"], await DeletedAsync(server, 1, token));
        (_, JsonElement one) = await server.GetAsync($"{ConfigMaps}/one");
        Assert.Equal("", one.Metadata("ownerReferences"));
        (_, JsonElement two) = await server.GetAsync($"{ConfigMaps}/two");
        Assert.Equal("other", two.At("metadata", "ownerReferences")?[0].GetProperty("name").GetString());
    });

    [Fact]
    public Task E074_TwoThatOwnEachOtherGoTogether() => RunAsync(async (server, token) =>
    {
        string a = await CreateAsync(server, "a");
        string b = await CreateAsync(server, "b", Reference("a", a, blocks: true));
        await server.PatchAsync(
            $"{ConfigMaps}/a", $$"""{"metadata":{"ownerReferences":[{{Reference("b", b, blocks: true)}}] } }""");
        await server.DeleteAsync($"{ConfigMaps}/a?propagationPolicy=Foreground");
        Assert.Equal(["a", "b"], (await DeletedAsync(server, 2, token)).Order());
    });

    [Theory]
    [InlineData("absent", "some-uid")] // There is no such object,
    [InlineData("other", "some-uid")] // or it is another one of the same name,
    [InlineData("misnamed", "")] // or the uid is right and the name is wrong.
    public Task E075_AnOwnerThatIsNotThereIsNone(string name, string uid) => RunAsync(async (server, token) =>
    {
        string other = await CreateAsync(server, "other");
        await CreateAsync(server, "lost", Reference(name, uid.Length == 0 ? other : uid));
        Assert.Equal(["lost"], await DeletedAsync(server, 1, token));
    });

    [Fact]
    public Task E075_OneOwnerIsEnoughAndTheOthersAreForgotten() => RunAsync(async (server, token) =>
    {
        string owner = await CreateAsync(server, "owner");
        await CreateAsync(server, "kept", $"{Reference("absent", "u")},{Reference("owner", owner)}");
        ApiObject kept = await UntilAsync(
            server, "kept", static one => one.Metadata.OwnerReferences.Count == 1, token);
        Assert.Equal("owner", kept.Metadata.OwnerReferences[0].Name);
    });

    [Fact]
    public Task E075_AnOwnerInAnotherNamespaceIsAbsentAndThatIsSaid() => RunAsync(async (server, token) =>
    {
        string owner = await CreateAsync(server, "owner");
        await server.PostAsync(
            "/api/v1/namespaces/kube-public/configmaps",
            $$"""{"metadata":{"name":"lost","ownerReferences":[{{Reference("owner", owner)}}] } }""");
        Assert.Equal(["lost"], await DeletedAsync(server, 1, token, @namespace: "kube-public"));
        ApiResponse events = await server.Transport.SendAsync(
            new() { Verb = Verb.List, Resource = Events, Namespace = "kube-public" }, token);
        Kubesharp.Api.Core.Event said = Assert.IsType<Kubesharp.Api.Core.Event>(Assert.Single(events.List!.Items));
        Assert.Equal(
            ("Warning", "OwnerRefInvalidNamespace",
                $"ownerRef [v1/ConfigMap, namespace: kube-public, name: owner, uid: {owner}] does not exist in "
                + "namespace \"kube-public\""),
            (said.Type, said.Reason, said.Message));
    });

    [Fact]
    public Task E075_WhatCannotBeLookedUpIsNotGuessedAt() => RunAsync(async (server, token) =>
    {
        await CreateAsync(
            server, "custom", """{"apiVersion":"example.com/v1","kind":"Thing","name":"t","uid":"u"}""");
        await server.PostAsync("/apis/storage.k8s.io/v1/storageclasses", $$"""
            {"metadata":{"name":"wide","ownerReferences":[{{Reference("absent", "u")}}] },"provisioner":"x.io/y"}
            """);
        // Something that is collected after them shows that their turn has come and gone.
        await CreateAsync(server, "lost", Reference("absent", "u"));
        Assert.Equal(["lost"], await DeletedAsync(server, 1, token));
        (int code, _) = await server.GetAsync($"{ConfigMaps}/custom");
        Assert.Equal(200, code);
        (code, _) = await server.GetAsync("/apis/storage.k8s.io/v1/storageclasses/wide");
        Assert.Equal(200, code);
    });

    private static async Task RunAsync(Func<ServerFixture, CancellationToken, Task> test)
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        using CancellationTokenSource stop =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Patience);
        GarbageCollector collector = new(server.Transport, TimeProvider.System);
        Task running = collector.RunAsync(stop.Token);
        await test(server, stop.Token);
        await stop.CancelAsync();
        await running.ContinueWith(static _ => { }, TaskScheduler.Default); // It ends by being cancelled.
    }

    private static async Task<string> CreateAsync(
        ServerFixture server, string name, string owners = "", string finalizer = "")
    {
        string finalizers = finalizer.Length == 0 ? "" : $"\"{finalizer}\"";
        (int code, JsonElement created) = await server.PostAsync(
            ConfigMaps,
            $$"""
            {"metadata":{"name":"{{name}}","ownerReferences":[{{owners}}],"finalizers":[{{finalizers}}] } }
            """);
        Assert.True(code == 201, created.ToString());
        return created.Metadata("uid");
    }

    private static string Reference(string name, string uid, bool blocks = false) =>
        $$"""
        {"apiVersion":"v1","kind":"ConfigMap","name":"{{name}}","uid":"{{uid}}",
        "blockOwnerDeletion":{{(blocks ? "true" : "false")}} }
        """;

    /// <summary>The names of what was deleted since the server started, in order, once there are so many.</summary>
    private static async Task<string[]> DeletedAsync(
        ServerFixture server, int count, CancellationToken token, string after = "", string @namespace = "default")
    {
        List<string> gone = [];
        ApiRequest watch = new()
        {
            Verb = Verb.Watch, Resource = Maps, Namespace = @namespace, ResourceVersion = "1",
        };
        bool counts = after.Length == 0;
        await foreach (WatchEvent change in server.Transport.WatchAsync(watch, token))
        {
            Assert.NotEqual(WatchEventType.Error, change.Type);
            counts |= change.Object?.Metadata.Name == after;
            if (counts && change.Type == WatchEventType.Deleted)
                gone.Add(change.Object!.Metadata.Name);
            if (gone.Count == count)
                break;
        }
        return [.. gone];
    }

    private static async Task<ApiObject> UntilAsync(
        ServerFixture server, string name, Func<ApiObject, bool> wanted, CancellationToken token)
    {
        ApiRequest watch = new()
        {
            Verb = Verb.Watch, Resource = Maps, Namespace = "default", FieldSelector = $"metadata.name={name}",
        };
        await foreach (WatchEvent change in server.Transport.WatchAsync(watch, token))
        {
            if (change.Object is { } value && wanted(value))
                return value;
        }
        throw new InvalidOperationException("The watch ended before it was so.");
    }
}
