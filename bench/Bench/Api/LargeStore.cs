using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Storage;
using Kubesharp.Bench.FirstFigures;
using Kubesharp.Store;
using Kubesharp.Store.Sqlite;

namespace Kubesharp.Bench.Api;

/// <summary>
/// The server alone over a store of 150,000 Pods: seconds until it is ready, and the memory that a stored byte costs.
/// </summary>
internal static class LargeStore
{
    private const int Writers = 512;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    public static async Task<List<Figure>> MeasureAsync(ApiBenchOptions options, string directory)
    {
        double emptyReady;
        long emptyResident;
        await using (ServerProcess server = await StartAsync(directory))
        {
            emptyReady = server.ReadyAfter.TotalSeconds;
            await ApiBench.MakeNamespaceAsync(server, "large");
            await Task.Delay(Settle / 2);
            emptyResident = WatchFanOut.ResidentBytes(server.Id);
        }
        long stored = await FillAsync(options, Path.Combine(directory, "server"));
        await using ServerProcess full = await StartAsync(directory);
        await Task.Delay(Settle);
        long resident = WatchFanOut.ResidentBytes(full.Id);
        long peak = WatchFanOut.StatusBytes(full.Id, "VmHWM:");
        string metrics = await full.Client.GetStringAsync("metrics");
        return
        [
            new("stored_mib", stored / 1024.0 / 1024.0, $"{options.LargeStorePods} Pods"),
            new("ready_150k_s", full.ReadyAfter.TotalSeconds, "below 5"),
            new("ready_empty_s", emptyReady),
            new("resident_150k_mib", resident / 1024.0 / 1024.0),
            new("resident_empty_mib", emptyResident / 1024.0 / 1024.0),
            new("resident_peak_mib", peak / 1024.0 / 1024.0),
            new("resident_per_stored", resident / (double)stored, "below 2"),
            new("pause_max_ms", Metric(metrics, "dotnet_gc_pause_seconds_max") * 1000, "longest collection"),
        ];
    }

    private static Task<ServerProcess> StartAsync(string directory) =>
        ServerProcess.StartAsync(directory, StartBench.FreePort(), CancellationToken.None);

    // Straight into the store's file, in the form that the API server stores.
    private static async Task<long> FillAsync(ApiBenchOptions options, string serverDirectory)
    {
        string file = Directory.EnumerateFiles(serverDirectory, "*.db").Single();
        await using SqliteStore store = SqliteStore.Open(file, new StoreOptions(), TimeProvider.System);
        ResourceDefinition definition = ResourceRegistry.Of<Pod>();
        Pod template = RunningPod.Value;
        int next = 0;
        long bytes = 0;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= options.LargeStorePods)
            {
                Pod pod = RunningPod.Numbered(template, number, "large");
                (ReadOnlyMemory<byte> value, int offset) = ObjectStorage.Encode(definition.Codec, pod);
                string key = ObjectStorage.Key(definition, "large", pod.Metadata.Name);
                WriteResult result = await store.WriteAsync(
                    StoreWrite.Create(key, value, offset), CancellationToken.None);
                if (!result.Succeeded)
                    throw new InvalidOperationException(result.Message);
                Interlocked.Add(ref bytes, result.Value!.Value.Length);
            }
        })));
        return bytes;
    }

    private static double Metric(string text, string name)
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith(name + " ", StringComparison.Ordinal))
                return double.Parse(line[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        }
        return double.NaN;
    }
}
