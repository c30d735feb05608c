using System.Collections.Concurrent;
using CsCheck;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.WatchCache;
using Kubesharp.Store;
using Xunit;

namespace Kubesharp.Tests.ApiServer.WatchCache;

public sealed class ResourceCacheTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_snapshot_has_every_acknowledged_write()
    {
        await using CacheFixture fixture = new();
        for (int i = 0; i < 100; i++)
        {
            long revision = await fixture.PutAsync($"ns/{i:d3}", $"a{i}");
            CacheSnapshot<Item> snapshot = await fixture.NewestAsync();
            Assert.True(snapshot.Revision >= revision);
            Assert.True(snapshot.TryGet($"ns/{i:d3}", out Item? item));
            Assert.Equal($"a{i}", item.Text);
        }
        Assert.Equal(100, fixture.Cache.Snapshot.CountPrefix("ns/"));
        Assert.Equal(40, fixture.Cache.Snapshot.CountFrom("ns/", "ns/060"));
    }

    [Fact]
    public async Task A_quiet_resource_catches_up_with_the_store()
    {
        await using CacheFixture fixture = new();
        await fixture.PutAsync("ns/a", "a");
        await fixture.NewestAsync();
        long revision = await fixture.PutElsewhereAsync();
        Assert.True((await fixture.NewestAsync()).Revision >= revision);
    }

    [Fact]
    public async Task A_revision_of_the_future_is_waited_for_but_not_for_ever()
    {
        await using CacheFixture fixture = new(
            options => options with { FreshnessTimeout = TimeSpan.FromMilliseconds(200) });
        Assert.False(await fixture.Cache.WaitForRevisionAsync(1000, Token));
        ValueTask<bool> waiting = fixture.Cache.WaitForRevisionAsync(2, Token);
        await fixture.PutElsewhereAsync();
        Assert.True(await waiting);
    }

    [Fact]
    public async Task A_watch_without_a_revision_starts_with_what_is_there()
    {
        await using CacheFixture fixture = new();
        await fixture.PutAsync("a/1", "one");
        await fixture.PutAsync("b/1", "two");
        await fixture.NewestAsync();
        await using IAsyncEnumerator<CacheEvent<Item>> all = fixture.Watch(new() { InitialEventsEnd = true });
        await using IAsyncEnumerator<CacheEvent<Item>> some = fixture.Watch(new() { KeyPrefix = "b/" });
        await using IAsyncEnumerator<CacheEvent<Item>> single = fixture.Watch(new() { Key = "a/1" });
        await fixture.PutAsync("b/1", "three");
        await fixture.DeleteAsync("a/1");
        Assert.Equal(
            ["ADDED 2 one", "ADDED 3 two", "BOOKMARK 3 end", "MODIFIED 4 three", "DELETED 5 one"],
            await CacheFixture.ReadAsync(all, 5));
        Assert.Equal(["ADDED 3 two", "MODIFIED 4 three"], await CacheFixture.ReadAsync(some, 2));
        Assert.Equal(["ADDED 2 one", "DELETED 5 one"], await CacheFixture.ReadAsync(single, 2));
    }

    [Fact]
    public async Task A_watch_from_a_revision_tells_what_came_after_it()
    {
        await using CacheFixture fixture = new();
        await fixture.NewestAsync();
        await fixture.PutAsync("a", "one");
        await fixture.PutAsync("a", "two");
        await fixture.DeleteAsync("a");
        await fixture.NewestAsync();
        await using IAsyncEnumerator<CacheEvent<Item>> watch = fixture.Watch(new() { AfterRevision = 2 });
        await fixture.PutAsync("a", "three");
        Assert.Equal(
            ["MODIFIED 3 two", "DELETED 4 two", "ADDED 5 three"], await CacheFixture.ReadAsync(watch, 3));
    }

    [Fact]
    public async Task A_watch_from_too_long_ago_is_told_so()
    {
        await using CacheFixture fixture = new(options => options with { EventsMin = 4, EventsMax = 8 });
        await fixture.NewestAsync();
        for (int i = 0; i < 20; i++)
            await fixture.PutAsync("a", $"v{i}");
        await fixture.NewestAsync();
        await fixture.Store.CompactAsync(6, CacheFixture.Token);
        await using IAsyncEnumerator<CacheEvent<Item>> old = fixture.Watch(new() { AfterRevision = 5 });
        Assert.Equal(["ERROR 13 too old resource version: 5 (13)"], await CacheFixture.ReadAsync(old, 9));
        await using IAsyncEnumerator<CacheEvent<Item>> young = fixture.Watch(new() { AfterRevision = 13 });
        Assert.Equal("MODIFIED 14 v12", Assert.Single(await CacheFixture.ReadAsync(young, 1)));
    }

    [Fact]
    public async Task What_has_left_the_ring_is_read_from_the_store()
    {
        await using CacheFixture fixture = new(options => options with { EventsMin = 4, EventsMax = 4 });
        await fixture.NewestAsync();
        await fixture.PutAsync("a", "in1");
        await fixture.PutAsync("b", "out");
        await fixture.PutAsync("a", "in2");
        await fixture.DeleteAsync("a");
        for (int i = 0; i < 10; i++)
            await fixture.PutAsync("c", $"out{i}");
        await fixture.NewestAsync();
        await using IAsyncEnumerator<CacheEvent<Item>> watch = fixture.Watch(
            new() { AfterRevision = 2, Matches = static item => item.Text.StartsWith("in", StringComparison.Ordinal) });
        await using IAsyncEnumerator<CacheEvent<Item>> indexed = fixture.Watch(
            new() { AfterRevision = 2, IndexValue = "i" });
        await fixture.PutAsync("a", "in3");
        string[] expected = ["MODIFIED 4 in2", "DELETED 5 in2", "ADDED 16 in3"];
        Assert.Equal(expected, await CacheFixture.ReadAsync(watch, 3));
        Assert.Equal(expected, await CacheFixture.ReadAsync(indexed, 3));
    }

    [Fact]
    public async Task A_quiet_resource_is_not_expired_by_a_compaction()
    {
        await using CacheFixture fixture = new();
        await fixture.PutAsync("a", "one");
        CacheSnapshot<Item> quiet = await fixture.NewestAsync();
        long later = await fixture.PutElsewhereAsync();
        await fixture.NewestAsync(); // The cache has seen it: a compaction before that would make it read all anew.
        await fixture.Store.CompactAsync(later, CacheFixture.Token);
        await using IAsyncEnumerator<CacheEvent<Item>> watch = fixture.Watch(new() { AfterRevision = quiet.Revision });
        await fixture.PutAsync("a", "two");
        Assert.Equal(["MODIFIED 4 two"], await CacheFixture.ReadAsync(watch, 1));
    }

    [Fact]
    public async Task The_state_at_a_revision_is_found_again_until_it_is_compacted()
    {
        await using CacheFixture fixture = new(options => options with { EventsMin = 4, EventsMax = 4 });
        List<string> states = [];
        for (int i = 0; i < 12; i++)
        {
            if (i % 4 == 3)
                await fixture.DeleteAsync($"{i % 2}");
            else
                await fixture.PutAsync($"{i % 2}", $"{(char)('a' + (i % 3))}{i}");
            states.Add(State(await fixture.NewestAsync()));
        }
        for (int i = 0; i < states.Count; i++)
            Assert.Equal(states[i], State((await fixture.Cache.ReadExactAsync(i + 2, CacheFixture.Token))!));
        Assert.Null(await fixture.Cache.ReadExactAsync(14, CacheFixture.Token));
        await fixture.Store.CompactAsync(6, CacheFixture.Token);
        Assert.Null(await fixture.Cache.ReadExactAsync(5, CacheFixture.Token));
        Assert.Equal(states[4], State((await fixture.Cache.ReadExactAsync(6, CacheFixture.Token))!));
        fixture.Cache.Forget();
        Assert.Null(await fixture.Cache.ReadExactAsync(12, CacheFixture.Token));

        static string State(CacheSnapshot<Item> snapshot)
        {
            List<string> objects = [];
            foreach ((_, Item item) in snapshot.Scan(""))
                objects.Add($"{item.Key}={item.Text}@{item.Revision}");
            for (char letter = 'a'; letter <= 'c'; letter++)
            {
                foreach ((string key, Item item) in snapshot.ScanIndex($"{letter}"))
                    objects.Add($"{CacheSnapshot<Item>.KeyOfIndexed(key)}:{item.Text}");
            }
            return string.Join(' ', objects);
        }
    }

    [Fact]
    public async Task The_last_event_that_is_there_says_that_no_other_follows()
    {
        await using CacheFixture fixture = new();
        await fixture.PutAsync("a", "in");
        await fixture.PutAsync("b", "in");
        await fixture.PutAsync("c", "out");
        await fixture.NewestAsync();
        await using IAsyncEnumerator<CacheEvent<Item>> watch = fixture.Watch(
            new() { Matches = static item => item.Text.StartsWith("in", StringComparison.Ordinal) });
        await using IAsyncEnumerator<CacheEvent<Item>> past = fixture.Watch(
            new()
            {
                AfterRevision = 1, Matches = static item => item.Text.StartsWith("in", StringComparison.Ordinal),
            });
        foreach (IAsyncEnumerator<CacheEvent<Item>> one in (IAsyncEnumerator<CacheEvent<Item>>[])[watch, past])
        {
            Assert.True(await one.MoveNextAsync());
            Assert.True(one.Current.More);
            Assert.True(await one.MoveNextAsync());
            // It would wait in a buffer for an event that nobody sends.
            Assert.False(one.Current.More);
        }
    }

    [Fact]
    public async Task Objects_enter_and_leave_a_selector()
    {
        await using CacheFixture fixture = new();
        await fixture.NewestAsync();
        await using IAsyncEnumerator<CacheEvent<Item>> watch = fixture.Watch(
            new() { Matches = static item => item.Text.StartsWith("in", StringComparison.Ordinal) });
        await using IAsyncEnumerator<CacheEvent<Item>> indexed = fixture.Watch(new() { IndexValue = "i" });
        await fixture.PutAsync("a", "out");
        await fixture.PutAsync("a", "in1");
        await fixture.PutAsync("a", "in2");
        await fixture.PutAsync("a", "out");
        await fixture.DeleteAsync("a");
        await fixture.PutAsync("a", "in3");
        await fixture.DeleteAsync("a");
        string[] expected = ["ADDED 3 in1", "MODIFIED 4 in2", "DELETED 5 in2", "ADDED 7 in3", "DELETED 8 in3"];
        Assert.Equal(expected, await CacheFixture.ReadAsync(watch, 5));
        Assert.Equal(expected, await CacheFixture.ReadAsync(indexed, 5));
    }

    [Fact]
    public async Task E059_A_slow_watcher_is_dropped_and_the_others_go_on()
    {
        await using CacheFixture fixture = new(options => options with { WatcherEventsMax = 10 });
        await fixture.NewestAsync();
        await using IAsyncEnumerator<CacheEvent<Item>> slow = fixture.Watch(new() { AfterRevision = 1 });
        await using IAsyncEnumerator<CacheEvent<Item>> fast = fixture.Watch(new() { AfterRevision = 1 });
        for (int i = 0; i < 30; i++)
        {
            await fixture.PutAsync("a", $"v{i}");
            Assert.Single(await CacheFixture.ReadAsync(fast, 1));
        }
        List<string> told = await CacheFixture.ReadAsync(slow, 50);
        Assert.StartsWith("ERROR", told[^1], StringComparison.Ordinal);
        Assert.Contains("too old resource version", told[^1], StringComparison.Ordinal);
        await slow.DisposeAsync();
        Assert.Equal(1, fixture.Cache.WatcherCount);
    }

    [Fact]
    public async Task E054_Bookmarks_come_from_time_to_time_and_before_the_end()
    {
        await using CacheFixture fixture = new(
            options => options with { BookmarkPeriod = TimeSpan.FromMilliseconds(30) });
        await fixture.NewestAsync();
        await using IAsyncEnumerator<CacheEvent<Item>> watch = fixture.Watch(
            new() { AfterRevision = 1, Bookmarks = true, Timeout = TimeSpan.FromMilliseconds(300) });
        long revision = await fixture.PutElsewhereAsync();
        List<string> told = await CacheFixture.ReadAsync(watch, 1000);
        Assert.InRange(told.Count, 2, 50);
        Assert.All(told, line => Assert.Equal($"BOOKMARK {revision}", line));
        await watch.DisposeAsync();
        Assert.Equal(0, fixture.Cache.WatcherCount);
    }

    [Fact]
    public async Task A_stopped_cache_ends_its_watches_without_an_error()
    {
        CacheFixture fixture = new();
        await fixture.NewestAsync();
        await using IAsyncEnumerator<CacheEvent<Item>> watch = fixture.Watch(new() { AfterRevision = 1 });
        Task<List<string>> reading = CacheFixture.ReadAsync(watch, 10);
        await fixture.DisposeAsync();
        Assert.Empty(await reading);
    }

    [Fact]
    public async Task A_page_keeps_its_snapshot()
    {
        await using CacheFixture fixture = new(options => options with { PagesMax = 2 });
        await fixture.PutAsync("a", "one");
        CacheSnapshot<Item> first = await fixture.NewestAsync();
        fixture.Cache.KeepPage(first);
        await fixture.DeleteAsync("a");
        CacheSnapshot<Item> second = await fixture.NewestAsync();
        Assert.Same(first, fixture.Cache.FindPage(first.Revision));
        Assert.Same(second, fixture.Cache.FindPage(second.Revision));
        fixture.Cache.KeepPage(second);
        fixture.Cache.KeepPage(second);
        Assert.Null(fixture.Cache.FindPage(first.Revision));
    }

    [Fact]
    public Task The_index_equals_a_scan_of_all() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[-1, 4]).Array[1, 200].SampleAsync(
            async steps =>
            {
                await using CacheFixture fixture = new();
                foreach ((int key, int letter) in steps)
                {
                    if (letter < 0)
                        await fixture.DeleteAsync($"{key % 3}/{key}");
                    else
                        await fixture.PutAsync($"{key % 3}/{key}", $"{(char)('a' + letter)}{key}");
                }
                CacheSnapshot<Item> snapshot = await fixture.NewestAsync();
                foreach (string prefix in (string[])["", "1/"])
                {
                    for (char letter = 'a'; letter <= 'e'; letter++)
                    {
                        List<(string, Item)> indexed = [];
                        foreach ((string key, Item item) in snapshot.ScanIndex($"{letter}", prefix))
                            indexed.Add((CacheSnapshot<Item>.KeyOfIndexed(key), item));
                        List<(string, Item)> scanned = [];
                        foreach ((string key, Item item) in snapshot.Scan(prefix))
                        {
                            if (item.Text[0] == letter)
                                scanned.Add((key, item));
                        }
                        Assert.Equal(scanned, indexed);
                    }
                }
            },
            iter: 100);

    [Theory]
    [InlineData(65_536)]
    [InlineData(2)] // The store drops the cache's own watch again and again; it must go on from its revision.
    public async Task Watches_from_any_revision_have_no_gaps_and_no_duplicates(int storeQueue)
    {
        const int Writers = 6;
        const int Each = 400;
        await using CacheFixture fixture = new(storeOptions: new StoreOptions { WatchEventsMax = storeQueue });
        await fixture.NewestAsync();
        ConcurrentBag<Task<SortedDictionary<string, Item>>> folds = [];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                string key = $"{writer}/{i % 5}";
                if (i % 7 == 6)
                    await fixture.DeleteAsync($"{writer}/{(i - 1) % 5}");
                else
                    await fixture.PutAsync(key, $"{(char)('a' + (i % 4))}{i}");
                if (i % 40 == 20)
                    folds.Add(FoldAsync(fixture, fixture.Cache.Snapshot, (Writers * Each) + 1));
            }
        })));
        CacheSnapshot<Item> last = await fixture.NewestAsync();
        Assert.Equal((Writers * Each) + 1, last.Revision);
        List<Item> expected = [];
        foreach ((_, Item item) in last.Scan(""))
            expected.Add(item);
        Assert.Equal(Writers * 10, folds.Count);
        foreach (SortedDictionary<string, Item> fold in await Task.WhenAll(folds))
            Assert.Equal(expected, fold.Values);
    }

    [Fact]
    public void The_ring_grows_while_events_are_young_and_shrinks_again()
    {
        EventRing<Item> ring = new(4, 16);
        ring.Reset(1);
        for (int i = 2; i <= 40; i++)
            ring.Add(new CacheChange<Item>("a", i, null, null, null, Item.Read) { Timestamp = i }, 0);
        Assert.Equal((16, 16, 24L), (ring.Capacity, ring.Count, ring.Floor));
        Assert.Equal(25, ring[ring.IndexAfter(24)].Revision);
        for (int i = 41; i <= 60; i++)
            ring.Add(new CacheChange<Item>("a", i, null, null, null, Item.Read) { Timestamp = i }, i);
        Assert.Equal(4, ring.Capacity);
        Assert.Equal([57L, 58L, 59L, 60L], Enumerable.Range(0, ring.Count).Select(i => ring[i].Revision));
        Assert.Equal(56, ring.Floor);
    }

    /// <summary>List, then watch from there; every event must fit the state so far.</summary>
    private static async Task<SortedDictionary<string, Item>> FoldAsync(
        CacheFixture fixture, CacheSnapshot<Item> start, long lastRevision)
    {
        SortedDictionary<string, Item> state = new(StringComparer.Ordinal);
        foreach ((_, Item item) in start.Scan(""))
            state.Add(item.Key, item);
        await using IAsyncEnumerator<CacheEvent<Item>> events = fixture.Watch(
            new() { AfterRevision = start.Revision });
        long seen = start.Revision;
        while (seen < lastRevision && await events.MoveNextAsync())
        {
            CacheEvent<Item> change = events.Current;
            // Every write is below the prefix, so each revision is one event.
            Assert.Equal(++seen, change.Revision);
            string key = change.Object!.Key;
            Assert.Equal(change.Type != WatchEventType.Added, state.ContainsKey(key));
            if (change.Type == WatchEventType.Deleted)
                state.Remove(key);
            else
                state[key] = change.Object;
        }
        return state;
    }
}
