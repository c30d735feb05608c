using System.Diagnostics;
using Kubesharp.Store;
using Kubesharp.Store.Sqlite;
using Xunit;

namespace Kubesharp.Tests.Integration.Store;

/// <summary>A file system of a few megabytes fills up under the store, and has room again.</summary>
public sealed class FullDiskTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task A_full_disk_fails_writes_with_the_cause_and_loses_nothing()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Assert.Skip("needs Linux and root for a small file system");
        string directory = Directory.CreateTempSubdirectory("kubesharp-full-").FullName;
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", directory);
        try
        {
            string path = Path.Combine(directory, "store.db");
            string ballast = Path.Combine(directory, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[4 * Megabyte]);
            await using SqliteStore store = SqliteStore.Open(path, new StoreOptions(), TimeProvider.System);
            long acknowledged = 1;
            StoreException? error = null;
            for (int i = 0; error is null; i++)
            {
                try
                {
                    acknowledged = await WriteAsync(store, i);
                }
                catch (StoreException exception)
                {
                    error = exception;
                }
            }
            Assert.Contains("full", error.Message, StringComparison.Ordinal);
            Assert.Contains("Free some space", error.Message, StringComparison.Ordinal);
            Assert.Equal(acknowledged, await store.GetCurrentRevisionAsync(CancellationToken.None));

            File.Delete(ballast);
            Assert.Equal(acknowledged + 1, await WriteAsync(store, -1));
            RangeResult before = await store.RangeAsync("", "", 0, CancellationToken.None);
            await store.DisposeAsync();
            await using SqliteStore reopened = SqliteStore.Open(path, new StoreOptions(), TimeProvider.System);
            RangeResult after = await reopened.RangeAsync("", "", 0, CancellationToken.None);
            Assert.Equal(acknowledged + 1, after.Revision);
            Assert.Equal(
                before.Values.Select(value => (value.Key, value.ModRevision)),
                after.Values.Select(value => (value.Key, value.ModRevision)));
        }
        finally
        {
            await RunAsync("umount", "-l", directory);
            Directory.Delete(directory);
        }
    }

    private static async Task<long> WriteAsync(SqliteStore store, int number) => (await store.WriteAsync(
        StoreWrite.Create($"/a/{number}", new byte[100_000]), CancellationToken.None)).Revision;

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
