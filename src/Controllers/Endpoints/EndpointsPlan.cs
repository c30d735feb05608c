using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.EndpointSlices;
using Kubesharp.Controllers.Workloads;
using CoreEndpoints = Kubesharp.Api.Core.Endpoints;

namespace Kubesharp.Controllers.Endpoints;

/// <summary>
/// The Endpoints object of a Service: one subset for each set of ports, in the Service's first family. Pure.
/// </summary>
internal static class EndpointsPlan
{
    // Upstream's limit; what is over it is cut and annotated, EndpointSlices have all.
    internal const int AddressesMax = 1000;
    public const string ManagedByLabel = "endpoints.kubernetes.io/managed-by";
    private const string OverCapacity = "endpoints.kubernetes.io/over-capacity";
    private const string HeadlessLabel = "service.kubernetes.io/headless";

    public static CoreEndpoints For(Service service, IEnumerable<Pod> pods, CoreEndpoints? existing)
    {
        List<Subset> subsets = SubsetsOf(service, pods);
        bool isCut = Truncate(subsets);
        Dictionary<string, string> labels = new(service.Metadata.Labels) { [ManagedByLabel] = "endpoint-controller" };
        if (service.Spec.ClusterIP is "None" or "")
            labels[HeadlessLabel] = "";
        else
            labels.Remove(HeadlessLabel);
        Dictionary<string, string> annotations = new(existing?.Metadata.Annotations ?? ObjectMeta.Empty.Annotations);
        if (isCut)
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
            Subsets = [.. subsets.Select(static subset => EndpointSubset.Empty with
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

    private static List<Subset> SubsetsOf(Service service, IEnumerable<Pod> pods)
    {
        SortedDictionary<string, Subset> subsets = new(StringComparer.Ordinal);
        string family = service.Spec.IpFamilies.Count > 0 ? service.Spec.IpFamilies[0]
            : service.Spec.ClusterIP is "None" or "" ? ""
            : ServiceEndpoint.FamilyOf(service.Spec.ClusterIP);
        foreach (Pod pod in pods.OrderBy(static pod => pod.Metadata.Name, StringComparer.Ordinal))
        {
            if (pod.Metadata.DeletionTimestamp is not null && !service.Spec.PublishNotReadyAddresses)
                continue;
            string? address = family.Length == 0
                ? pod.Status.PodIP : ServiceEndpoint.AddressesOf(pod, family).FirstOrDefault();
            if (address is null)
                continue; // Its node gives no addresses of that family.
            IReadOnlyList<ResolvedPort> ports = ServiceEndpoint.PortsOf(service, pod);
            if (ports.Count == 0 && service.Spec.Ports.Count > 0)
                continue;
            string key = string.Join(",", ports);
            if (!subsets.TryGetValue(key, out Subset? subset))
                subsets[key] = subset = new(ports);
            bool ready = service.Spec.PublishNotReadyAddresses || PodState.IsReady(pod);
            (ready ? subset.Ready : subset.Not).Add(AddressOf(service, pod, address));
        }
        return [.. subsets.Values];
    }

    /// <summary>
    /// Cuts to the limit: each subset keeps its part, and those that are not ready go before any that is.
    /// </summary>
    private static bool Truncate(List<Subset> subsets)
    {
        int ready = subsets.Sum(static subset => subset.Ready.Count);
        int not = subsets.Sum(static subset => subset.Not.Count);
        if (ready + not <= AddressesMax)
            return false;
        bool cutsReady = ready > AddressesMax;
        int room = cutsReady ? AddressesMax : AddressesMax - ready;
        int total = cutsReady ? ready : not;
        int rest = room;
        foreach (Subset subset in subsets)
        {
            List<EndpointAddress> cut = cutsReady ? subset.Ready : subset.Not;
            int share = Math.Min(rest, (int)Math.Ceiling((double)cut.Count / total * room));
            if (cut.Count > share)
                cut.RemoveRange(share, cut.Count - share);
            rest -= cut.Count;
            if (cutsReady)
                subset.Not.Clear();
        }
        subsets.RemoveAll(static subset => subset.Ready.Count + subset.Not.Count == 0);
        return true;
    }

    private static EndpointAddress AddressOf(Service service, Pod pod, string address) => EndpointAddress.Empty with
    {
        Ip = address,
        Hostname = pod.Spec.Hostname.Length > 0 && pod.Spec.Subdomain == service.Metadata.Name ? pod.Spec.Hostname : "",
        NodeName = pod.Spec.NodeName.Length > 0 ? pod.Spec.NodeName : null,
        TargetRef = ObjectReference.Empty with
        {
            Kind = "Pod", Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid,
        },
    };

    private sealed record Subset(IReadOnlyList<ResolvedPort> Ports)
    {
        public List<EndpointAddress> Ready { get; } = [];
        public List<EndpointAddress> Not { get; } = [];
    }
}
