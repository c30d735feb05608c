using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.EndpointSlices;
using CoreEndpoints = Kubesharp.Api.Core.Endpoints;

namespace Kubesharp.Controllers.EndpointSliceMirroring;

/// <summary>
/// Mirrors Endpoints that somebody keeps by hand, for a Service without a selector, into EndpointSlices: proxies and
/// DNS read slices only. What the slices say is <see cref="MirrorPlan"/>.
/// </summary>
/// <param name="endpointsMax">Addresses of one subset that are mirrored.</param>
public sealed class EndpointSliceMirroringController(
    ApiClient client, Cache cache, EventRecorder events, ControllerMetrics metrics, int endpointsMax) : IReconciler
{
    private readonly MetricFamily changes = metrics.Counter(
        "endpoint_slice_mirroring_controller_changes", "Number of EndpointSlice changes");

    public static ControllerSpec Spec => ControllerSpec
        .For<CoreEndpoints>("endpointslice-mirroring-controller")
        .Watches<Service>(static service => [ObjectKey.Of(service)])
        .Watches<EndpointSlice>(static slice =>
            slice.Metadata.Labels.GetValueOrDefault(SlicePlan.ManagedByLabel) == MirrorPlan.ManagedBy
            && slice.Metadata.Labels.TryGetValue(SlicePlan.ServiceLabel, out string? name)
                ? [new ObjectKey(slice.Metadata.Namespace, name)] : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        List<EndpointSlice> existing = [.. EndpointSliceController.Of(cache, key, MirrorPlan.ManagedBy)];
        // With a selector the slices are another controller's; without a Service nobody asks for them.
        if (cache.Get<CoreEndpoints>(key) is not { } endpoints || !MirrorPlan.IsMirrored(endpoints)
            || cache.Get<Service>(key) is not { Spec.Selector.Count: 0 })
            return Result.From(await DeleteAsync(existing, cancellationToken));

        MirrorPlan plan = MirrorPlan.For(endpoints, existing, endpointsMax);
        if (plan.Invalid > 0)
        {
            await events.RecordAsync(endpoints, "Warning", "InvalidIPAddress", string.Create(
                CultureInfo.InvariantCulture,
                $"Skipped {plan.Invalid} invalid IP addresses when mirroring to EndpointSlices"), cancellationToken);
        }
        if (plan.Skipped > plan.Invalid)
        {
            await events.RecordAsync(endpoints, "Warning", "TooManyAddressesToMirror", string.Create(
                CultureInfo.InvariantCulture,
                $"A max of {endpointsMax} addresses can be mirrored to EndpointSlices per Endpoints subset. ")
                + string.Create(CultureInfo.InvariantCulture, $"{plan.Skipped} addresses were skipped"),
                cancellationToken);
        }
        ApiError? error = await ApplyAsync(endpoints, plan, cancellationToken);
        return error is null or { IsNamespaceTerminating: true } ? Result.Done : Result.Retry(error);
    }

    private async Task<ApiError?> ApplyAsync(
        CoreEndpoints endpoints, MirrorPlan plan, CancellationToken cancellationToken)
    {
        ApiError? error = null;
        foreach (EndpointSlice slice in endpoints.Metadata.DeletionTimestamp is null ? plan.Create : [])
        {
            error ??= (await client.CreateAsync(slice, cancellationToken)).Error;
            changes.Add(1, "operation", "create");
        }
        foreach (EndpointSlice slice in plan.Update)
        {
            error ??= (await client.UpdateAsync(slice, cancellationToken)).Error;
            changes.Add(1, "operation", "update");
        }
        return error ?? await DeleteAsync(plan.Delete, cancellationToken);
    }

    private async Task<ApiError?> DeleteAsync(IReadOnlyList<EndpointSlice> slices, CancellationToken cancellationToken)
    {
        ApiError? error = null;
        foreach (EndpointSlice slice in slices)
        {
            DeleteOptions options = new() { Preconditions = Preconditions.Empty with { Uid = slice.Metadata.Uid } };
            error ??= await client.DeleteAsync<EndpointSlice>(ObjectKey.Of(slice), options, cancellationToken);
            changes.Add(1, "operation", "delete");
        }
        return error;
    }
}
