using System.Threading.Channels;

namespace Kubesharp.Client;

/// <summary>
/// Keys waiting to be worked on. A key stands in it once, however often it is added; one that is added while a worker
/// has it comes back when the worker is done with it. Unbounded in length but not in content: there are never more
/// entries than distinct keys.
/// </summary>
public sealed class WorkQueue<TKey>(TimeProvider time)
    where TKey : notnull
{
    private static readonly TimeSpan BackoffFirst = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Channel<TKey> ready = Channel.CreateUnbounded<TKey>();
    // Since when each key waits, and since when a worker has it.
    private readonly Dictionary<TKey, long> waiting = [];
    private readonly Dictionary<TKey, long> working = [];
    private readonly Dictionary<TKey, int> failures = [];
    private readonly Dictionary<TKey, Timer> delayed = [];

    /// <summary>Keys that wait for a worker now.</summary>
    public int Depth
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    public WorkQueueMetrics Metrics { get; } = new();

    /// <summary>
    /// workqueue_unfinished_work_seconds and workqueue_longest_running_processor_seconds: how long the keys that
    /// workers have now are taking, together and at most.
    /// </summary>
    public (double Sum, double Longest) Unfinished()
    {
        lock (gate)
        {
            double sum = 0, longest = 0;
            foreach (long since in working.Values)
            {
                double seconds = time.GetElapsedTime(since).TotalSeconds;
                sum += seconds;
                longest = Math.Max(longest, seconds);
            }
            return (sum, longest);
        }
    }

    public void Add(TKey key)
    {
        lock (gate)
        {
            if (!waiting.TryAdd(key, time.GetTimestamp()))
                return;
            Metrics.CountAdd();
            if (!working.ContainsKey(key))
                ready.Writer.TryWrite(key);
        }
    }

    /// <summary>Adds the key after a while. Of several pending delays for a key the earliest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }
        long due = time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);
        lock (gate)
        {
            if (delayed.TryGetValue(key, out Timer? pending))
            {
                if (pending.Due <= due)
                    return;
                pending.Handle.Dispose();
            }
            // The timer needs nothing of whoever asks for it, and would keep all of that alive until it fires.
            bool suppress = !ExecutionContext.IsFlowSuppressed();
            if (suppress)
                ExecutionContext.SuppressFlow();
            try
            {
                ITimer handle = time.CreateTimer(_ => Fire(key, due), null, delay, Timeout.InfiniteTimeSpan);
                delayed[key] = new Timer(handle, due);
            }
            finally
            {
                if (suppress)
                    ExecutionContext.RestoreFlow();
            }
        }
    }

    /// <summary>Adds the key after a pause that doubles with each failure in a row, 5 ms to 30 s.</summary>
    public TimeSpan AddRateLimited(TKey key)
    {
        int count;
        Metrics.CountRetry();
        lock (gate)
        {
            count = failures.GetValueOrDefault(key);
            failures[key] = count + 1;
        }
        double milliseconds = BackoffFirst.TotalMilliseconds * Math.Pow(2, Math.Min(count, 20));
        TimeSpan pause = TimeSpan.FromMilliseconds(Math.Min(milliseconds, BackoffMax.TotalMilliseconds));
        AddAfter(key, pause);
        return pause;
    }

    /// <summary>The key succeeded: its next failure pauses briefly again.</summary>
    public void Forget(TKey key)
    {
        lock (gate)
            failures.Remove(key);
    }

    /// <summary>The next key; the caller owns it until <see cref="Done"/>.</summary>
    public async ValueTask<TKey> TakeAsync(CancellationToken cancellationToken)
    {
        TKey key = await ready.Reader.ReadAsync(cancellationToken);
        lock (gate)
        {
            waiting.Remove(key, out long since);
            Metrics.Waited.Observe(time.GetElapsedTime(since).TotalSeconds);
            working[key] = time.GetTimestamp();
        }
        return key;
    }

    public void Done(TKey key)
    {
        lock (gate)
        {
            working.Remove(key, out long since);
            Metrics.Worked.Observe(time.GetElapsedTime(since).TotalSeconds);
            if (waiting.ContainsKey(key))
                ready.Writer.TryWrite(key);
        }
    }

    private void Fire(TKey key, long due)
    {
        lock (gate)
        {
            if (!delayed.TryGetValue(key, out Timer? pending) || pending.Due != due)
                return;
            delayed.Remove(key);
            pending.Handle.Dispose();
        }
        Add(key);
    }

    private sealed record Timer(ITimer Handle, long Due);
}
