namespace Kubesharp.Bench.FirstFigures;

/// <summary>Clients that each send the next request when the last one is answered.</summary>
internal static class ClosedLoop
{
    /// <summary>Runs for a while uncounted, then counts; returns requests a second.</summary>
    public static async Task<double> RateAsync(
        int clients, TimeSpan warmUp, TimeSpan measured, Func<int, Task> request, CancellationToken cancellationToken)
    {
        TimeProvider time = TimeProvider.System;
        long started = time.GetTimestamp();
        int count = 0;
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(
            async () =>
            {
                while (!cancellationToken.IsCancellationRequested)
                {
                    TimeSpan elapsed = time.GetElapsedTime(started);
                    if (elapsed > warmUp + measured)
                        return;
                    await request(Interlocked.Increment(ref next));
                    elapsed = time.GetElapsedTime(started);
                    if (elapsed > warmUp && elapsed <= warmUp + measured)
                        Interlocked.Increment(ref count);
                }
            },
            cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
        return count / measured.TotalSeconds;
    }
}
