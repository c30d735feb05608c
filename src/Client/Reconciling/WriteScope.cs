using Kubesharp.Client.Informers;

namespace Kubesharp.Client.Reconciling;

/// <summary>
/// The writes of one reconcile. The runtime keeps the key back until the cache has seen them, so that a controller
/// never
/// decides on a state from before its own last write. Flows with the async call; used by one reconcile only.
/// </summary>
public sealed class WriteScope
{
    // Longer than any healthy watch lags. After it the key is reconciled on what the cache has: level-triggered anyway.
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(5);
    private static readonly AsyncLocal<WriteScope?> Ambient = new();

    private readonly Lock gate = new();
    private readonly List<(Type Type, string ResourceVersion)> writes = [];
    private readonly List<(Type Type, ObjectKey Key, string? Uid)> deletes = [];

    public static WriteScope? Current => Ambient.Value;

    public static WriteScope Begin() => Ambient.Value = new WriteScope();

    public void NoteWrite(Type type, string resourceVersion)
    {
        lock (gate)
            writes.Add((type, resourceVersion));
    }

    public void NoteDelete(Type type, ObjectKey key, string? uid)
    {
        lock (gate)
            deletes.Add((type, key, uid));
    }

    /// <summary>Completes when the cache has seen every write, or after five seconds.</summary>
    public async Task WaitUntilSeenAsync(Cache cache, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(PatienceMax, time);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            foreach ((Type type, string resourceVersion) in writes)
                await WaitAsync(cache.Find(type), informer => informer.HasSeen(resourceVersion), either.Token);
            foreach ((Type type, ObjectKey key, string? uid) in deletes)
                await WaitAsync(cache.Find(type), informer => informer.HasSeenDelete(key, uid), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Out of patience; see above.
        }
    }

    private static async Task WaitAsync(
        IInformer? informer, Func<IInformer, bool> seen, CancellationToken cancellationToken)
    {
        if (informer is null)
            return; // The controller does not read this kind from the cache.
        while (true)
        {
            Task next = informer.NextChange; // Taken before the look, so that no change is missed.
            if (seen(informer))
                return;
            await next.WaitAsync(cancellationToken);
        }
    }
}
