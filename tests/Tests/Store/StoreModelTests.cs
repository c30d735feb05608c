using System.Text;
using CsCheck;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Kubesharp.Store.Sqlite;
using Kubesharp.Tests.Store.Sqlite;
using Xunit;

namespace Kubesharp.Tests.Store;

/// <summary>Random operations against a dictionary that follows the rules in the plainest way.</summary>
public sealed class StoreModelTests
{
    private enum Kind { Create, Update, UpdateStale, Put, Delete, DeleteStale, Compact, Reopen, Check }

    // Writes that succeed are twice as likely as the rest.
    private static readonly Kind[] Kinds = [Kind.Create, Kind.Update, Kind.Delete, .. Enum.GetValues<Kind>()];

    private static readonly Gen<(Kind Kind, int Key)[]> Steps =
        Gen.Select(Gen.Int[0, Kinds.Length - 1], Gen.Int[0, 11], (kind, key) => (Kinds[kind], key)).Array[1, 120];

    [Fact]
    public Task Memory_follows_the_model() => Steps.SampleAsync(
        async steps =>
        {
            await using MemoryStore store = new(new StoreOptions(), TimeProvider.System);
            await FollowAsync(store, _ => Task.FromResult<IStore>(store), steps);
        },
        iter: 200);

    [Fact]
    public Task Sqlite_follows_the_model_across_reopening() => Steps.SampleAsync(
        async steps =>
        {
            using TemporaryDirectory directory = new();
            IStore store = Open();
            store = await FollowAsync(
                store,
                async old =>
                {
                    await old.DisposeAsync();
                    return Open();
                },
                steps);
            await store.DisposeAsync();

            SqliteStore Open() => SqliteStore.Open(directory.Database, new StoreOptions(), TimeProvider.System);
        },
        iter: 25, threads: 1);

    private static async Task<IStore> FollowAsync(
        IStore store, Func<IStore, Task<IStore>> reopen, (Kind Kind, int Key)[] steps)
    {
        Model model = new();
        foreach ((Kind kind, int number) in steps)
        {
            string key = $"/k/{number}";
            long present = model.Values.GetValueOrDefault(key).Mod;
            switch (kind)
            {
                case Kind.Create:
                    await WriteAsync(store, model, key, delete: false, expected: 0);
                    break;
                case Kind.Update:
                    await WriteAsync(store, model, key, delete: false, present);
                    break;
                case Kind.UpdateStale:
                    await WriteAsync(store, model, key, delete: false, present + 1);
                    break;
                case Kind.Put:
                    await WriteAsync(store, model, key, delete: false, expected: null);
                    break;
                case Kind.Delete:
                    await WriteAsync(store, model, key, delete: true, expected: null);
                    break;
                case Kind.DeleteStale:
                    await WriteAsync(store, model, key, delete: true, present + 1);
                    break;
                case Kind.Compact:
                    long target = model.Revision - number;
                    model.Compacted = Math.Max(model.Compacted, target);
                    Assert.Equal(model.Compacted, await store.CompactAsync(target, CancellationToken.None));
                    break;
                case Kind.Reopen:
                    store = await reopen(store);
                    break;
                default:
                    await CheckAsync(store, model);
                    break;
            }
        }
        store = await reopen(store);
        await CheckAsync(store, model);
        return store;
    }

    private static async Task WriteAsync(IStore store, Model model, string key, bool delete, long? expected)
    {
        StoreWrite write = delete
            ? StoreWrite.Delete(key, expected)
            : StoreWrite.Put(key, Encoding.UTF8.GetBytes($"<>{key}"), expected, revisionOffset: 1);
        WriteResult result = await store.WriteAsync(write, CancellationToken.None);
        Assert.Equal(model.Apply(key, delete, expected), result.Succeeded);
        if (result.Succeeded)
            Assert.Equal(model.Revision, result.Revision);
    }

    private static async Task CheckAsync(IStore store, Model model)
    {
        RangeResult range = await store.RangeAsync("/k/", "", 0, CancellationToken.None);
        Assert.Equal(model.Revision, range.Revision);
        Assert.Equal(
            model.Values.Select(entry => (entry.Key, entry.Value.Created, entry.Value.Mod, entry.Value.Text)),
            range.Values.Select(value =>
                (value.Key, value.CreateRevision, value.ModRevision, Encoding.UTF8.GetString(value.Value.Span))));
        Assert.Equal(model.Compacted, store.CompactedRevision);

        (long, string, bool)[] expected =
            [.. model.Log.Where(change => change.Revision > model.Compacted)];
        await using IStoreWatch watch = store.Watch("/k/", model.Compacted);
        List<(long, string, bool)> seen = [];
        while (seen.Count < expected.Length)
        {
            foreach (StoreEvent change in (await watch.ReadAsync(CancellationToken.None)).Events)
            {
                seen.Add((change.Revision, change.Key, change.IsDelete));
                if (change.IsDelete)
                    Assert.NotNull(change.Previous);
            }
        }
        Assert.Equal(expected, seen);
    }

    private sealed class Model
    {
        public SortedDictionary<string, (long Created, long Mod, string Text)> Values { get; } =
            new(StringComparer.Ordinal);
        public List<(long Revision, string Key, bool Delete)> Log { get; } = [];
        public long Revision { get; private set; } = 1;
        public long Compacted { get; set; }

        public bool Apply(string key, bool delete, long? expected)
        {
            (long created, long mod, _) = Values.GetValueOrDefault(key);
            if ((expected is not null && expected != mod) || (delete && mod == 0))
                return false;
            Revision++;
            Log.Add((Revision, key, delete));
            if (delete)
                Values.Remove(key);
            else
                Values[key] = (created == 0 ? Revision : created, Revision, $"<{Revision}>{key}");
            return true;
        }
    }
}
