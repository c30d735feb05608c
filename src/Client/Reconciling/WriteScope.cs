using Kubesharp.Api;
using Kubesharp.Client.Informers;

namespace Kubesharp.Client.Reconciling;

/// <summary>
/// The writes of one reconcile. The runtime keeps the key back until the cache has seen them, so that a controller
/// never decides on a state from before its own last write. Flows with the async call; used by one reconcile only.
/// </summary>
public sealed class WriteScope
{
    // As long as upstream's controllers wait. After it the key is reconciled on what the cache has.
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan InquiryPause = TimeSpan.FromMilliseconds(200);
    private static readonly AsyncLocal<WriteScope?> Ambient = new();

    private readonly Lock gate = new();
    private readonly List<(Type Type, string ResourceVersion)> writes = [];
    private readonly List<(Type Type, ObjectKey Key, string? Uid)> deletes = [];
    private readonly HashSet<(Type Type, string Namespace)> unknown = [];
    private readonly List<(Type Type, Func<CancellationToken, Task<bool>> Ask)> inquiries = [];

    public static WriteScope? Current => Ambient.Value;

    public static WriteScope Begin() => Ambient.Value = new WriteScope();

    public void NoteWrite(Type type, string resourceVersion)
    {
        lock (gate)
            writes.Add((type, resourceVersion));
    }

    /// <summary>
    /// A write whose answer never came: it may have happened. The collection is read anew, and the key waits until the
    /// cache is as far.
    /// </summary>
    internal void NoteUnknown<T>(ApiClient client, string namespaceName)
        where T : ApiObject
    {
        lock (gate)
        {
            if (unknown.Add((typeof(T), namespaceName)))
                inquiries.Add((typeof(T), token => InquireAsync<T>(client, namespaceName, token)));
        }
    }

    public void NoteDelete(Type type, ObjectKey key, string? uid)
    {
        lock (gate)
            deletes.Add((type, key, uid));
    }

    /// <summary>Completes when the cache has seen every write, or after five minutes.</summary>
    public async Task WaitUntilSeenAsync(Cache cache, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(PatienceMax, time);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            foreach ((Type type, Func<CancellationToken, Task<bool>> ask) in inquiries)
            {
                while (cache.Find(type) is not null && !await ask(either.Token))
                    await Task.Delay(InquiryPause, time, either.Token);
            }
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

    private async Task<bool> InquireAsync<T>(
        ApiClient client, string namespaceName, CancellationToken cancellationToken)
        where T : ApiObject
    {
        (ObjectList<T>? list, ApiError? error) = await client.ListAsync<T>(namespaceName, cancellationToken);
        if (error is { Code: 0 })
            return false;
        // Who may create but not list has to do without.
        foreach (T item in list?.Items ?? [])
            NoteWrite(typeof(T), item.Metadata.ResourceVersion);
        return true;
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
