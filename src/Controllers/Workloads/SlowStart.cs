using Kubesharp.Client;

namespace Kubesharp.Controllers.Workloads;

/// <summary>
/// Writes in batches that double, and stops at the first batch with a refusal: a quota that is used up then costs one
/// request, not five hundred.
/// </summary>
internal static class SlowStart
{
    private const int FirstBatch = 1;
    // As many requests at once as upstream keeps in flight.
    private const int BatchMax = 500;

    /// <summary>The first error; what comes after its batch has not been tried.</summary>
    public static async Task<ApiError?> RunAsync<T>(IReadOnlyList<T> items, Func<T, Task<ApiError?>> write)
    {
        int done = 0;
        for (int batch = FirstBatch; done < items.Count; batch = Math.Min(batch * 2, BatchMax))
        {
            Task<ApiError?>[] writes = [.. items.Skip(done).Take(batch).Select(write)];
            ApiError?[] errors = await Task.WhenAll(writes);
            if (Array.Find(errors, static error => error is not null) is { } error)
                return error;
            done += writes.Length;
        }
        return null;
    }
}
