using Kubesharp.Api;
using Kubesharp.Client.Informers;

namespace Kubesharp.Client.Reconciling;

/// <summary>Runs one reconciler: its queue, its workers, its back-off. One instance, run once.</summary>
public sealed class ControllerLoop(ControllerSpec spec, IReconciler reconciler, Cache cache, TimeProvider time)
{
    private readonly WorkQueue<ObjectKey> queue = new(time);
    private long reconciles;
    private long errors;

    public string Name => spec.Name;
    /// <summary>What it works on: for metrics.</summary>
    public WorkQueue<ObjectKey> Queue => queue;
    /// <summary>Reconciles so far.</summary>
    public long Reconciles => Interlocked.Read(ref reconciles);
    /// <summary>Reconciles that ended in a retry.</summary>
    public long Errors => Interlocked.Read(ref errors);

    /// <summary>Called with the controller's name, the key and what went wrong. Defaults to nothing.</summary>
    public Action<string, ObjectKey, string>? OnError { get; init; }

    /// <summary>
    /// Connects the queue to the informers. Call it before the cache starts, so that all kinds are known.
    /// </summary>
    public void Wire() => spec.Wire(cache, queue);

    /// <summary>Wakes a key from outside.</summary>
    public void Enqueue(ObjectKey key) => queue.Add(key);

    /// <summary>Works until cancelled, starting once the cache is filled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await cache.WaitForSyncAsync(cancellationToken);
        Task[] workers = new Task[spec.Workers];
        for (int i = 0; i < workers.Length; i++)
            workers[i] = Loop.Run($"{spec.Name}/{i}", time, WorkAsync, cancellationToken);
        await Task.WhenAll(workers);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ObjectKey key = await queue.TakeAsync(cancellationToken);
            try
            {
                await ReconcileAsync(key, cancellationToken);
            }
            finally
            {
                queue.Done(key);
            }
        }
    }

    private async Task ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        WriteScope scope = WriteScope.Begin();
        Result result;
        try
        {
            Interlocked.Increment(ref reconciles);
            result = await reconciler.ReconcileAsync(key, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A bug in one reconcile stays there: report it, try again later, serve the other keys.
            result = Result.Retry(new ApiError(0, "InternalError", exception.ToString()));
        }
        await scope.WaitUntilSeenAsync(cache, time, cancellationToken);

        if (result.Error is { } error)
        {
            Interlocked.Increment(ref errors);
            // Somebody else wrote in between: the usual course of things, not worth a line.
            if (!error.IsConflict)
                OnError?.Invoke(spec.Name, key, error.Message);
            queue.AddRateLimited(key);
            return;
        }
        queue.Forget(key);
        if (result.Delay is { } delay)
            queue.AddAfter(key, delay);
    }
}
