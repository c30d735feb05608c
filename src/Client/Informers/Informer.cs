using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;

namespace Kubesharp.Client.Informers;

/// <summary>What an informer needs to be without its type.</summary>
public interface IInformer
{
    Type Type { get; }
    /// <summary>Completes when the first list is in the cache.</summary>
    Task Synced { get; }
    /// <summary>True when this revision of the resource is in the cache.</summary>
    bool HasSeen(string resourceVersion);
    /// <summary>True when the object is gone, replaced or marked for deletion.</summary>
    bool HasSeenDelete(ObjectKey key, string? uid);
    /// <summary>Completes at the next change of the cache.</summary>
    Task NextChange { get; }
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>A change of the cache: added (old is null), changed, or gone (new is null).</summary>
public delegate void InformerHandler<in T>(T? before, T? after)
    where T : ApiObject;

/// <summary>
/// A copy of one collection kept current by list and watch. Written by its own loop only; read from anywhere under a
/// short lock. Handlers run on the loop in event order and must not block.
/// </summary>
public sealed class Informer<T>(ITransport transport, TimeProvider time, InformerOptions options) : IInformer
    where T : ApiObject
{
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<ObjectKey, T> objects = [];
    private readonly Dictionary<string, Index> indexes = [];
    private readonly List<InformerHandler<T>> handlers = [];
    private readonly TaskCompletionSource synced = Loop.NewSignal();
    private TaskCompletionSource change = Loop.NewSignal();
    private ulong seenRevision;
    private string watchFrom = "";

    public Type Type => typeof(T);

    public Task Synced => synced.Task;

    public bool IsSynced => synced.Task.IsCompletedSuccessfully;

    public Task NextChange
    {
        get
        {
            lock (gate)
                return change.Task;
        }
    }

    /// <summary>Adds a handler; what is in the cache already is told to it as added.</summary>
    public void AddHandler(InformerHandler<T> handler)
    {
        List<T> present;
        lock (gate)
        {
            handlers.Add(handler);
            present = [.. objects.Values];
        }
        foreach (T value in present)
            handler(null, value);
    }

    /// <summary>
    /// Adds a named index; an object may stand under several values. Adding a known name changes nothing.
    /// </summary>
    public void AddIndex(string name, Func<T, IEnumerable<string>> valuesOf)
    {
        lock (gate)
        {
            if (!indexes.TryAdd(name, new Index(valuesOf)))
                return;
            foreach ((ObjectKey key, T value) in objects)
                indexes[name].Add(key, value);
        }
    }

    public T? Get(ObjectKey key)
    {
        lock (gate)
            return objects.GetValueOrDefault(key);
    }

    public int Count
    {
        get
        {
            lock (gate)
                return objects.Count;
        }
    }

    /// <param name="namespaceName">Empty: all.</param>
    public IReadOnlyList<T> List(string namespaceName = "")
    {
        lock (gate)
        {
            if (namespaceName.Length == 0)
                return [.. objects.Values];
            List<T> found = [];
            foreach ((ObjectKey key, T value) in objects)
            {
                if (key.Namespace == namespaceName)
                    found.Add(value);
            }
            return found;
        }
    }

    /// <summary>The objects that stand under the value in a named index.</summary>
    public IReadOnlyList<T> ByIndex(string name, string value)
    {
        lock (gate)
        {
            if (!indexes[name].Keys.TryGetValue(value, out HashSet<ObjectKey>? keys))
                return [];
            List<T> found = new(keys.Count);
            foreach (ObjectKey key in keys)
                found.Add(objects[key]);
            return found;
        }
    }

    public bool HasSeen(string resourceVersion)
    {
        lock (gate)
            return !ulong.TryParse(resourceVersion, out ulong revision) || seenRevision >= revision;
    }

    public bool HasSeenDelete(ObjectKey key, string? uid)
    {
        lock (gate)
        {
            return !objects.TryGetValue(key, out T? value)
                || (uid is not null && value.Metadata.Uid != uid)
                || value.Metadata.DeletionTimestamp is not null;
        }
    }

    /// <summary>Lists and watches until cancelled. Called once, by the loop that owns this informer.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        TimeSpan pause = RetryFirst;
        while (!cancellationToken.IsCancellationRequested)
        {
            bool progressed = false;
            try
            {
                if (watchFrom.Length == 0)
                    await ListAsync(cancellationToken);
                progressed = await WatchAsync(cancellationToken);
            }
            catch (IOException)
            {
                // The connection broke; what is cached stays valid and the watch goes on from there.
            }
            pause = progressed ? RetryFirst : pause * 2 < RetryMax ? pause * 2 : RetryMax;
            if (watchFrom.Length == 0 || !progressed)
                await Task.Delay(pause, time, cancellationToken);
        }
    }

