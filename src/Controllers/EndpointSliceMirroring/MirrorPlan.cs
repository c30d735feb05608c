using System.Net;
using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.EndpointSlices;
using Kubesharp.Controllers.Workloads;
using CoreEndpoints = Kubesharp.Api.Core.Endpoints;
using SlicePort = Kubesharp.Api.Discovery.EndpointPort;

namespace Kubesharp.Controllers.EndpointSliceMirroring;

/// <summary>
/// The slices that say what an Endpoints object says which somebody wrote by hand: one for each set of ports and
/// family. Pure.
/// </summary>
/// <param name="Invalid">Addresses that are none.</param>
/// <param name="Skipped">Addresses that are not mirrored, for that reason or because a subset has too many.</param>
internal sealed record MirrorPlan(
    IReadOnlyList<EndpointSlice> Create, IReadOnlyList<EndpointSlice> Update, IReadOnlyList<EndpointSlice> Delete,
    int Invalid, int Skipped)
{
    public const string ManagedBy = "endpointslicemirroring-controller.k8s.io";
    private const string SkipLabel = "endpointslice.kubernetes.io/skip-mirror";
    private const string LeaderAnnotation = "control-plane.alpha.kubernetes.io/leader";
    private const string LastAppliedAnnotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Whether the object is mirrored at all: not if it says no or holds a leader's lock.</summary>
    public static bool IsMirrored(CoreEndpoints endpoints) =>
        endpoints.Metadata.Labels.GetValueOrDefault(SkipLabel) != "true"
        && !endpoints.Metadata.Annotations.ContainsKey(LeaderAnnotation);

    public static MirrorPlan For(CoreEndpoints endpoints, IReadOnlyList<EndpointSlice> existing, int max)
    {
        SortedDictionary<string, Group> groups = new(StringComparer.Ordinal);
        int invalid = 0, skipped = 0;
        foreach (EndpointSubset subset in endpoints.Subsets)
            Add(subset, max, groups, ref invalid, ref skipped);

        List<EndpointSlice> create = [], update = [], delete = [];
        Dictionary<string, Queue<EndpointSlice>> byKey = existing.GroupBy(KeyOf).ToDictionary(
            static group => group.Key, static group => new Queue<EndpointSlice>(group), StringComparer.Ordinal);
        foreach ((string key, Group group) in groups)
        {
            EndpointSlice? present = byKey.GetValueOrDefault(key)?.Dequeue();
            EndpointSlice wanted = SliceOf(endpoints, group, present, max);
            if (present is null)
                create.Add(wanted);
            else if (!wanted.Equals(present))
                update.Add(wanted);
        }
        delete.AddRange(byKey.Values.SelectMany(static slices => slices));
        Recycle(create, update, delete);
        return new(create, update, delete, invalid, skipped);
    }

    private static void Add(
        EndpointSubset subset, int max, SortedDictionary<string, Group> groups, ref int invalid, ref int skipped)
    {
        IReadOnlyList<SlicePort> ports = [.. subset.Ports.Select(static port => SlicePort.Empty with
        {
            Name = port.Name, Port = port.Port, Protocol = port.Protocol, AppProtocol = port.AppProtocol,
        })];
        int added = 0;
        IEnumerable<(EndpointAddress Address, bool Ready)> all = subset.Addresses.Select(static one => (one, true))
            .Concat(subset.NotReadyAddresses.Select(static one => (one, false)));
        foreach ((EndpointAddress address, bool ready) in all)
        {
            if (added >= max)
                break;
            if (!IPAddress.TryParse(address.Ip, out IPAddress? parsed))
            {
                invalid++;
                continue;
            }
            string family = ServiceEndpoint.FamilyOf(address.Ip);
            string key = KeyOf(family, ports);
            if (!groups.TryGetValue(key, out Group? group))
                groups[key] = group = new(family, ports);
            group.Endpoints[parsed.ToString()] = EndpointOf(address, parsed.ToString(), ready);
            added++;
        }
        skipped += subset.Addresses.Count + subset.NotReadyAddresses.Count - added;
    }

    private static EndpointSlice SliceOf(CoreEndpoints endpoints, Group group, EndpointSlice? present, int max)
    {
        Dictionary<string, string> labels = new(endpoints.Metadata.Labels, StringComparer.Ordinal)
        {
            [SlicePlan.ServiceLabel] = endpoints.Metadata.Name,
            [SlicePlan.ManagedByLabel] = ManagedBy,
        };
        Dictionary<string, string> annotations = new(endpoints.Metadata.Annotations, StringComparer.Ordinal);
        annotations.Remove(TriggerTimes.Annotation);
        annotations.Remove(LastAppliedAnnotation);
        EndpointSlice start = present ?? new EndpointSlice
        {
            Metadata = ObjectMeta.Empty with
            {
                GenerateName = endpoints.Metadata.Name + "-", Namespace = endpoints.Metadata.Namespace,
            },
            AddressType = group.Family,
        };
        return start with
        {
            Metadata = start.Metadata with
            {
                Labels = labels,
                Annotations = annotations,
                OwnerReferences = [Ownership.ReferenceTo(endpoints)],
            },
            Ports = group.Ports,
            Endpoints = Ordered(group, present, max),
        };
    }

    // In the order that they have already: no change, no write.
    private static IReadOnlyList<Endpoint> Ordered(Group group, EndpointSlice? present, int max)
    {
        List<Endpoint> ordered = [];
        Dictionary<string, Endpoint> rest = new(group.Endpoints, StringComparer.Ordinal);
        foreach (Endpoint endpoint in present?.Endpoints ?? [])
        {
            if (endpoint.Addresses.Count > 0 && rest.Remove(endpoint.Addresses[0], out Endpoint? wanted))
                ordered.Add(wanted);
        }
        ordered.AddRange(rest.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => pair.Value));
        return ordered.Count > max ? ordered[..max] : ordered;
    }

    // What would go takes the content of what would come.
    private static void Recycle(List<EndpointSlice> create, List<EndpointSlice> update, List<EndpointSlice> delete)
    {
        for (int i = delete.Count - 1; i >= 0 && create.Count > 0; i--)
        {
            int made = create.FindIndex(slice => slice.AddressType == delete[i].AddressType);
            if (made < 0)
                continue;
            EndpointSlice from = create[made];
            update.Add(delete[i] with
            {
                Metadata = delete[i].Metadata with
                {
                    Labels = from.Metadata.Labels,
                    Annotations = from.Metadata.Annotations,
                    OwnerReferences = from.Metadata.OwnerReferences,
                },
                Ports = from.Ports,
                Endpoints = from.Endpoints,
            });
            create.RemoveAt(made);
            delete.RemoveAt(i);
        }
    }

    private static Endpoint EndpointOf(EndpointAddress address, string text, bool ready) => Endpoint.Empty with
    {
        Addresses = [text],
        Conditions = EndpointConditions.Empty with { Ready = ready },
        TargetRef = address.TargetRef,
        NodeName = address.NodeName,
        Hostname = address.Hostname.Length > 0 ? address.Hostname : null,
    };

    private static string KeyOf(EndpointSlice slice) => KeyOf(slice.AddressType, slice.Ports);

    private static string KeyOf(string family, IReadOnlyList<SlicePort> ports)
    {
        StringBuilder key = new(family);
        foreach (string port in ports.Select(static port =>
            $"|{port.Name}/{port.Protocol}/{port.Port}/{port.AppProtocol}").Order(StringComparer.Ordinal))
            key.Append(port);
        return key.ToString();
    }

    private sealed record Group(string Family, IReadOnlyList<SlicePort> Ports)
    {
        public Dictionary<string, Endpoint> Endpoints { get; } = new(StringComparer.Ordinal);
    }
}
