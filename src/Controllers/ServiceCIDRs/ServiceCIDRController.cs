using Kubesharp.Api;
using Kubesharp.Api.Networking;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using AddressObject = Kubesharp.Api.Networking.IPAddress;

namespace Kubesharp.Controllers.ServiceCIDRs;

/// <summary>
/// Lets the allocators use a ServiceCIDR, and holds one that is deleted back until no address depends on it. What that
/// means is <see cref="ServiceCIDRPlan"/>.
/// </summary>
public sealed class ServiceCIDRController(ApiClient client, Cache cache, EventRecorder events, TimeProvider time)
    : IReconciler
{
    private static readonly string Protect =
        $$$"""{"metadata":{"finalizers":["{{{ServiceCIDRPlan.Finalizer}}}"]}}""";
    private static readonly string Release =
        $$$"""{"metadata":{"$deleteFromPrimitiveList/finalizers":["{{{ServiceCIDRPlan.Finalizer}}}"]}}""";

    public static ControllerSpec Spec => ControllerSpec.For<ServiceCIDR>("service-cidr-controller")
        // Another one may cover what this one leaves.
        .WatchesChanges<ServiceCIDR>(static (cache, before, after) => Deleted(cache))
        .WatchesChanges<AddressObject>(static (cache, before, after) => after is null ? Deleted(cache) : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<ServiceCIDR>(key) is not { } network)
            return Result.Done;
        if (network.Metadata.DeletionTimestamp is { } deleted)
            return await EndAsync(network, deleted.Value, cancellationToken);
        if (!network.Metadata.Finalizers.Contains(ServiceCIDRPlan.Finalizer))
        {
            ApiResult<ServiceCIDR> guarded = await client.PatchAsync<ServiceCIDR>(
                key, PatchType.Strategic, Protect, cancellationToken);
            if (guarded.Value is not { } patched)
                return guarded.Error is { IsNotFound: true } ? Result.Done : Result.Retry(guarded.Error!);
            network = patched;
        }
        ApiError? error = await WriteAsync(
            network, ServiceCIDRPlan.MarkedReady(network, time.GetUtcNow()), cancellationToken);
        if (error is null)
            return Result.Done;
        await events.RecordAsync(network, "Warning", "KubernetesServiceCIDRError",
            "The ServiceCIDR Status can not be set to Ready=True", cancellationToken);
        return Result.Retry(error);
    }

    private async Task<Result> EndAsync(
        ServiceCIDR network, DateTimeOffset deleted, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!ServiceCIDRPlan.MayGo(network, cache.List<ServiceCIDR>(), cache.List<AddressObject>()))
        {
            return Result.From(await WriteAsync(
                network, ServiceCIDRPlan.MarkedTerminating(network, now), cancellationToken));
        }
        TimeSpan rest = deleted + ServiceCIDRPlan.DeletionGrace - now;
        if (rest > TimeSpan.Zero)
            return Result.After(rest);
        if (!network.Metadata.Finalizers.Contains(ServiceCIDRPlan.Finalizer))
            return Result.Done;
        ApiResult<ServiceCIDR> released = await client.PatchAsync<ServiceCIDR>(
            ObjectKey.Of(network), PatchType.Strategic, Release, cancellationToken);
        return released.Error is { IsNotFound: false } error ? Result.Retry(error) : Result.Done;
    }

    private async Task<ApiError?> WriteAsync(
        ServiceCIDR network, ServiceCIDRStatus status, CancellationToken cancellationToken)
    {
        if (status.Equals(network.Status))
            return null;
        ApiResult<ServiceCIDR> written = await client.UpdateStatusAsync(
            network with { Status = status }, cancellationToken);
        return written.Error is { IsNotFound: false } error ? error : null;
    }

    private static IEnumerable<ObjectKey> Deleted(Cache cache) => cache.List<ServiceCIDR>()
        .Where(static network => network.Metadata.DeletionTimestamp is not null)
        .Select(static network => ObjectKey.Of(network));
}
