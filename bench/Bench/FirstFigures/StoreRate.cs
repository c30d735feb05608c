using Kubesharp.Store;
using Kubesharp.Store.Sqlite;

namespace Kubesharp.Bench.FirstFigures;

/// <summary>What the raw store does with the same bytes: the ceiling of every write through the API.</summary>
internal static class StoreRate
{
    public static async Task<double> MeasureAsync(
        string directory, byte[] value, int clients, TimeSpan warmUp, TimeSpan measured,
        CancellationToken cancellationToken)
    {
        string path = Path.Combine(directory, "raw.db");
        await using SqliteStore store = SqliteStore.Open(path, new StoreOptions(), TimeProvider.System);
        return await ClosedLoop.RateAsync(
            clients, warmUp, measured,
            async number =>
            {
                StoreWrite write = StoreWrite.Create($"/registry/core/pods/default/pod-{number}", value, 20);
                WriteResult result = await store.WriteAsync(write, cancellationToken);
                if (!result.Succeeded)
                    throw new InvalidOperationException(result.Message);
            },
            cancellationToken);
    }
}
