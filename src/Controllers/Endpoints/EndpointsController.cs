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
public sealed class EndpointsController(ApiClient client, Cache cache) : IReconciler
{
    // Upstream's limit; what is over it is cut and annotated, EndpointSlices have all.
    internal const int AddressesMax = 1000;
    private const string OverCapacity = "endpoints.kubernetes.io/over-capacity";
    private const string ManagedByLabel = "endpoints.kubernetes.io/managed-by";

    public static ControllerSpec Spec => ControllerSpec.For<Service>("endpoints-controller")
        .Watches<Pod>(EndpointSliceController.ServicesOf)
        .Watches<CoreEndpoints>(static endpoints => [ObjectKey.Of(endpoints)]);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        CoreEndpoints? existing = cache.Get<CoreEndpoints>(key);
        if (cache.Get<Service>(key) is not { } service)
        {
            return existing is null || !existing.Metadata.Labels.ContainsKey(ManagedByLabel)
                ? Result.Done
                : Result.From(await client.DeleteAsync<CoreEndpoints>(key, null, cancellationToken));
        }
        if (service.Spec.Selector.Count == 0 || service.Spec.Type == "ExternalName")
            return Result.Done;

        CoreEndpoints wanted = PlanFor(
            service, ServiceEndpoint.PodsOf(service, cache.List<Pod>(key.Namespace)), existing);
        if (existing is null)
        {
            ApiError? error = (await client.CreateAsync(wanted, cancellationToken)).Error;
            return error is null or { IsNamespaceTerminating: true } ? Result.Done : Result.Retry(error);
        }
        return wanted.Equals(existing)
            ? Result.Done
            : Result.From((await client.UpdateAsync(wanted, cancellationToken)).Error);
    }

    /// <summary>
    /// The Endpoints object for a Service's Pods: one subset for each set of ports, addresses in order.
    /// </summary>
    internal static CoreEndpoints PlanFor(Service service, IEnumerable<Pod> pods, CoreEndpoints? existing)
    {
        SortedDictionary<string, (IReadOnlyList<ResolvedPort> Ports, List<EndpointAddress> Ready,
            List<EndpointAddress> Not)>
            subsets = new(StringComparer.Ordinal);
        int count = 0;
        foreach (Pod pod in pods.OrderBy(static pod => pod.Metadata.Name, StringComparer.Ordinal))
        {
            if (pod.Metadata.DeletionTimestamp is not null && !service.Spec.PublishNotReadyAddresses)
                continue;
            if (++count > AddressesMax)
                break;
            IReadOnlyList<ResolvedPort> ports = ServiceEndpoint.PortsOf(service, pod);
            if (ports.Count == 0 && service.Spec.Ports.Count > 0)
                continue;
            string key = string.Join(",", ports);
            if (!subsets.TryGetValue(key, out var subset))
                subsets[key] = subset = (ports, [], []);
            bool ready = service.Spec.PublishNotReadyAddresses || PodState.IsReady(pod);
            (ready ? subset.Ready : subset.Not).Add(AddressOf(service, pod));
        }

        Dictionary<string, string> labels = new(service.Metadata.Labels) { [ManagedByLabel] = "endpoint-controller" };
        if (service.Spec.ClusterIP == "None")
            labels["service.kubernetes.io/headless"] = "";
        Dictionary<string, string> annotations = new(existing?.Metadata.Annotations ?? ObjectMeta.Empty.Annotations);
        if (count > AddressesMax)
            annotations[OverCapacity] = "truncated";
        else
            annotations.Remove(OverCapacity);
        CoreEndpoints start = existing ?? new CoreEndpoints
        {
            Metadata = ObjectMeta.Empty with { Name = service.Metadata.Name, Namespace = service.Metadata.Namespace },
        };
        return start with
        {
            Metadata = start.Metadata with { Labels = labels, Annotations = annotations },
            Subsets = [.. subsets.Values.Select(static subset => EndpointSubset.Empty with
            {
                Addresses = subset.Ready,
                NotReadyAddresses = subset.Not,
                Ports = [.. subset.Ports.Select(static port => EndpointPort.Empty with
                {
                    Name = port.Name, Port = port.Number ?? 0, Protocol = port.Protocol, AppProtocol = port.AppProtocol,
                })],
            })],
        };
    }

    private static EndpointAddress AddressOf(Service service, Pod pod) => EndpointAddress.Empty with
    {
        Ip = pod.Status.PodIP,
        Hostname = pod.Spec.Hostname.Length > 0 && pod.Spec.Subdomain == service.Metadata.Name ? pod.Spec.Hostname : "",
        NodeName = pod.Spec.NodeName.Length > 0 ? pod.Spec.NodeName : null,
        TargetRef = ObjectReference.Empty with
        {
            Kind = "Pod", Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid,
        },
    };
}
