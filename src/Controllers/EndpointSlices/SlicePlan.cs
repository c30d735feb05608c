using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Workloads;
using EndpointPort = Kubesharp.Api.Discovery.EndpointPort;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>What a Service's slices are made from at one moment.</summary>
/// <param name="Existing">Those that the controller keeps for the Service, whoever it was that owned them.</param>
/// <param name="NodeOf">The node of that name; null when there is none.</param>
/// <param name="Zones">What share of the processors each zone has; only asked when hints go by it.</param>
internal sealed record SliceView(
    Service Service, IReadOnlyList<Pod> Pods, IReadOnlyList<EndpointSlice> Existing, Func<string, Node?> NodeOf,
    Func<ZoneShares> Zones)
{
    /// <summary>
    /// Endpoints in one slice; upstream's default, since each change sends the whole slice to everybody.
    /// </summary>
    public int EndpointsMax { get; init; } = 100;
    /// <summary>The families whose hints went by zones when the Service was last looked at.</summary>
    public IReadOnlySet<string> Hinted { get; init; } = new HashSet<string>();
}

/// <summary>
/// Which slices a Service should have, in as few writes as possible from those that it has. Pure.
/// </summary>
/// <param name="Events">About hints: type, reason, message.</param>
/// <param name="Hinted">The families whose hints go by zones now.</param>
internal sealed record SlicePlan(
    IReadOnlyList<EndpointSlice> Create, IReadOnlyList<EndpointSlice> Update, IReadOnlyList<EndpointSlice> Delete,
    IReadOnlyList<HintEvent> Events, IReadOnlySet<string> Hinted)
{
    public const string ServiceLabel = "kubernetes.io/service-name";
    public const string ManagedByLabel = "endpointslice.kubernetes.io/managed-by";
    public const string ManagedBy = "endpointslice-controller.k8s.io";
    private const string HeadlessLabel = "service.kubernetes.io/headless";
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <summary>Endpoints that were in no slice before, and those that are in none any more.</summary>
    public (int Added, int Removed) Changes { get; init; }
    /// <summary>Endpoints in all slices together, and how few slices could hold them.</summary>
    public (int Endpoints, int Slices, int Fewest) Size { get; init; }

    public static SlicePlan For(SliceView view)
    {
        IReadOnlyList<string> families = FamiliesOf(view.Service);
        List<EndpointSlice> create = [], update = [];
        List<EndpointSlice> delete = [.. view.Existing.Where(slice => !families.Contains(slice.AddressType))];
        List<HintEvent> events = [];
        HashSet<string> hinted = new(StringComparer.Ordinal);
        int added = 0, removed = 0, endpoints = 0, slices = 0, fewest = 0;
        foreach (string family in families)
        {
            List<EndpointSlice> existing = [.. view.Existing.Where(slice => slice.AddressType == family)];
            SliceChanges changes = ForFamily(view, family, existing);
            SliceHints.Apply(view, family, changes, events, hinted);
            Recycle(changes);
            create.AddRange(changes.Create);
            update.AddRange(changes.Update);
            delete.AddRange(changes.Delete);
            added += changes.Added;
            removed += changes.Removed;
            endpoints += changes.All.Sum(static slice => slice.Endpoints.Count);
            slices += changes.All.Count();
            fewest += changes.Fewest;
        }
        return new(create, update, delete, events, hinted)
        {
            Changes = (added, removed), Size = (endpoints, slices, fewest),
        };
    }

    private static SliceChanges ForFamily(SliceView view, string family, List<EndpointSlice> existing)
    {
        SliceChanges changes = new();
        // A Service that was made anew under its name does not take over what goes with the one before.
        ILookup<bool, EndpointSlice> owned = existing.ToLookup(slice => slice.Metadata.OwnerReferences.Any(
            owner => owner.Uid == view.Service.Metadata.Uid));
        changes.Delete.AddRange(owned[false]);
        Dictionary<string, List<EndpointSlice>> byPorts = owned[true].GroupBy(KeyOf).ToDictionary(
            static group => group.Key, static group => group.ToList(), StringComparer.Ordinal);

        foreach ((string key, PortGroup group) in GroupsOf(view, family))
        {
            byPorts.Remove(key, out List<EndpointSlice>? slices);
            SliceFilling.Fill(
                group.Endpoints, slices ?? [], view.EndpointsMax,
                slice => Labelled(view.Service, slice), () => NewSlice(view.Service, family, group.Ports), changes);
        }
        foreach (EndpointSlice slice in byPorts.Values.SelectMany(static slices => slices))
        {
            changes.Delete.Add(slice);
            changes.Removed += slice.Endpoints.Count;
        }
        if (existing.Count == changes.Delete.Count && changes.Create.Count == 0)
            KeepPlaceholder(view.Service, family, changes);
        return changes;
    }

    // A Service without endpoints has one empty slice: that tells consumers that it was looked at.
    private static void KeepPlaceholder(Service service, string family, SliceChanges changes)
    {
        EndpointSlice placeholder = NewSlice(service, family, []);
        if (changes.Delete is [{ Endpoints.Count: 0, Ports.Count: 0 } only]
            && only.Metadata.OwnerReferences.Any(owner => owner.Uid == service.Metadata.Uid))
        {
            changes.Delete.Clear();
            EndpointSlice labelled = Labelled(service, only);
            (labelled.Equals(only) ? changes.Unchanged : changes.Update).Add(labelled);
            return;
        }
        changes.Create.Add(placeholder);
    }

    // A slice that would go takes the content of one that would come: one write instead of two.
    private static void Recycle(SliceChanges changes)
    {
        for (int i = changes.Delete.Count - 1; i >= 0 && changes.Create.Count > 0; i--)
        {
            EndpointSlice gone = changes.Delete[i], made = changes.Create[^1];
            if (gone.Metadata.OwnerReferences.All(owner => owner.Uid != made.Metadata.OwnerReferences[0].Uid))
                continue;
            changes.Create.RemoveAt(changes.Create.Count - 1);
            changes.Delete.RemoveAt(i);
            changes.Update.Add(gone with
            {
                Metadata = gone.Metadata with { Labels = made.Metadata.Labels },
                Endpoints = made.Endpoints,
                Ports = made.Ports,
            });
        }
    }

    private static Dictionary<string, PortGroup> GroupsOf(SliceView view, string family)
    {
        Dictionary<string, PortGroup> groups = new(StringComparer.Ordinal);
        foreach (Pod pod in view.Pods)
        {
            Node? node = view.NodeOf(pod.Spec.NodeName);
            // Without its node a Pod is about to go; only who wants every address gets this one too.
            if (node is null && !view.Service.Spec.PublishNotReadyAddresses)
                continue;
            IReadOnlyList<string> addresses = ServiceEndpoint.AddressesOf(pod, family);
            if (addresses.Count == 0)
                continue;
            IReadOnlyList<ResolvedPort> ports = ServiceEndpoint.PortsOf(view.Service, pod);
            string key = KeyOf(family, ports);
            if (!groups.TryGetValue(key, out PortGroup? group))
                groups[key] = group = new(ports, []);
            group.Endpoints.Add(EndpointOf(view.Service, pod, addresses, node));
        }
        return groups;
    }

    private static IReadOnlyList<string> FamiliesOf(Service service) =>
        service.Spec.IpFamilies.Count > 0 ? service.Spec.IpFamilies
        : service.Spec.ClusterIP is "None" or "" ? ["IPv4", "IPv6"]
        : [ServiceEndpoint.FamilyOf(service.Spec.ClusterIP)];

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
        if (service.Spec.ClusterIP is "None" or "")
            labels[HeadlessLabel] = "";
        else
            labels.Remove(HeadlessLabel);
        return slice with { Metadata = slice.Metadata with { Labels = labels } };
    }

    private static Endpoint EndpointOf(
        Service service, Pod pod, IReadOnlyList<string> addresses, Node? node)
    {
        bool ready = PodState.IsReady(pod);
        bool terminating = pod.Metadata.DeletionTimestamp is not null;
        bool always = service.Spec.PublishNotReadyAddresses;
        bool named = pod.Spec.Hostname.Length > 0 && pod.Spec.Subdomain == service.Metadata.Name
            && pod.Metadata.Namespace == service.Metadata.Namespace;
        string? zone = node?.Metadata.Labels.GetValueOrDefault(ZoneLabel);
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
            Zone = string.IsNullOrEmpty(zone) ? null : zone,
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
        {
            key.Append('|').Append(port.Name).Append('/').Append(port.Protocol).Append('/').Append(port.Number)
                .Append('/').Append(port.AppProtocol);
        }
        return key.ToString();
    }

    private sealed record PortGroup(IReadOnlyList<ResolvedPort> Ports, List<Endpoint> Endpoints);
}
