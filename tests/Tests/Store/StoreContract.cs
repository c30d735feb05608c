using System.Text;
using Kubesharp.Store;
using Xunit;

namespace Kubesharp.Tests.Store;

/// <summary>What every store promises. A class for each store runs these.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private protected IStore Store { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract IStore Open(StoreOptions options, TimeProvider time);

    public virtual ValueTask InitializeAsync()
    {
        Store = Open(new StoreOptions(), TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task ReplaceStoreAsync(StoreOptions options, TimeProvider time)
    {
        await Store.DisposeAsync();
        Store = Open(options, time);
    }

    [Fact]
    public async Task An_empty_store_is_at_revision_one()
    {
        Assert.Equal(1, await Store.GetCurrentRevisionAsync(Token));
        Assert.Equal(0, Store.CompactedRevision);
        Assert.Null(await Store.GetAsync("/a", Token));
        RangeResult range = await Store.RangeAsync("", "", 0, Token);
        Assert.Empty(range.Values);
        Assert.Equal(1, range.Revision);
    }

    [Fact]
    public async Task A_create_takes_the_next_revision_and_is_seen_at_once()
    {
        WriteResult created = await Store.WriteAsync(StoreWrite.Create("/a", Bytes("one")), Token);
        Assert.True(created.Succeeded);
        Assert.Equal(2, created.Revision);
        StoredValue? value = await Store.GetAsync("/a", Token);
        Assert.Equal("one", Text(value));
        Assert.Equal((2, 2), (value!.CreateRevision, value.ModRevision));
        Assert.Equal(2, await Store.GetCurrentRevisionAsync(Token));
    }

    [Fact]
    public async Task A_second_create_conflicts_with_the_value_that_is_there()
    {
        await Store.WriteAsync(StoreWrite.Create("/a", Bytes("one")), Token);
        WriteResult again = await Store.WriteAsync(StoreWrite.Create("/a", Bytes("two")), Token);
        Assert.Equal(WriteOutcome.Conflict, again.Outcome);
        Assert.Equal("one", Text(again.Value));
        Assert.Equal(2, await Store.GetCurrentRevisionAsync(Token));
    }

    [Fact]
    public async Task An_update_compares_the_revision_and_keeps_the_creation()
    {
        await Store.WriteAsync(StoreWrite.Create("/a", Bytes("one")), Token);
        WriteResult updated = await Store.WriteAsync(StoreWrite.Put("/a", Bytes("two"), 2), Token);
        Assert.Equal((2, 3), (updated.Value!.CreateRevision, updated.Value.ModRevision));
        WriteResult stale = await Store.WriteAsync(StoreWrite.Put("/a", Bytes("three"), 2), Token);
        Assert.Equal(WriteOutcome.Conflict, stale.Outcome);
        Assert.Equal(3, stale.Value!.ModRevision);
        WriteResult missing = await Store.WriteAsync(StoreWrite.Put("/b", Bytes("x"), 2), Token);
        Assert.Equal(WriteOutcome.Conflict, missing.Outcome);
        Assert.Null(missing.Value);
    }

    [Fact]
    public async Task A_put_that_expects_nothing_always_writes()
    {
        Assert.True((await Store.WriteAsync(StoreWrite.Put("/a", Bytes("one"), null), Token)).Succeeded);
        Assert.True((await Store.WriteAsync(StoreWrite.Put("/a", Bytes("two"), null), Token)).Succeeded);
        Assert.Equal("two", Text(await Store.GetAsync("/a", Token)));
    }

    [Fact]
    public async Task A_delete_compares_too_and_hands_back_what_is_gone()
    {
        await Store.WriteAsync(StoreWrite.Create("/a", Bytes("one")), Token);
        Assert.Equal(WriteOutcome.Conflict, (await Store.WriteAsync(StoreWrite.Delete("/a", 7), Token)).Outcome);
        WriteResult deleted = await Store.WriteAsync(StoreWrite.Delete("/a", 2), Token);
        Assert.Equal(3, deleted.Revision);
        Assert.Equal("one", Text(deleted.Value));
        Assert.Null(await Store.GetAsync("/a", Token));
        Assert.Equal(WriteOutcome.Conflict, (await Store.WriteAsync(StoreWrite.Delete("/a", null), Token)).Outcome);
        WriteResult again = await Store.WriteAsync(StoreWrite.Create("/a", Bytes("two")), Token);
        Assert.Equal((4, 4), (again.Value!.CreateRevision, again.Revision));
    }

    [Fact]
    public async Task The_revision_is_written_into_the_bytes()
    {
        const string Before = """{"metadata":{"resourceVersion":""";
        byte[] json = Bytes(Before + "\"\"}}");
        for (int i = 0; i < 9; i++)
            await Store.WriteAsync(StoreWrite.Put("/a", json, null, Before.Length + 1), Token);
        StoredValue value = (await Store.GetAsync("/a", Token))!;
        Assert.Equal(Before + "\"10\"}}", Text(value));
        Assert.Equal(Before + "\"7654321\"}}", Encoding.UTF8.GetString(value.WithRevision(7_654_321).Span));
        Assert.Equal(Before + "\"8\"}}", Encoding.UTF8.GetString(value.WithRevision(8).Span));
    }

    [Fact]
    public async Task What_is_over_a_limit_is_refused_by_name()
    {
        await ReplaceStoreAsync(new StoreOptions { ValueBytesMax = 10, KeyLengthMax = 5 }, TimeProvider.System);
        WriteResult value = await Store.WriteAsync(StoreWrite.Create("/a", Bytes("12345678901")), Token);
        Assert.Equal(WriteOutcome.TooLarge, value.Outcome);
        Assert.Contains("ValueBytesMax", value.Message, StringComparison.Ordinal);
        WriteResult key = await Store.WriteAsync(StoreWrite.Create("/aaaaa", Bytes("1")), Token);
        Assert.Equal(WriteOutcome.TooLarge, key.Outcome);
        Assert.Contains("KeyLengthMax", key.Message, StringComparison.Ordinal);
        Assert.True((await Store.WriteAsync(StoreWrite.Create("/aaaa", Bytes("1234567890")), Token)).Succeeded);
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        StoreException error = Assert.Throws<StoreException>(
            () => Open(new StoreOptions { ValueBytesMax = 0, Keep = TimeSpan.FromSeconds(-1) }, TimeProvider.System));
        Assert.Contains("ValueBytesMax", error.Message, StringComparison.Ordinal);
        Assert.Contains("Keep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_is_ordered_and_pages_are_marked()
    {
        foreach (string key in (string[])["/b/2", "/a/9", "/b/10", "/c", "/b/1", "/b"])
            await Store.WriteAsync(StoreWrite.Create(key, Bytes(key)), Token);
        RangeResult all = await Store.RangeAsync("/b/", "", 0, Token);
        Assert.Equal(["/b/1", "/b/10", "/b/2"], all.Values.Select(value => value.Key));
        Assert.False(all.More);
        Assert.Equal(7, all.Revision);
        RangeResult page = await Store.RangeAsync("/b/", "", 2, Token);
        Assert.Equal(["/b/1", "/b/10"], page.Values.Select(value => value.Key));
        Assert.True(page.More);
        RangeResult rest = await Store.RangeAsync("/b/", page.Values[^1].Key + "\0", 2, Token);
        Assert.Equal(["/b/2"], rest.Values.Select(value => value.Key));
        Assert.False(rest.More);
    }

    [Fact]
    public async Task A_range_stays_as_it_was_while_others_write()
    {
        for (int i = 0; i < 500; i++)
            await Store.WriteAsync(StoreWrite.Create($"/k/{i:d4}", Bytes("old")), Token);
        RangeResult range = await Store.RangeAsync("/k/", "", 0, Token);
        for (int i = 0; i < 500; i += 2)
            await Store.WriteAsync(StoreWrite.Delete($"/k/{i:d4}", null), Token);
        Assert.Equal(500, range.Values.Count);
        Assert.All(range.Values, value => Assert.True(value.ModRevision <= range.Revision));
        Assert.Equal(250, (await Store.RangeAsync("/k/", "", 0, Token)).Values.Count);
    }

    [Fact]
    public async Task A_watch_sees_every_change_of_its_prefix_in_order()
    {
        await using IStoreWatch watch = Store.Watch("/a/", 1);
        await Store.WriteAsync(StoreWrite.Create("/a/x", Bytes("1")), Token);
        await Store.WriteAsync(StoreWrite.Create("/b/x", Bytes("1")), Token);
        await Store.WriteAsync(StoreWrite.Put("/a/x", Bytes("2"), null), Token);
        await Store.WriteAsync(StoreWrite.Delete("/a/x", null), Token);
        List<StoreEvent> events = await ReadAsync(watch, 3);
        Assert.Equal([2L, 4L, 5L], events.Select(change => change.Revision));
        Assert.Null(events[0].Previous);
        Assert.Equal(("2", "1"), (Text(events[1].Value), Text(events[1].Previous)));
        Assert.True(events[2].IsDelete);
        Assert.Equal("2", Text(events[2].Previous));
    }

    [Fact]
    public async Task A_watch_from_the_past_joins_history_and_present_without_gap()
    {
        for (int i = 0; i < 2500; i++)
            await Store.WriteAsync(StoreWrite.Put($"/a/{i % 7}", Bytes($"{i}"), null), Token);
        await using IStoreWatch watch = Store.Watch("/a/", 100);
        for (int i = 2500; i < 2550; i++)
            await Store.WriteAsync(StoreWrite.Put($"/a/{i % 7}", Bytes($"{i}"), null), Token);
        List<StoreEvent> events = await ReadAsync(watch, 2551 - 100);
        Assert.Equal(Enumerable.Range(101, 2451).Select(i => (long)i), events.Select(change => change.Revision));
        Assert.All(events, change => Assert.Equal(change.Revision - 7, change.Previous!.ModRevision));
    }

    [Fact]
    public async Task A_watch_from_the_future_starts_there()
    {
        await using IStoreWatch watch = Store.Watch("/a", 3);
        for (int i = 0; i < 4; i++)
            await Store.WriteAsync(StoreWrite.Put("/a", Bytes($"{i}"), null), Token);
        Assert.Equal([4L, 5L], (await ReadAsync(watch, 2)).Select(change => change.Revision));
    }

    [Fact]
    public async Task A_quiet_watch_learns_the_revision_when_it_asks()
    {
        await using IStoreWatch watch = Store.Watch("/quiet/", 1);
        for (int i = 0; i < 10; i++)
            await Store.WriteAsync(StoreWrite.Put("/loud", Bytes("x"), null), Token);
        watch.RequestProgress();
        StoreBatch batch = await watch.ReadAsync(Token);
        Assert.Empty(batch.Events);
        Assert.Equal(11, batch.Revision);
    }

    [Fact]
    public async Task A_watch_that_is_not_read_ends_with_an_error_and_holds_nobody_up()
    {
        await ReplaceStoreAsync(new StoreOptions { WatchEventsMax = 5 }, TimeProvider.System);
        await using IStoreWatch slow = Store.Watch("/a", 1);
        for (int i = 0; i < 6; i++)
            await Store.WriteAsync(StoreWrite.Put("/a", Bytes("x"), null), Token);
        WatchOverflowException error =
            await Assert.ThrowsAsync<WatchOverflowException>(async () => await slow.ReadAsync(Token));
        Assert.Contains("WatchEventsMax", error.Message, StringComparison.Ordinal);
        await using IStoreWatch next = Store.Watch("/a", 1);
        Assert.Equal(6, (await ReadAsync(next, 6)).Count);
    }

    [Fact]
    public async Task A_cancelled_read_loses_no_event()
    {
        await using IStoreWatch watch = Store.Watch("/a", 1);
        using CancellationTokenSource cancelled = new();
        ValueTask<StoreBatch> read = watch.ReadAsync(cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        await Store.WriteAsync(StoreWrite.Create("/a", Bytes("x")), Token);
        Assert.Single(await ReadAsync(watch, 1));
    }

    [Fact]
    public async Task Compaction_keeps_the_state_and_refuses_old_watches()
    {
        for (int i = 0; i < 10; i++)
            await Store.WriteAsync(StoreWrite.Put($"/a/{i % 3}", Bytes($"{i}"), null), Token);
        await Store.WriteAsync(StoreWrite.Delete("/a/0", null), Token);
        Assert.Equal(8, await Store.CompactAsync(8, Token));
        Assert.Equal(8, Store.CompactedRevision);
        CompactedException error = Assert.Throws<CompactedException>(() => Store.Watch("/a/", 7));
        Assert.Equal(8, error.CompactedRevision);
        await using IStoreWatch watch = Store.Watch("/a/", 8);
        List<StoreEvent> events = await ReadAsync(watch, 4);
        Assert.Equal([9L, 10L, 11L, 12L], events.Select(change => change.Revision));
        Assert.Equal("9", Text(events[^1].Previous));
        Assert.Equal(["/a/1", "/a/2"], (await Store.RangeAsync("", "", 0, Token)).Values.Select(value => value.Key));
        Assert.Equal(8, await Store.CompactAsync(3, Token));
        Assert.Equal(12, await Store.CompactAsync(99, Token));
        Assert.Equal(12, await Store.GetCurrentRevisionAsync(Token));
    }

    [Fact]
    public async Task History_is_compacted_by_count_without_being_asked()
    {
        await ReplaceStoreAsync(new StoreOptions { KeepRevisions = 100 }, TimeProvider.System);
        for (int i = 0; i < 500; i++)
            await Store.WriteAsync(StoreWrite.Put("/a", Bytes($"{i}"), null), Token);
        await Store.CompactAsync(1, Token); // Waits for what the writer does after its answers.
        Assert.InRange(Store.CompactedRevision, 501 - 111, 501 - 100);
    }

    [Fact]
    public async Task History_is_compacted_by_age()
    {
        ManualTime time = new();
        await ReplaceStoreAsync(new StoreOptions { Keep = TimeSpan.FromMinutes(5) }, time);
        for (int i = 0; i < 20; i++)
        {
            await Store.WriteAsync(StoreWrite.Put("/a", Bytes($"{i}"), null), Token);
            time.Advance(TimeSpan.FromMinutes(1));
        }
        await Store.CompactAsync(1, Token);
        Assert.InRange(Store.CompactedRevision, 16, 17);
    }

    [Fact]
    public async Task A_hundred_writers_on_one_counter_lose_nothing()
    {
        await Store.WriteAsync(StoreWrite.Create("/counter", Bytes("0")), Token);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 10; i++)
            {
                StoredValue value = (await Store.GetAsync("/counter", Token))!;
                while (true)
                {
                    byte[] next = Bytes($"{int.Parse(Text(value)) + 1}");
                    WriteResult result =
                        await Store.WriteAsync(StoreWrite.Put("/counter", next, value.ModRevision), Token);
                    if (result.Succeeded)
                        break;
                    value = result.Value!;
                }
            }
        })));
        Assert.Equal("1000", Text(await Store.GetAsync("/counter", Token)));
        Assert.Equal(1002, await Store.GetCurrentRevisionAsync(Token));
    }

    [Fact]
    public async Task Watches_started_at_any_time_agree_while_many_write()
    {
        const int Writers = 8;
        const int Each = 200;
        Task writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
                await Store.WriteAsync(StoreWrite.Put($"/w/{writer}", Bytes($"{i}"), null), Token);
        })));
        List<Task<List<StoreEvent>>> readers = [];
        long started = 1;
        do
        {
            await using IStoreWatch probe = Store.Watch("/w/", started);
            readers.Add(ReadFromAsync(started));
            started += 160;
            await probe.ReadAsync(Token);
        }
        while (started < Writers * Each);
        await writing;
        foreach (List<StoreEvent> events in await Task.WhenAll(readers))
        {
            Assert.Equal(
                Enumerable.Range((int)events[0].Revision, events.Count).Select(i => (long)i),
                events.Select(change => change.Revision));
        }

        async Task<List<StoreEvent>> ReadFromAsync(long after)
        {
            await using IStoreWatch watch = Store.Watch("/w/", after);
            List<StoreEvent> events = await ReadAsync(watch, (int)((Writers * Each) + 1 - after));
            Assert.Equal(after + 1, events[0].Revision);
            return events;
        }
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        IStoreWatch watch = Store.Watch("/", 1);
        await Store.DisposeAsync();
        await Assert.ThrowsAsync<StoreException>(
            async () => await Store.WriteAsync(StoreWrite.Create("/a", Bytes("1")), Token));
        await Assert.ThrowsAsync<StoreException>(async () => await watch.ReadAsync(Token));
    }

    private protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private protected static string Text(StoredValue? value) => Encoding.UTF8.GetString(value!.Value.Span);

    private protected static async Task<List<StoreEvent>> ReadAsync(IStoreWatch watch, int count)
    {
        List<StoreEvent> events = [];
        while (events.Count < count)
        {
            StoreBatch batch = await watch.ReadAsync(Token);
            Assert.All(batch.Events, change => Assert.True(change.Revision <= batch.Revision));
            events.AddRange(batch.Events);
        }
        Assert.Equal(count, events.Count);
        return events;
    }

    private sealed class ManualTime : TimeProvider
    {
        private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public void Advance(TimeSpan span) => now += span;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
