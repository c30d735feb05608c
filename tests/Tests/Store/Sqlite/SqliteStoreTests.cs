using Kubesharp.Store;
using Kubesharp.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Kubesharp.Tests.Store.Sqlite;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly TemporaryDirectory directory = new();
    private int opened;

    // A file for each store of a test: only Reopen means the same one.
    private string DatabasePath => $"{directory.Database}.{opened}";

    private protected override IStore Open(StoreOptions options, TimeProvider time)
    {
        opened++;
        return SqliteStore.Open(DatabasePath, options, time);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task A_reopened_store_has_the_same_state_and_goes_on_counting()
    {
        string prefix = "\"resourceVersion\":\"";
        for (int i = 0; i < 300; i++)
        {
            await Store.WriteAsync(
                StoreWrite.Put($"/a/{i % 50}", Bytes(prefix + "\""), null, prefix.Length), CancellationToken.None);
        }
        for (int i = 0; i < 10; i++)
            await Store.WriteAsync(StoreWrite.Delete($"/a/{i}", null), CancellationToken.None);
        RangeResult before = await Store.RangeAsync("", "", 0, CancellationToken.None);

        await Store.DisposeAsync();
        await using SqliteStore reopened = SqliteStore.Open(DatabasePath, new StoreOptions(), TimeProvider.System);
        RangeResult after = await reopened.RangeAsync("", "", 0, CancellationToken.None);
        Assert.Equal(311, after.Revision);
        Assert.Equal(before.Values.Select(Shape), after.Values.Select(Shape));
        Assert.Equal(
            312, (await reopened.WriteAsync(StoreWrite.Create("/b", Bytes("x")), CancellationToken.None)).Revision);
        await using IStoreWatch watch = reopened.Watch("/a/", 1);
        Assert.Equal(310, (await ReadAsync(watch, 310)).Count);

        static (string, string, long, long, int) Shape(StoredValue value) =>
            (value.Key, Text(value), value.CreateRevision, value.ModRevision, value.RevisionOffset);
    }

    [Fact]
    public async Task A_compacted_deletion_does_not_give_its_revision_away()
    {
        await Store.WriteAsync(StoreWrite.Create("/a", Bytes("1")), CancellationToken.None);
        await Store.WriteAsync(StoreWrite.Delete("/a", null), CancellationToken.None);
        await Store.CompactAsync(3, CancellationToken.None);
        await Store.DisposeAsync();
        await using SqliteStore reopened = SqliteStore.Open(DatabasePath, new StoreOptions(), TimeProvider.System);
        Assert.Equal(3, await reopened.GetCurrentRevisionAsync(CancellationToken.None));
        Assert.Equal(3, reopened.CompactedRevision);
        Assert.Null(await reopened.GetAsync("/a", CancellationToken.None));
    }

    [Fact]
    public async Task Compaction_lets_the_file_reuse_its_space()
    {
        byte[] value = new byte[10_000];
        await ReplaceStoreAsync(new StoreOptions { KeepRevisions = 100 }, TimeProvider.System);
        long[] sizes = new long[2];
        for (int round = 0; round < 2; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 3000).Select(
                i => Store.WriteAsync(StoreWrite.Put($"/a/{i % 10}", value, null), CancellationToken.None)));
            long current = await Store.GetCurrentRevisionAsync(CancellationToken.None);
            await Store.CompactAsync(current, CancellationToken.None);
            sizes[round] = new FileInfo(DatabasePath).Length;
        }
        Assert.True(sizes[1] < sizes[0] * 1.5 + 20_000_000, $"grew from {sizes[0]} to {sizes[1]} bytes");
    }

    [Fact]
    public void A_second_store_on_the_same_file_is_refused()
    {
        StoreException error = Assert.Throws<StoreException>(
            () => SqliteStore.Open(DatabasePath, new StoreOptions(), TimeProvider.System));
        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
        Assert.Contains("data directory of its own", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await Store.DisposeAsync();
        await using (SqliteConnection connection = new($"Data Source={DatabasePath};Pooling=False"))
        {
            await connection.OpenAsync();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            await command.ExecuteNonQueryAsync();
        }
        StoreException error = Assert.Throws<StoreException>(
            () => SqliteStore.Open(DatabasePath, new StoreOptions(), TimeProvider.System));
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
        Assert.Contains("schema 99", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "the header")]
    [InlineData(4096, "a page in the middle")]
    public async Task A_damaged_file_is_refused_with_the_remedy(int offset, string what)
    {
        for (int i = 0; i < 200; i++)
            await Store.WriteAsync(StoreWrite.Put($"/a/{i}", new byte[500], null), CancellationToken.None);
        await Store.DisposeAsync();
        await using (FileStream file = new(DatabasePath, FileMode.Open))
        {
            file.Position = offset;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
        }
        StoreException error = Assert.Throws<StoreException>(
            () => SqliteStore.Open(DatabasePath, new StoreOptions(), TimeProvider.System));
        Assert.True(error.Message.Contains("is damaged", StringComparison.Ordinal), $"{what}: {error.Message}");
        Assert.Contains("backup", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_programs_database_is_left_alone()
    {
        string foreign = directory.Database + ".foreign";
        await using (SqliteConnection connection = new($"Data Source={foreign};Pooling=False"))
        {
            await connection.OpenAsync();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE theirs (x)";
            await command.ExecuteNonQueryAsync();
        }
        Assert.Throws<StoreException>(() => SqliteStore.Open(foreign, new StoreOptions(), TimeProvider.System));
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_files()
    {
        await Store.WriteAsync(StoreWrite.Create("/a", Bytes("1")), CancellationToken.None);
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has other permissions");
        else
            foreach (string file in (string[])[DatabasePath, DatabasePath + "-wal"])
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_missing_directory_is_named()
    {
        string path = Path.Combine(directory.Path, "missing", "store.db");
        StoreException error = Assert.Throws<StoreException>(
            () => SqliteStore.Open(path, new StoreOptions(), TimeProvider.System));
        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
    }
}
