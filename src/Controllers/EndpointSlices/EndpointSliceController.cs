using System.Collections.Concurrent;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Nodes;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>
/// Keeps the EndpointSlices of every Service with a selector; the decisions are in <see cref="SlicePlan"/>.
/// </summary>
public sealed class EndpointSliceController(
    ApiClient client, Cache cache, EventRecorder events, ControllerMetrics metrics, int endpointsMax) : IReconciler
{
    private const string ByService = "service";

    private readonly SliceMetrics counts = new(metrics);
    private readonly TriggerTimes triggers = new();
    // Whose hints go by zones, by family: a change of that is told once.
    private readonly ConcurrentDictionary<ObjectKey, IReadOnlySet<string>> hinted = [];

    public static ControllerSpec Spec => ControllerSpec.For<Service>("endpointslice-controller")
        .Watches<Pod>(ServicesOf)
        .Watches<EndpointSlice>(static slice =>
            slice.Metadata.Labels.GetValueOrDefault(SlicePlan.ManagedByLabel) == SlicePlan.ManagedBy
            && slice.Metadata.Labels.TryGetValue(SlicePlan.ServiceLabel, out string? name)
                ? [new ObjectKey(slice.Metadata.Namespace, name)] : [])
        .WatchesChanges<Node>(ServicesByNode);

    /// <summary>The index that finds a Service's slices without reading all.</summary>
    public static void AddIndex(Cache cache) => cache.Informer<EndpointSlice>().AddIndex(ByService, static slice =>
        slice.Metadata.Labels.TryGetValue(SlicePlan.ServiceLabel, out string? name)
            ? [$"{slice.Metadata.Namespace}/{name}"] : []);

    /// <summary>The slices of a Service that this manager keeps and that are not on their way out.</summary>
    internal static IEnumerable<EndpointSlice> Of(Cache cache, ObjectKey service, string manager) =>
        cache.Informer<EndpointSlice>().ByIndex(ByService, service.ToString()).Where(slice =>
            slice.Metadata.Labels.GetValueOrDefault(SlicePlan.ManagedByLabel) == manager
            && slice.Metadata.DeletionTimestamp is null);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Service>(key) is not { } service)
        {
            // Deleted. The slices have an owner and go with it.
            counts.Gone(key);
            triggers.Forget(key);
            hinted.TryRemove(key, out _);
            return Result.Done;
        }
        if (service.Spec.Selector.Count == 0 || service.Spec.Type == "ExternalName")
            return Result.Done; // Somebody else says what is behind it.

        List<Pod> pods = [.. ServiceEndpoint.PodsOf(service, cache.List<Pod>(key.Namespace))];
        DateTimeOffset? trigger = triggers.Next(service, pods);
        SlicePlan plan = SlicePlan.For(new(
            service, pods, [.. Of(cache, key, SlicePlan.ManagedBy)], name => cache.Get<Node>(new("", name)),
            () => ZoneShares.Of(cache.List<Node>()))
        {
            EndpointsMax = endpointsMax,
            Hinted = hinted.GetValueOrDefault(key) ?? new HashSet<string>(),
        });
        ApiError? error = await ApplyAsync(service, plan, trigger, cancellationToken);
        foreach (HintEvent happened in plan.Events)
            await events.RecordAsync(service, happened.Type, happened.Reason, happened.Message, cancellationToken);
        hinted[key] = plan.Hinted;
        counts.Synced(key, plan);
        counts.Ended(error is null);
        return error is null or { IsNamespaceTerminating: true } ? Result.Done : Result.Retry(error);
    }

    private async Task<ApiError?> ApplyAsync(
        Service service, SlicePlan plan, DateTimeOffset? trigger, CancellationToken cancellationToken)
    {
        ApiError? error = null;
        // Of a Service on its way out nothing new is made: it would outlive it.
        foreach (EndpointSlice slice in service.Metadata.DeletionTimestamp is null ? plan.Create : [])
        {
            error ??= (await client.CreateAsync(Triggered(slice, trigger), cancellationToken)).Error;
            counts.Wrote("create");
        }
        foreach (EndpointSlice slice in plan.Update)
        {
            error ??= (await client.UpdateAsync(Triggered(slice, trigger), cancellationToken)).Error;
            counts.Wrote("update");
        }
        foreach (EndpointSlice slice in plan.Delete)
        {
            DeleteOptions options = new() { Preconditions = Preconditions.Empty with { Uid = slice.Metadata.Uid } };
            error ??= await client.DeleteAsync<EndpointSlice>(ObjectKey.Of(slice), options, cancellationToken);
            counts.Wrote("delete");
        }
        return error;
    }

    private static EndpointSlice Triggered(EndpointSlice slice, DateTimeOffset? trigger) => slice with
    {
        Metadata = slice.Metadata with { Annotations = TriggerTimes.On(slice.Metadata.Annotations, trigger) },
    };

    /// <summary>The Services whose selector matches a Pod.</summary>
    internal static IEnumerable<ObjectKey> ServicesOf(Cache cache, Pod pod)
    {
        foreach (Service service in cache.List<Service>(pod.Metadata.Namespace))
        {
            if (Selection.Matches(service.Spec.Selector, pod.Metadata.Labels))
                yield return ObjectKey.Of(service);
        }
    }

    // The zone of a node is in its endpoints; what zones can bear decides about hints that go by it.
    private static IEnumerable<ObjectKey> ServicesByNode(Cache cache, Node? before, Node? after)
    {
        HashSet<ObjectKey> services = [];
        if (ZoneOf(before) != ZoneOf(after) || before is null || after is null)
        {
            foreach (Pod pod in PodsByNode.On(cache, (after ?? before)!.Metadata.Name))
                services.UnionWith(ServicesOf(cache, pod));
        }
        if (CapacityOf(before) != CapacityOf(after))
        {
            services.UnionWith(cache.List<Service>().Where(SliceHints.ByZones)
                .Select(static service => ObjectKey.Of(service)));
        }
        return services;
    }

    private static string ZoneOf(Node? node) =>
        node?.Metadata.Labels.GetValueOrDefault("topology.kubernetes.io/zone") ?? "";

    private static (string Zone, string Cpu, bool Ready) CapacityOf(Node? node) => node is null
        ? default
        : (ZoneOf(node),
            node.Status.Allocatable.TryGetValue("cpu", out Api.Quantity cpu) ? cpu.ToString() : "",
            node.Status.Conditions.Any(static one => one is { Type: "Ready", Status: "True" }));
}
