namespace Kubesharp.Client;

/// <summary>What a queue counts, for upstream's metrics <c>workqueue_*</c>.</summary>
public sealed class WorkQueueMetrics
{
    // From ten nanoseconds, each ten times the one before: those of client-go, which dashboards expect.
    private static readonly double[] Bounds =
        [1e-08, 1e-07, 1e-06, 9.999999999999999e-06, 9.999999999999999e-05, 0.001, 0.01, 0.1, 1, 10];

    private long adds;
    private long retries;

    /// <summary>workqueue_adds_total</summary>
    public long Adds => Interlocked.Read(ref adds);
    /// <summary>workqueue_retries_total</summary>
    public long Retries => Interlocked.Read(ref retries);
    /// <summary>workqueue_queue_duration_seconds: from added to taken.</summary>
    public Histogram Waited { get; } = new(Bounds);
    /// <summary>workqueue_work_duration_seconds: from taken to done.</summary>
    public Histogram Worked { get; } = new(Bounds);

    internal void CountAdd() => Interlocked.Increment(ref adds);

    internal void CountRetry() => Interlocked.Increment(ref retries);
}
