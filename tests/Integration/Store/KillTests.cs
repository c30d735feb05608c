using System.Diagnostics;
using System.Text;
using Kubesharp.Store;
using Kubesharp.Store.Sqlite;
using Xunit;

namespace Kubesharp.Tests.Integration.Store;

/// <summary>
/// A process that writes is killed in the middle of its writes, again and again on the same file. Every write that it
/// printed must be in the store's log, and no revision may have been given twice.
/// </summary>
public sealed class KillTests
{
    private const int Rounds = 12;
    private const int Writers = 24;

    [Fact]
    public async Task Kill_in_the_middle_of_writes_loses_nothing_acknowledged()
    {
        string directory = Directory.CreateTempSubdirectory("kubesharp-kill-").FullName;
        try
        {
            string path = Path.Combine(directory, "store.db");
            Dictionary<long, Acknowledged> all = [];
            long durable = 1;
            // The place of the kill differs from round to round and is the same in each run of the test.
            Random random = new(20);
            for (int round = 0; round < Rounds; round++)
            {
                (long opened, List<Acknowledged> lines) = await RunAndKillAsync(path, round, random.Next(50, 4000));
                Assert.Equal(durable, opened);
                foreach (Acknowledged line in lines)
                {
                    Assert.True(line.Revision > durable, $"revision {line.Revision} was there before");
                    Assert.True(all.TryAdd(line.Revision, line), $"revision {line.Revision} was given twice");
                }
                durable = await CheckAsync(path, all);
            }
            TestContext.Current.SendDiagnosticMessage($"{all.Count} acknowledged writes, {Rounds} kills");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<(long Opened, List<Acknowledged> Lines)> RunAndKillAsync(
        string path, int round, int linesWanted)
    {
        string writer = Path.Combine(AppContext.BaseDirectory, "Kubesharp.Tests.StoreWriter.dll");
        ProcessStartInfo start = new("dotnet", [writer, path, $"{round}", $"{Writers}"]);
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        // Killed from the side, while lines are still being read: the pipe's contents outlive the process.
        string first = await process.StandardOutput.ReadLineAsync() ?? "";
        Assert.StartsWith("open ", first, StringComparison.Ordinal);
        List<Acknowledged> lines = [];
        StringBuilder text = new();
        char[] buffer = new char[64 * 1024];
        int seen = 0;
        int read;
        while ((read = await process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            text.Append(buffer, 0, read);
            seen += buffer.AsSpan(0, read).Count('\n');
            if (seen >= linesWanted && !process.HasExited)
                process.Kill();
        }
        await process.WaitForExitAsync();
        Assert.Equal(128 + 9, process.ExitCode);

        string all = text.ToString();
        // The last line may be cut off in the middle: then nobody was told.
        foreach (string line in all[..(all.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(' ');
            lines.Add(new Acknowledged(parts[0], long.Parse(parts[1]), parts[2]));
        }
        return (long.Parse(first[5..]), lines);
    }

    /// <summary>Returns the revision that the store is at.</summary>
    private static async Task<long> CheckAsync(string path, Dictionary<long, Acknowledged> all)
    {
        await using SqliteStore store = SqliteStore.Open(path, new StoreOptions(), TimeProvider.System);
        RangeResult state = await store.RangeAsync("", "", 0, CancellationToken.None);
        long compacted = Math.Max(1, store.CompactedRevision);
        await using IStoreWatch watch = store.Watch("", compacted);
        Dictionary<long, StoreEvent> log = [];
        long next = compacted;
        while (next < state.Revision)
        {
            foreach (StoreEvent change in (await watch.ReadAsync(CancellationToken.None)).Events)
            {
                Assert.Equal(++next, change.Revision);
                log.Add(change.Revision, change);
            }
        }

        Dictionary<string, StoredValue> values = state.Values.ToDictionary(value => value.Key);
        foreach (Acknowledged line in all.Values)
        {
            Assert.True(line.Revision <= state.Revision, $"acknowledged revision {line.Revision} is lost");
            if (line.Revision > compacted)
            {
                StoreEvent change = log[line.Revision];
                Assert.Equal((line.Key, line.Value), (change.Key, TextOf(change.Value)));
            }
            // What is in the state is either this write or a later one.
            if (values.TryGetValue(line.Key, out StoredValue? value) && value.ModRevision == line.Revision)
                Assert.Equal(line.Value, TextOf(value));
        }
        foreach (IGrouping<string, Acknowledged> key in all.Values.GroupBy(line => line.Key))
        {
            Acknowledged last = key.MaxBy(line => line.Revision)!;
            if (values.TryGetValue(key.Key, out StoredValue? value))
                Assert.True(value.ModRevision >= last.Revision, $"{key.Key} went back to {value.ModRevision}");
            else if (last.Value != "-" && last.Revision > compacted)
                Assert.Contains(log.Values, change => change.Key == key.Key && change.Revision > last.Revision);
        }
        return state.Revision;
    }

    private static string TextOf(StoredValue? value) =>
        value is null ? "-" : Encoding.UTF8.GetString(value.Value.Span);

    private sealed record Acknowledged(string Key, long Revision, string Value);
}
