using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Client.Informers;

namespace Kubesharp.Network.Services;

/// <summary>Keeps the current <see cref="ServiceMap"/> from the informers and tells when it has changed.</summary>
/// <remarks>
/// Invariant: <see cref="current"/> holds exactly the events told so far. The loops of two informers write, under the
/// lock; readers take the reference.
/// </remarks>
public sealed class ServiceTracker
{
    private readonly Lock gate = new();
    private readonly Task synced;
    private ServiceMap current = ServiceMap.Empty;
    private TaskCompletionSource change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServiceTracker(Cache cache)
    {
        Informer<Service> services = cache.Informer<Service>();
        Informer<EndpointSlice> slices = cache.Informer<EndpointSlice>();
        services.AddHandler((before, after) => Update(map => map.With(before, after)));
        slices.AddHandler((before, after) => Update(map => map.With(before, after)));
        synced = Task.WhenAll(services.Synced, slices.Synced);
    }

    /// <summary>
    /// Completes when both first lists are in the map: a proxy that starts earlier would cut Services off.
    /// </summary>
    public Task Synced => synced;

    /// <summary>The map, and the task that completes when there is a newer one.</summary>
    public (ServiceMap Map, Task NextChange) Current
    {
        get
        {
            lock (gate)
                return (current, change.Task);
        }
    }

    private void Update(Func<ServiceMap, ServiceMap> step)
    {
        TaskCompletionSource done;
        lock (gate)
        {
            current = step(current);
            done = change;
            change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        done.SetResult();
    }
}
