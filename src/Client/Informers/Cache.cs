using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;

namespace Kubesharp.Client.Informers;

/// <summary>
/// The informers of one component, one for each kind, started together. Kinds are asked for (<see cref="Informer{T}"/>)
/// before <see cref="Start"/>; one that is asked for later is started at once.
/// </summary>
public sealed class Cache(ITransport transport, TimeProvider time)
{
    /// <summary>The index of every informer here: objects by the uid of the owner that controls them.</summary>
    public const string ByControllerUid = "controller-uid";

    private readonly Lock gate = new();
    private readonly Dictionary<Type, IInformer> informers = [];
    private readonly List<Task> loops = [];
    private CancellationToken? running;

    public Informer<T> Informer<T>()
        where T : ApiObject
    {
        lock (gate)
        {
            if (informers.TryGetValue(typeof(T), out IInformer? known))
                return (Informer<T>)known;
        }
        return Informer<T>(InformerOptions.All);
    }

    /// <summary>The informer of a kind with its own selection; the first caller's options hold for all.</summary>
    public Informer<T> Informer<T>(InformerOptions options)
        where T : ApiObject
    {
        lock (gate)
        {
            if (informers.TryGetValue(typeof(T), out IInformer? known))
                return (Informer<T>)known;
            Informer<T> informer = new(transport, time, options);
            informer.AddIndex(ByControllerUid, static value => ControllerUids(value));
            informers[typeof(T)] = informer;
            if (running is { } token)
                loops.Add(StartLoop(informer, token));
            return informer;
        }
    }

    public T? Get<T>(ObjectKey key)
        where T : ApiObject => Informer<T>().Get(key);

    /// <param name="namespaceName">Empty: all.</param>
    public IReadOnlyList<T> List<T>(string namespaceName = "")
        where T : ApiObject => Informer<T>().List(namespaceName);

    /// <summary>The objects whose controlling owner has this uid.</summary>
    public IReadOnlyList<T> ControlledBy<T>(string uid)
        where T : ApiObject => Informer<T>().ByIndex(ByControllerUid, uid);

    public IInformer? Find(Type type)
    {
        lock (gate)
            return informers.GetValueOrDefault(type);
    }

    /// <summary>Starts every informer. They stop with the token.</summary>
    public void Start(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            running = cancellationToken;
            foreach (IInformer informer in informers.Values)
                loops.Add(StartLoop(informer, cancellationToken));
        }
    }

    /// <summary>Completes when every informer that exists now has its first list.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken)
    {
        Task[] pending;
        lock (gate)
            pending = [.. informers.Values.Select(static informer => informer.Synced)];
        return Task.WhenAll(pending).WaitAsync(cancellationToken);
    }

    private Task StartLoop(IInformer informer, CancellationToken cancellationToken) =>
        Loop.Run($"informer/{informer.Type.Name}", time, informer.RunAsync, cancellationToken);

    private static IEnumerable<string> ControllerUids(ApiObject value)
    {
        foreach (OwnerReference owner in value.Metadata.OwnerReferences)
        {
            if (owner.Controller == true)
                yield return owner.Uid;
        }
    }
}
