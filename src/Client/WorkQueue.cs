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
    private readonly HashSet<TKey> waiting = [];
    private readonly HashSet<TKey> working = [];
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

    public void Add(TKey key)
    {
        lock (gate)
        {
            if (!waiting.Add(key) || working.Contains(key))
                return;
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
            ITimer handle = time.CreateTimer(_ => Fire(key, due), null, delay, Timeout.InfiniteTimeSpan);
            delayed[key] = new Timer(handle, due);
        }
    }

    /// <summary>Adds the key after a pause that doubles with each failure in a row, 5 ms to 30 s.</summary>
    public TimeSpan AddRateLimited(TKey key)
    {
        int count;
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
            waiting.Remove(key);
            working.Add(key);
        }
        return key;
    }

    public void Done(TKey key)
    {
        lock (gate)
        {
            working.Remove(key);
            if (waiting.Contains(key))
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
