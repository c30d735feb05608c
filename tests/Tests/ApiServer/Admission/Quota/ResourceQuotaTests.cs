using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Admission.Quota;

/// <summary>Quotas of a real server under parallel writes.</summary>
public sealed class ResourceQuotaTests : IAsyncLifetime
{
    private static readonly GroupVersionResource Quotas = new("", "v1", "resourcequotas");
    private static readonly GroupVersionResource ConfigMaps = new("", "v1", "configmaps");
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");

    private readonly MemoryStore store = new(new StoreOptions(), TimeProvider.System);
    private Kubesharp.ApiServer.ApiServer server = null!;
    private ITransport transport = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await store.DisposeAsync();
    }

    private async ValueTask StartAsync()
    {
        server = new(new() { Store = store, Admission = AdmissionPlugins.Chain });
        await server.StartAsync(Token);
        transport = server.TransportFor(Users.Of("tester", Users.Masters), "tests");
    }

    // E099
    [Fact]
    public async Task E099_SixtyFourClientsNeverExceedAQuota()
    {
        await QuotaAsync("maps", ("count/configmaps", "20"));
        int[] created = await Task.WhenAll(Enumerable.Range(0, 64).Select(CreateManyAsync));
        Assert.Equal(20, created.Sum());
        Assert.Equal(20, await CountAsync());

        // Create and delete at once: at no time are there more than twenty, at the end as many as still fit.
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async client =>
        {
            for (int round = 0; round < 5; round++)
            {
                string name = $"again-{client}-{round}";
                if ((await CreateAsync(name)).Error is null)
                {
                    Assert.InRange(await CountAsync(), 1, 20);
                    await DeleteAsync(name);
                }
                else if (client < 10)
                {
                    await DeleteAsync($"client-{client}-{round}");
                }
            }
        }));
        int there = await CountAsync();
        for (int more = there; more < 20; more++)
            Assert.Null((await CreateAsync($"fill-{more}")).Error);
        Assert.Equal(403, (await CreateAsync("one-too-many")).Code);
    }

    [Fact]
    public async Task AServerThatStartsOverTheSameStoreKnowsWhatIsUsed()
    {
        await QuotaAsync("maps", ("count/configmaps", "3"));
        Assert.Null((await CreateAsync("a")).Error);
        Assert.Null((await CreateAsync("b")).Error);
        Kubesharp.ApiServer.ApiServer before = server; // As after a crash: nothing was said goodbye to.
        await StartAsync();
        Assert.Null((await CreateAsync("c")).Error);
        Assert.Equal(403, (await CreateAsync("d")).Code);
        await before.DisposeAsync();
    }

    [Fact]
    public async Task TheRefusalSaysWhatWasAskedUsedAndAllowed()
    {
        await QuotaAsync("compute", ("requests.cpu", "1"), ("pods", "2"));
        Assert.Null((await PodAsync("a", "600m")).Error);
        Status refused = (await PodAsync("b", "500m")).Error!;
        Assert.Equal(403, refused.Code);
        Assert.Equal(
            "pods \"b\" is forbidden: exceeded quota: compute, requested: requests.cpu=500m, "
            + "used: requests.cpu=600m, limited: requests.cpu=1",
            refused.Message);
        refused = (await PodAsync("c", null)).Error!;
        Assert.Equal(
            "pods \"c\" is forbidden: failed quota: compute: must specify requests.cpu for: main", refused.Message);
    }

    [Fact]
    public async Task WhatFailsOrIsOnlyTriedUsesNothing()
    {
        await QuotaAsync("maps", ("configmaps", "2"));
        Assert.Null((await CreateAsync("a")).Error);
        for (int attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(409, (await CreateAsync("a")).Code);
            Assert.Null((await CreateAsync("dry", dryRun: true)).Error);
        }
        Assert.Null((await CreateAsync("b")).Error);
        Assert.Equal(403, (await CreateAsync("dry", dryRun: true)).Code);
    }

    [Fact]
    public async Task TheStatusFollows()
    {
        await QuotaAsync("maps", ("configmaps", "5"), ("count/secrets", "1"));
        await CreateAsync("a");
        await CreateAsync("b");
        ResourceQuota seen = await UntilAsync("2");
        Assert.Equal("5", seen.Status.Hard["configmaps"].ToString());
        Assert.Equal("0", seen.Status.Used["count/secrets"].ToString());
        await DeleteAsync("a");
        await UntilAsync("1");

        async Task<ResourceQuota> UntilAsync(string used)
        {
            ApiRequest watch = new() { Verb = Verb.Watch, Resource = Quotas, Namespace = "default" };
            await foreach (WatchEvent change in transport.WatchAsync(watch, Token))
            {
                if (change.Object is ResourceQuota quota
                    && quota.Status.Used.GetValueOrDefault("configmaps").ToString() == used)
                {
                    return quota;
                }
            }
            throw new InvalidOperationException("The watch ended.");
        }
    }

    private async Task<int> CreateManyAsync(int client)
    {
        int created = 0;
        for (int round = 0; round < 5; round++)
        {
            ApiResponse response = await CreateAsync($"client-{client}-{round}");
            Assert.True(response.Code is 201 or 403, response.Error?.Message);
            created += response.Code == 201 ? 1 : 0;
        }
        return created;
    }

    private async Task<int> CountAsync() => (await transport.SendAsync(
        new() { Verb = Verb.List, Resource = ConfigMaps, Namespace = "default" }, Token)).List!.Items.Count;

    private Task<ApiResponse> CreateAsync(string name, bool dryRun = false) => transport.SendAsync(
        new()
        {
            Verb = Verb.Create,
            Resource = ConfigMaps,
            Namespace = "default",
            DryRun = dryRun,
            Body = new ConfigMap { Metadata = new() { Name = name, Namespace = "default" } },
        },
        Token);

    private Task<ApiResponse> DeleteAsync(string name) => transport.SendAsync(
        new() { Verb = Verb.Delete, Resource = ConfigMaps, Namespace = "default", Name = name }, Token);

    private async Task<ApiResponse> PodAsync(string name, string? cpu)
    {
        Dictionary<string, Quantity> requests = [];
        if (cpu is not null)
            requests["cpu"] = Quantity.Parse(cpu);
        await transport.SendAsync(
            new()
            {
                Verb = Verb.Create,
                Resource = new("", "v1", "serviceaccounts"),
                Namespace = "default",
                Body = new ServiceAccount { Metadata = new() { Name = "default", Namespace = "default" } },
            },
            Token);
        return await transport.SendAsync(
            new()
            {
                Verb = Verb.Create,
                Resource = Pods,
                Namespace = "default",
                Body = new Pod
                {
                    Metadata = new() { Name = name, Namespace = "default" },
                    Spec = new()
                    {
                        Containers = [new() { Name = "main", Image = "x", Resources = new() { Requests = requests } }],
                    },
                },
            },
            Token);
    }

    private async Task QuotaAsync(string name, params (string Name, string Value)[] hard)
    {
        ApiResponse response = await transport.SendAsync(
            new()
            {
                Verb = Verb.Create,
                Resource = Quotas,
                Namespace = "default",
                Body = new ResourceQuota
                {
                    Metadata = new() { Name = name, Namespace = "default" },
                    Spec = new()
                    {
                        Hard = hard.ToDictionary(
                            static pair => pair.Name, static pair => Quantity.Parse(pair.Value),
                            StringComparer.Ordinal),
                    },
                },
            },
            Token);
        Assert.True(response.Error is null, response.Error?.Message);
    }
}
