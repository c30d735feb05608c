using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Workloads;
using EndpointPort = Kubesharp.Api.Discovery.EndpointPort;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>
/// Which slices a Service should have: as few writes as possible away from those that exist. Slices that are right
/// stay,
/// changed ones are updated in place, new endpoints fill free room, and only then come new slices. Pure.
/// </summary>
internal sealed record SlicePlan(
    IReadOnlyList<EndpointSlice> Create, IReadOnlyList<EndpointSlice> Update, IReadOnlyList<EndpointSlice> Delete)
{
    public const string ServiceLabel = "kubernetes.io/service-name";
    public const string ManagedByLabel = "endpointslice.kubernetes.io/managed-by";
    public const string ManagedBy = "endpointslice-controller.k8s.io";
    private const string HeadlessLabel = "service.kubernetes.io/headless";

    // Upstream's default: larger slices make each change of one endpoint more expensive for every proxy.
    internal const int EndpointsMax = 100;

    public static SlicePlan For(
        Service service, IEnumerable<Pod> pods, IReadOnlyList<EndpointSlice> existing, Func<string, Node?> nodeOf)
    {
        Dictionary<string, (string Family, IReadOnlyList<ResolvedPort> Ports, List<Endpoint> Endpoints)> groups =
            new(StringComparer.Ordinal);
        List<Pod> members = [.. pods];
        foreach (string family in FamiliesOf(service))
        {
            foreach (Pod pod in members)
            {
                IReadOnlyList<string> addresses = ServiceEndpoint.AddressesOf(pod, family);
                if (addresses.Count == 0)
                    continue;
                IReadOnlyList<ResolvedPort> ports = ServiceEndpoint.PortsOf(service, pod);
                string key = KeyOf(family, ports);
                if (!groups.TryGetValue(key, out var group))
                    groups[key] = group = (family, ports, []);
                group.Endpoints.Add(EndpointOf(service, pod, addresses, nodeOf));
            }
        }

        List<EndpointSlice> create = [], update = [], delete = [];
        HashSet<EndpointSlice> placed = [];
        foreach ((string key, (string family, IReadOnlyList<ResolvedPort> ports, List<Endpoint> endpoints)) in groups)
        {
            List<EndpointSlice> slices = [.. existing.Where(slice => KeyOf(slice) == key)];
            placed.UnionWith(slices);
            Fill(service, family, ports, endpoints, slices, create, update, delete);
        }
        foreach (EndpointSlice slice in existing)
        {
            if (!placed.Contains(slice))
                delete.Add(slice);
        }
        KeepOne(service, create, update, delete);
        return new SlicePlan(create, update, delete);
    }

    private static void Fill(
        Service service, string family, IReadOnlyList<ResolvedPort> ports, List<Endpoint> endpoints,
        List<EndpointSlice> slices, List<EndpointSlice> create, List<EndpointSlice> update, List<EndpointSlice> delete)
    {
        Dictionary<string, Endpoint> pending = new(StringComparer.Ordinal);
        foreach (Endpoint endpoint in endpoints)
            pending[endpoint.Addresses[0]] = endpoint;

        List<(EndpointSlice Slice, List<Endpoint> Kept)> kept = [];
        foreach (EndpointSlice slice in slices)
        {
            List<Endpoint> stays = [];
            foreach (Endpoint endpoint in slice.Endpoints)
            {
                if (endpoint.Addresses.Count > 0 && pending.Remove(endpoint.Addresses[0], out Endpoint? wanted))
                    stays.Add(wanted);
            }
            kept.Add((slice, stays));
        }
        Queue<Endpoint> rest = new(pending.Values);
        foreach ((EndpointSlice slice, List<Endpoint> stays) in kept)
        {
            while (rest.Count > 0 && stays.Count < EndpointsMax)
                stays.Add(rest.Dequeue());
            if (stays.Count == 0)
            {
                delete.Add(slice);
                continue;
            }
            EndpointSlice wanted = Labelled(service, slice) with { Endpoints = stays };
            if (!wanted.Equals(slice))
                update.Add(wanted);
        }
        while (rest.Count > 0)
        {
            List<Endpoint> chunk = [];
            while (rest.Count > 0 && chunk.Count < EndpointsMax)
                chunk.Add(rest.Dequeue());
            create.Add(NewSlice(service, family, ports) with { Endpoints = chunk });
        }
    }

    // A Service without endpoints still has one empty slice: that tells consumers that it was looked at.
    private static void KeepOne(
        Service service, List<EndpointSlice> create, List<EndpointSlice> update, List<EndpointSlice> delete)
    {
        foreach (string family in FamiliesOf(service))
        {
            if (create.Exists(slice => slice.AddressType == family) || update.Exists(slice =>
                slice.AddressType == family))
                continue;
            int index = delete.FindIndex(slice => slice.AddressType == family);
            if (index >= 0 && delete.Count(slice => slice.AddressType == family) > 0)
            {
                EndpointSlice spared = delete[index];
                delete.RemoveAt(index);
                EndpointSlice emptied = Labelled(service, spared) with { Endpoints = [], Ports = [] };
                if (!emptied.Equals(spared))
                    update.Add(emptied);
            }
        }
    }

    /// <summary>The slice that stands for "nothing behind it yet"; null when slices exist.</summary>
    public static EndpointSlice? Placeholder(Service service, IReadOnlyList<EndpointSlice> existing, SlicePlan plan) =>
        existing.Count == 0 && plan.Create.Count == 0
            ? NewSlice(service, FamiliesOf(service)[0], [])
            : null;

    private static IReadOnlyList<string> FamiliesOf(Service service) =>
        service.Spec.IpFamilies.Count > 0 ? service.Spec.IpFamilies : ["IPv4"];

    private static EndpointSlice NewSlice(Service service, string family, IReadOnlyList<ResolvedPort> ports) =>
        Labelled(service, new EndpointSlice
        {
            Metadata = ObjectMeta.Empty with
            {
                GenerateName = service.Metadata.Name + "-",
                Namespace = service.Metadata.Namespace,
                OwnerReferences = [Ownership.ReferenceTo(service)],
            },
            AddressType = family,
            Ports = [.. ports.Select(static port => EndpointPort.Empty with
            {
                Name = port.Name, Protocol = port.Protocol, Port = port.Number, AppProtocol = port.AppProtocol,
            })],
        });

    private static EndpointSlice Labelled(Service service, EndpointSlice slice)
    {
        Dictionary<string, string> labels = new(service.Metadata.Labels)
        {
            [ServiceLabel] = service.Metadata.Name,
            [ManagedByLabel] = ManagedBy,
        };
        if (service.Spec.ClusterIP == "None")
            labels[HeadlessLabel] = "";
        return slice with { Metadata = slice.Metadata with { Labels = labels } };
    }

    private static Endpoint EndpointOf(
        Service service, Pod pod, IReadOnlyList<string> addresses, Func<string, Node?> nodeOf)
    {
        bool ready = PodState.IsReady(pod);
        bool terminating = pod.Metadata.DeletionTimestamp is not null;
        bool always = service.Spec.PublishNotReadyAddresses;
        string? zone = pod.Spec.NodeName.Length == 0
            ? null : nodeOf(pod.Spec.NodeName)?.Metadata.Labels.GetValueOrDefault("topology.kubernetes.io/zone");
        bool named = pod.Spec.Hostname.Length > 0 && pod.Spec.Subdomain == service.Metadata.Name;
        return Endpoint.Empty with
        {
            Addresses = addresses,
            Conditions = EndpointConditions.Empty with
            {
                Ready = always || (ready && !terminating),
                Serving = ready,
                Terminating = terminating,
            },
            Hostname = named ? pod.Spec.Hostname : null,
            NodeName = pod.Spec.NodeName.Length > 0 ? pod.Spec.NodeName : null,
            Zone = zone,
            TargetRef = ObjectReference.Empty with
            {
                Kind = "Pod",
                Namespace = pod.Metadata.Namespace,
                Name = pod.Metadata.Name,
                Uid = pod.Metadata.Uid,
            },
        };
    }

    private static string KeyOf(EndpointSlice slice) => KeyOf(slice.AddressType, [.. slice.Ports.Select(
        static port => new ResolvedPort(port.Name ?? "", port.Protocol ?? "TCP", port.Port, port.AppProtocol))]);

    private static string KeyOf(string family, IReadOnlyList<ResolvedPort> ports)
    {
        StringBuilder key = new(family);
        foreach (ResolvedPort port in ports)
            key.Append('|').Append(port.Name).Append('/').Append(port.Protocol).Append('/').Append(port.Number)
                .Append('/').Append(port.AppProtocol);
        return key.ToString();
    }
}
