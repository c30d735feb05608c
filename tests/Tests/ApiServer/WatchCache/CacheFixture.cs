using System.Text;
using Kubesharp.Api;
using Kubesharp.ApiServer.WatchCache;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer.WatchCache;

/// <summary>An object whose bytes are <c>REVISION:TEXT</c>; the text's first letter is its index value.</summary>
internal sealed record Item(string Key, string Text, long Revision)
{
    public static Item Read(StoredValue value)
    {
        string bytes = Encoding.UTF8.GetString(value.Value.Span);
        int colon = bytes.IndexOf(':', StringComparison.Ordinal);
        Assert.Equal(value.ModRevision, long.Parse(bytes[..colon]));
        return new Item(value.Key, bytes[(colon + 1)..], value.ModRevision);
    }
}

/// <summary>A Memory store and a cache over <c>/items/</c> with its loop running.</summary>
internal sealed class CacheFixture : IAsyncDisposable
{
    private const string Prefix = "/items/";

    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    public CacheFixture(
        Func<ResourceCacheOptions<Item>, ResourceCacheOptions<Item>>? configure = null,
        StoreOptions? storeOptions = null)
    {
        Store = new MemoryStore(storeOptions ?? new StoreOptions(), TimeProvider.System);
        ResourceCacheOptions<Item> options = new()
        {
            Prefix = Prefix, Read = Item.Read, IndexBy = static item => item.Text[..1],
        };
        Cache = new ResourceCache<Item>(configure?.Invoke(options) ?? options, Store, TimeProvider.System);
        loop = Loop.Run("cache", TimeProvider.System, Cache.RunAsync, stop.Token);
    }

    public MemoryStore Store { get; }

    public ResourceCache<Item> Cache { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<long> PutAsync(string key, string text) => (await Store.WriteAsync(
        StoreWrite.Put(Prefix + key, Encoding.UTF8.GetBytes(":" + text), null, 0), Token)).Revision;

    public async Task<long> DeleteAsync(string key) =>
        (await Store.WriteAsync(StoreWrite.Delete(Prefix + key, null), Token)).Revision;

    public async Task<long> PutElsewhereAsync() =>
        (await Store.WriteAsync(StoreWrite.Put("/other", new byte[1], null), Token)).Revision;

    public async Task<CacheSnapshot<Item>> NewestAsync() => (await Cache.ReadNewestAsync(Token))!;

    /// <summary>Starts a watch now; nothing is read yet.</summary>
    public IAsyncEnumerator<CacheEvent<Item>> Watch(CacheWatchRequest<Item> request) =>
        Cache.Watch(request, Token).GetAsyncEnumerator(Token);

    /// <summary>Reads events as <c>ADDED 5 text</c>.</summary>
    public static async Task<List<string>> ReadAsync(IAsyncEnumerator<CacheEvent<Item>> events, int count)
    {
        List<string> read = [];
        while (read.Count < count && await events.MoveNextAsync())
        {
            CacheEvent<Item> told = events.Current;
            if (told.Object is not null && told.Type != Kubesharp.Api.Transport.WatchEventType.Added)
                Assert.Equal(told.Revision, told.Object.Revision);
            string what = told.InitialEventsEnd ? "end" : told.Object?.Text ?? told.Message;
            string type = told.Type.ToString().ToUpperInvariant();
            read.Add($"{type} {told.Object?.Revision ?? told.Revision} {what}".Trim());
        }
        return read;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        await Store.DisposeAsync();
        stop.Dispose();
    }
}
