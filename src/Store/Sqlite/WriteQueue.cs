namespace Kubesharp.Store.Sqlite;

/// <summary>
/// Brings requests from many tasks to the one writer thread. Bounded: when it is full, writers wait for a place without
/// blocking a thread. The writer takes everything that waits at once, which is what makes one flush serve many.
/// </summary>
internal sealed class WriteQueue(int capacity)
{
    private readonly object gate = new();
    private readonly SemaphoreSlim places = new(capacity, capacity);
    private readonly Queue<StoreRequest> waiting = new();
    private bool closed;

    /// <summary>False when the queue is closed.</summary>
    public async ValueTask<bool> EnqueueAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        lock (gate)
        {
            if (closed)
            {
                places.Release();
                return false;
            }
            waiting.Enqueue(request);
            Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>
    /// Blocks until there is something (unless <paramref name="idle"/> is false) and moves it to the batch. False when
    /// the queue is closed and empty.
    /// </summary>
    public bool Take(List<StoreRequest> batch, int max, bool idle)
    {
        lock (gate)
        {
            while (idle && waiting.Count == 0 && !closed)
                Monitor.Wait(gate);
            while (batch.Count < max && waiting.TryDequeue(out StoreRequest? request))
                batch.Add(request);
            if (batch.Count > 0)
                places.Release(batch.Count);
            return batch.Count > 0 || !closed;
        }
    }

    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }
    }
}

/// <summary>What the writer is asked to do. Exactly one of the two is set.</summary>
internal sealed class StoreRequest
{
    public StoreWrite? Write { get; init; }
    public long? CompactRevision { get; init; }
    /// <summary>Continuations run elsewhere: they must not hold up the writer.</summary>
    public TaskCompletionSource<WriteResult> Completion { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    public WriteResult? Result { get; set; }
}
