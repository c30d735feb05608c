using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Client.Informers;

namespace Kubesharp.Client.Reconciling;

/// <summary>What a controller is called and which changes wake which keys.</summary>
public sealed class ControllerSpec
{
    private readonly List<Action<Cache, WorkQueue<ObjectKey>>> wirings = [];

    private ControllerSpec(string name) => Name = name;

    /// <summary>Upstream's name: <c>deployment-controller</c>.</summary>
    public string Name { get; }

    /// <summary>How many keys are worked on side by side. Defaults to 5, as upstream's workers.</summary>
    public int Workers { get; private set; } = 5;

    /// <summary>A controller that nothing wakes yet: what does is added.</summary>
    public static ControllerSpec Named(string name) => new(name);

    /// <summary>Wakes the key of every T that changes.</summary>
    public static ControllerSpec For<T>(string name)
        where T : ApiObject
    {
        ControllerSpec spec = new(name);
        return spec.Watches<T>(static value => [ObjectKey.Of(value)]);
    }

    /// <summary>Wakes the key of a T by what has changed; null before it was added, null after it has gone.</summary>
    public static ControllerSpec ForChanged<T>(string name, Func<T?, T?, bool> matters)
        where T : ApiObject => new ControllerSpec(name).WatchesChanges<T>((_, before, after) =>
            matters(before, after) ? [ObjectKey.Of((after ?? before)!)] : []);

    /// <summary>
    /// Wakes the controlling owner when an owned object changes; the owner's kind is given by TOwner.
    /// </summary>
    public ControllerSpec Owns<TOwner, T>()
        where TOwner : ApiObject
        where T : ApiObject
    {
        string kind = ResourceRegistry.Of<TOwner>().Kind;
        return Watches<T>(value =>
        {
            foreach (OwnerReference owner in value.Metadata.OwnerReferences)
            {
                if (owner.Controller == true && owner.Kind == kind)
                    return [new ObjectKey(value.Metadata.Namespace, owner.Name)];
            }
            return [];
        });
    }

    /// <summary>Wakes the keys that the function names, for the state before and after a change of a T.</summary>
    public ControllerSpec Watches<T>(Func<T, IEnumerable<ObjectKey>> keysOf)
        where T : ApiObject
    {
        wirings.Add((cache, queue) => cache.Informer<T>().AddHandler((before, after) =>
        {
            if (before is not null)
                AddAll(queue, keysOf(before));
            if (after is not null)
                AddAll(queue, keysOf(after));
        }));
        return this;
    }

    /// <summary>Wakes keys with the cache at hand: a Pod change wakes the Services that select it.</summary>
    public ControllerSpec Watches<T>(Func<Cache, T, IEnumerable<ObjectKey>> keysOf)
        where T : ApiObject
    {
        wirings.Add((cache, queue) => cache.Informer<T>().AddHandler((before, after) =>
        {
            if (before is not null)
                AddAll(queue, keysOf(cache, before));
            if (after is not null)
                AddAll(queue, keysOf(cache, after));
        }));
        return this;
    }

    /// <summary>Wakes keys by what has changed; null before it was added, null after it has gone.</summary>
    public ControllerSpec WatchesChanges<T>(Func<Cache, T?, T?, IEnumerable<ObjectKey>> keysOf)
        where T : ApiObject
    {
        wirings.Add((cache, queue) => cache.Informer<T>().AddHandler((before, after) =>
            AddAll(queue, keysOf(cache, before, after))));
        return this;
    }

    /// <summary>Keeps T in the cache without waking anything.</summary>
    public ControllerSpec Reads<T>()
        where T : ApiObject
    {
        wirings.Add(static (cache, _) => cache.Informer<T>());
        return this;
    }

    public ControllerSpec WithWorkers(int workers)
    {
        Workers = workers;
        return this;
    }

    internal void Wire(Cache cache, WorkQueue<ObjectKey> queue)
    {
        foreach (Action<Cache, WorkQueue<ObjectKey>> wiring in wirings)
            wiring(cache, queue);
    }

    private static void AddAll(WorkQueue<ObjectKey> queue, IEnumerable<ObjectKey> keys)
    {
        foreach (ObjectKey key in keys)
            queue.Add(key);
    }
}