    private ApiRequest Request(Verb verb) => new()
    {
        Verb = verb,
        Resource = options.Resource ?? ResourceRegistry.Of<T>().Key,
        Namespace = options.Namespace,
        LabelSelector = options.LabelSelector,
        FieldSelector = options.FieldSelector,
    };

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        ApiResponse response = await transport.SendAsync(
            Request(Verb.List) with { ResourceVersion = "0" }, cancellationToken);
        if (response.Error is { } status)
            throw new IOException($"listing {typeof(T).Name} was refused: {status.Message}");
        Replace(response.List!);
        watchFrom = response.List!.ResourceVersion;
        synced.TrySetResult();
    }

    /// <summary>True when at least one event came.</summary>
    private async Task<bool> WatchAsync(CancellationToken cancellationToken)
    {
        bool progressed = false;
        ApiRequest request = Request(Verb.Watch) with { ResourceVersion = watchFrom, AllowWatchBookmarks = true };
        await foreach (WatchEvent watchEvent in transport.WatchAsync(request, cancellationToken))
        {
            if (watchEvent.Type == WatchEventType.Error)
            {
                if (watchEvent.Error?.Code == 410)
                    watchFrom = ""; // Too far behind: list again, then watch from there.
                return progressed;
            }
            progressed = true;
            if (!IsAfter(watchEvent.ResourceVersion, watchFrom))
                continue; // Delivered twice: the cache is further already.
            watchFrom = watchEvent.ResourceVersion;
            if (watchEvent.Type == WatchEventType.Bookmark)
                Advance(watchEvent.ResourceVersion);
            else
                Apply((T)watchEvent.Object!, watchEvent.Type == WatchEventType.Deleted);
        }
        return progressed;
    }

    // Revisions of one resource are ordered; what is no number is taken as it comes.
    private static bool IsAfter(string resourceVersion, string earlier) =>
        !ulong.TryParse(resourceVersion, out ulong next) || !ulong.TryParse(earlier, out ulong last) || next > last;

    private void Replace(ObjectList<ApiObject> list)
    {
        Dictionary<ObjectKey, T> next = new(list.Items.Count);
        foreach (ApiObject item in list.Items)
            next[ObjectKey.Of(item)] = (T)item;

        List<ObjectKey> gone;
        lock (gate)
            gone = [.. objects.Keys.Where(key => !next.ContainsKey(key))];
        foreach (ObjectKey key in gone)
            Set(key, null, list.ResourceVersion);
        foreach ((ObjectKey key, T value) in next)
        {
            if (Get(key)?.Metadata.ResourceVersion != value.Metadata.ResourceVersion)
                Set(key, value, value.Metadata.ResourceVersion);
        }
        Advance(list.ResourceVersion);
    }

    private void Apply(T value, bool deleted) =>
        Set(ObjectKey.Of(value), deleted ? null : value, value.Metadata.ResourceVersion);

    private void Set(ObjectKey key, T? after, string resourceVersion)
    {
        T? before;
        InformerHandler<T>[] told;
        lock (gate)
        {
            objects.TryGetValue(key, out before);
            if (before is null && after is null)
                return;
            foreach (Index index in indexes.Values)
                index.Move(key, before, after);
            if (after is null)
                objects.Remove(key);
            else
                objects[key] = after;
            told = [.. handlers];
        }
        foreach (InformerHandler<T> handler in told)
            handler(before, after);
        Advance(resourceVersion);
    }

    private void Advance(string resourceVersion)
    {
        TaskCompletionSource done;
        lock (gate)
        {
            if (ulong.TryParse(resourceVersion, out ulong revision) && revision > seenRevision)
                seenRevision = revision;
            done = change;
            change = Loop.NewSignal();
        }
        done.SetResult();
    }

    private sealed class Index(Func<T, IEnumerable<string>> valuesOf)
    {
        public Dictionary<string, HashSet<ObjectKey>> Keys { get; } = new(StringComparer.Ordinal);

        public void Move(ObjectKey key, T? before, T? after)
        {
            if (before is not null)
                Remove(key, before);
            if (after is not null)
                Add(key, after);
        }

        public void Add(ObjectKey key, T value)
        {
            foreach (string indexed in valuesOf(value))
            {
                if (!Keys.TryGetValue(indexed, out HashSet<ObjectKey>? keys))
                    Keys[indexed] = keys = [];
                keys.Add(key);
            }
        }

        private void Remove(ObjectKey key, T value)
        {
            foreach (string indexed in valuesOf(value))
            {
                if (Keys.TryGetValue(indexed, out HashSet<ObjectKey>? keys) && keys.Remove(key) && keys.Count == 0)
                    Keys.Remove(indexed);
            }
        }
    }
}

/// <summary>Which part of a collection an informer keeps. Defaults to all of it.</summary>
public sealed record InformerOptions
{
    public static InformerOptions All { get; } = new();
    /// <summary>The collection. Defaults to that of the type; must be given for an informer of any ApiObject.</summary>
    public GroupVersionResource? Resource { get; init; }
    public string Namespace { get; init; } = "";
    public string LabelSelector { get; init; } = "";
    public string FieldSelector { get; init; } = "";
}
