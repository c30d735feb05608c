namespace Kubesharp.ApiServer.FlowControl;

/// <summary>
/// Measures how long work waits for a thread of the pool, while requests come: a work item without work, put at the end
/// of the queue as every new request is, at most one each five milliseconds.
/// </summary>
internal sealed class PoolLateness(TimeProvider time, Action<TimeSpan> onMeasured) : IThreadPoolWorkItem
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private long queued;
    private int outstanding;

    /// <summary>A request has come: time to look again, if the last look is long enough ago.</summary>
    public void Look()
    {
        if (Volatile.Read(ref outstanding) != 0 || time.GetElapsedTime(Volatile.Read(ref queued)) < Pause
            || Interlocked.Exchange(ref outstanding, 1) != 0)
            return;
        Volatile.Write(ref queued, time.GetTimestamp());
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        TimeSpan waited = time.GetElapsedTime(Volatile.Read(ref queued));
        // One at a time: the next is queued only after this.
        onMeasured(waited);
        Volatile.Write(ref outstanding, 0);
    }
}
