using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>
/// The ConfigMaps and Secrets that volumes of this node's Pods show, each watched by name (a node may not list them
/// all) as long as some Pod shows it. A change wakes those Pods.
/// </summary>
/// <remarks>Safe from any thread; the lock guards <c>watched</c>. An immutable object is read, not watched.</remarks>
internal sealed class FollowedObjects(ITransport transport, TimeProvider time, Action<string> changed)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(Type Type, ObjectKey Key), Watched> watched = [];

    /// <summary>Says which objects the Pod's volumes show from now on.</summary>
    /// <param name="lifetime">Ends the watches.</param>
    public void Follow(
        string podUid, IReadOnlyCollection<ObjectKey> configMaps, IReadOnlyCollection<ObjectKey> secrets,
        CancellationToken lifetime)
    {
        lock (gate)
        {
            HashSet<(Type, ObjectKey)> wanted =
            [
                .. configMaps.Select(static key => (typeof(ConfigMap), key)),
                .. secrets.Select(static key => (typeof(Secret), key)),
            ];
            foreach ((Type Type, ObjectKey Key) key in watched.Keys.Where(key => !wanted.Contains(key)).ToList())
                Release(key, podUid);
            foreach ((Type type, ObjectKey key) in wanted)
            {
                if (!watched.TryGetValue((type, key), out Watched? entry))
                {
                    watched[(type, key)] = entry = type == typeof(ConfigMap)
                        ? Begin<ConfigMap>(key, static value => value.Immutable == true, lifetime)
                        : Begin<Secret>(key, static value => value.Immutable == true, lifetime);
                }
                entry.Pods.Add(podUid);
            }
        }
    }

    /// <summary>The Pod is gone.</summary>
    public void Forget(string podUid)
    {
        lock (gate)
        {
            foreach ((Type, ObjectKey) key in watched.Keys.ToList())
                Release(key, podUid);
        }
    }

    /// <summary>The object as the watch has it; false when it is not watched, or not yet.</summary>
    public bool TryGet<T>(ObjectKey key, out T? value)
        where T : ApiObject
    {
        lock (gate)
        {
            if (watched.TryGetValue((typeof(T), key), out Watched? entry) && entry.Informer is Informer<T> informer
                && informer.IsSynced)
            {
                value = informer.Get(key);
                return true;
            }
        }
        value = null;
        return false;
    }

    private void Release((Type, ObjectKey) key, string podUid)
    {
        if (!watched.TryGetValue(key, out Watched? entry) || !entry.Pods.Remove(podUid) || entry.Pods.Count > 0)
            return;
        watched.Remove(key);
        entry.End.Cancel();
    }

    private Watched Begin<T>(ObjectKey key, Func<T, bool> isImmutable, CancellationToken lifetime)
        where T : ApiObject
    {
        InformerOptions options = new()
        {
            Namespace = key.Namespace, FieldSelector = $"metadata.name={key.Name}",
        };
        Informer<T> informer = new(transport, time, options);
        CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(lifetime);
        informer.AddHandler((_, after) =>
        {
            string[] pods;
            lock (gate)
            {
                pods = watched.TryGetValue((typeof(T), key), out Watched? entry) ? [.. entry.Pods] : [];
                // It will never change: what the informer has is all that there will be.
                if (after is not null && isImmutable(after))
                    end.Cancel();
            }
            foreach (string pod in pods)
                changed(pod);
        });
        Task loop = Loop.Run(
            $"kubelet/{typeof(T).Name}/{key.Namespace}/{key.Name}", time, informer.RunAsync, end.Token);
        return new Watched(informer, end, loop);
    }

    private sealed record Watched(IInformer Informer, CancellationTokenSource End, Task Loop)
    {
        public HashSet<string> Pods { get; } = new(StringComparer.Ordinal);
    }
}
