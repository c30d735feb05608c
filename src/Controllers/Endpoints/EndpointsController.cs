using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.EndpointSlices;
using Kubesharp.Controllers.Workloads;
using CoreEndpoints = Kubesharp.Api.Core.Endpoints;

namespace Kubesharp.Controllers.Endpoints;

/// <summary>
/// Keeps the older Endpoints object of each Service beside its slices, for clients that still read it.
/// </summary>
public sealed class EndpointsController(ApiClient client, Cache cache, EventRecorder events) : IReconciler
{
    private readonly TriggerTimes triggers = new();

    public static ControllerSpec Spec => ControllerSpec.For<Service>("endpoints-controller")
        .Watches<Pod>(EndpointSliceController.ServicesOf)
        .Watches<CoreEndpoints>(static endpoints => [ObjectKey.Of(endpoints)]);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        CoreEndpoints? existing = cache.Get<CoreEndpoints>(key);
        if (cache.Get<Service>(key) is not { } service)
        {
            triggers.Forget(key);
            return existing is null || !existing.Metadata.Labels.ContainsKey(EndpointsPlan.ManagedByLabel)
                ? Result.Done
                : Result.From(await client.DeleteAsync<CoreEndpoints>(key, null, cancellationToken));
        }
        if (service.Spec.Selector.Count == 0 || service.Spec.Type == "ExternalName")
            return Result.Done;

        List<Pod> pods = [.. ServiceEndpoint.PodsOf(service, cache.List<Pod>(key.Namespace))];
        DateTimeOffset? trigger = triggers.Next(service, pods);
        CoreEndpoints wanted = EndpointsPlan.For(service, pods, existing);
        if (existing is not null && wanted.Equals(existing))
            return Result.Done;
        wanted = wanted with
        {
            Metadata = wanted.Metadata with { Annotations = TriggerTimes.On(wanted.Metadata.Annotations, trigger) },
        };
        ApiError? error = existing is null
            ? (await client.CreateAsync(wanted, cancellationToken)).Error
            : (await client.UpdateAsync(wanted, cancellationToken)).Error;
        if (error is null or { IsNamespaceTerminating: true })
            return Result.Done;
        (string reason, string what) = existing is null
            ? ("FailedToCreateEndpoint", "create endpoint for service")
            : ("FailedToUpdateEndpoint", "update endpoint");
        await events.RecordAsync(
            wanted, "Warning", reason, $"Failed to {what} {key}: {error.Message}", cancellationToken);
        return Result.Retry(error);
    }
}
