using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>
/// Keeps the EndpointSlices of every Service with a selector; the decisions are in <see cref="SlicePlan"/>.
/// </summary>
public sealed class EndpointSliceController(ApiClient client, Cache cache) : IReconciler
{
    private const string ByService = "service";

    public static ControllerSpec Spec => ControllerSpec.For<Service>("endpointslice-controller")
        .Watches<Pod>(ServicesOf)
        .Watches<EndpointSlice>(static slice =>
            slice.Metadata.Labels.GetValueOrDefault(SlicePlan.ManagedByLabel) == SlicePlan.ManagedBy
            && slice.Metadata.Labels.TryGetValue(SlicePlan.ServiceLabel, out string? name)
                ? [new ObjectKey(slice.Metadata.Namespace, name)] : [])
        .Reads<Node>();

    /// <summary>The index that finds a Service's slices without reading all.</summary>
    public static void AddIndex(Cache cache) => cache.Informer<EndpointSlice>().AddIndex(ByService, static slice =>
        slice.Metadata.Labels.TryGetValue(SlicePlan.ServiceLabel, out string? name)
            ? [$"{slice.Metadata.Namespace}/{name}"] : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Service>(key) is not { } service)
            return Result.Done; // Deleted. The slices have an owner and go with it.
        if (service.Spec.Selector.Count == 0 || service.Spec.Type == "ExternalName")
            return Result.Done; // Somebody else says what is behind it.

        List<EndpointSlice> existing = [.. cache.Informer<EndpointSlice>().ByIndex(ByService, key.ToString()).Where(
            static slice => slice.Metadata.Labels.GetValueOrDefault(SlicePlan.ManagedByLabel) == SlicePlan.ManagedBy
                && slice.Metadata.DeletionTimestamp is null)];
        SlicePlan plan = SlicePlan.For(
            service, ServiceEndpoint.PodsOf(service, cache.List<Pod>(key.Namespace)), existing,
            name => cache.Get<Node>(new("", name)));

        ApiError? error = null;
        foreach (EndpointSlice slice in plan.Create)
            error ??= (await client.CreateAsync(slice, cancellationToken)).Error;
        if (SlicePlan.Placeholder(service, existing, plan) is { } placeholder)
            error ??= (await client.CreateAsync(placeholder, cancellationToken)).Error;
        foreach (EndpointSlice slice in plan.Update)
            error ??= (await client.UpdateAsync(slice, cancellationToken)).Error;
        foreach (EndpointSlice slice in plan.Delete)
        {
            DeleteOptions options = new() { Preconditions = Preconditions.Empty with { Uid = slice.Metadata.Uid } };
            error ??= await client.DeleteAsync<EndpointSlice>(ObjectKey.Of(slice), options, cancellationToken);
        }
        return error is null or { IsNamespaceTerminating: true } ? Result.Done : Result.Retry(error);
    }

    /// <summary>The Services whose selector matches a Pod.</summary>
    internal static IEnumerable<ObjectKey> ServicesOf(Cache cache, Pod pod)
    {
        foreach (Service service in cache.List<Service>(pod.Metadata.Namespace))
        {
            if (Selection.Matches(service.Spec.Selector, pod.Metadata.Labels))
                yield return ObjectKey.Of(service);
        }
    }
}
