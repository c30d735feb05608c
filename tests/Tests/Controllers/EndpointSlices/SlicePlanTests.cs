using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.EndpointSlices;
using Kubesharp.Controllers.Workloads;
using Xunit;

namespace Kubesharp.Tests.Controllers.EndpointSlices;

/// <summary>
/// Which slices a Service gets. Slices hold at most three endpoints here; a slice is written as the numbers of its
/// Pods, <c>1,2,3|4</c> are two slices.
/// </summary>
public sealed class SlicePlanTests
{
    private static readonly Service Web = new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = "web", Namespace = "default", Uid = "web-uid", Labels = Workloads.Labels("web"),
        },
        Spec = ServiceSpec.Empty with
        {
            Selector = Workloads.Labels("web"),
            ClusterIP = "10.43.0.7",
            IpFamilies = ["IPv4"],
            Ports = [ServicePort.Empty with { Name = "http", Port = 80, TargetPort = 8080, Protocol = "TCP" }],
        },
    };

    [Theory]
    // slices, Pods: created, updated, deleted
    [InlineData("", "1,2", "create 1,2")]
    [InlineData("", "1,2,3,4,5,6,7", "create 1,2,3|4,5,6|7")]
    [InlineData("1,2", "1,2", "")]
    [InlineData("1,2", "1,2,3", "update 1,2,3")] // room in the one that is there
    [InlineData("1,2,3", "1,2,3,4", "create 4")]
    [InlineData("1,2,3|4", "1,2,3,4,5,6", "update 4,5,6")]
    [InlineData("1,2,3|4,5", "1,2,4,5", "update 1,2")] // only what changes is written
    [InlineData("1,2,3|4,5,6", "1,2,4,5,6,7", "update 1,2,7")] // what is written anyway is filled up
    [InlineData("1,2|4,5", "1,2,4,5,6,7", "create 6,7")] // nowhere is room for both: a new one, and no updates
    [InlineData("1|4,5", "1,4,5,6", "update 4,5,6")] // the one that becomes full
    [InlineData("1,2|4", "1,2", "delete 4")]
    [InlineData("1,2", "", "update ")] // one stays, empty: it was looked at
    [InlineData("", "", "create ")]
    [InlineData("1,2|3", "", "update ; delete 1,2")]
    public void As_few_writes_as_possible(string slices, string pods, string expected) =>
        Assert.Equal(expected, Outcome(Plan(Web, slices, pods)));

    [Fact]
    public void An_empty_slice_is_left_alone()
    {
        EndpointSlice empty = Assert.Single(Plan(Web, "", "").Create);
        empty = empty with { Metadata = empty.Metadata with { Name = "web-abc" } };

        Assert.Equal("", Outcome(SlicePlan.For(View(Web, [empty], []))));
    }

    [Fact]
    public void A_slice_of_a_Service_of_that_name_before_is_replaced()
    {
        EndpointSlice old = Slices(Web, "1")[0];
        old = old with
        {
            Metadata = old.Metadata with { OwnerReferences = [OwnerReference.Empty with { Uid = "other" }] },
        };

        Assert.Equal("create 1; delete 1", Outcome(SlicePlan.For(View(Web, [old], [PodOf(1)]))));
    }

    [Fact]
    public void A_slice_carries_the_Services_labels_and_says_whose_it_is()
    {
        EndpointSlice slice = Assert.Single(Plan(Web, "", "1").Create);

        Assert.Equal(("web-", "IPv4"), (slice.Metadata.GenerateName, slice.AddressType));
        Assert.Equal(
            [
                "app=web", "endpointslice.kubernetes.io/managed-by=endpointslice-controller.k8s.io",
                "kubernetes.io/service-name=web",
            ],
            slice.Metadata.Labels.Select(static pair => $"{pair.Key}={pair.Value}").Order());
        Assert.Equal("web-uid", Assert.Single(slice.Metadata.OwnerReferences).Uid);
        Assert.Equal(("http", 8080, "TCP"), (slice.Ports[0].Name, slice.Ports[0].Port, slice.Ports[0].Protocol));
        Endpoint endpoint = Assert.Single(slice.Endpoints);
        Assert.Equal(("10.42.0.1", "node-1", "zone-1", "pod-1"), (endpoint.Addresses[0], endpoint.NodeName,
            endpoint.Zone, endpoint.TargetRef?.Name));

        Service headless = Web with { Spec = Web.Spec with { ClusterIP = "None" } };
        Assert.True(Plan(headless, "", "1").Create[0].Metadata.Labels.ContainsKey("service.kubernetes.io/headless"));
        // A label that changes is written to all.
        Service relabelled = Web with { Metadata = Web.Metadata with { Labels = Workloads.Labels("other") } };
        Assert.Equal("update 1,2,3|4", Outcome(SlicePlan.For(
            View(relabelled, Slices(Web, "1,2,3|4"), [.. Enumerable.Range(1, 4).Select(PodOf)]))));
    }

    [Theory] // E104
    // ready, terminating, publishNotReadyAddresses: ready, serving, terminating
    [InlineData(true, false, false, "True True False")]
    [InlineData(false, false, false, "False False False")]
    [InlineData(true, true, false, "False True True")] // it still serves, but is not to be chosen
    [InlineData(false, true, false, "False False True")]
    [InlineData(false, false, true, "True False False")]
    [InlineData(true, true, true, "True True True")]
    public void Conditions(bool ready, bool terminating, bool always, string expected)
    {
        Pod pod = PodOf(1);
        pod = pod with
        {
            Metadata = pod.Metadata with
            {
                DeletionTimestamp = terminating ? new Time(DateTimeOffset.UnixEpoch) : null,
            },
            Status = pod.Status with
            {
                Conditions = [PodCondition.Empty with { Type = "Ready", Status = ready ? "True" : "False" }],
            },
        };
        Service service = Web with { Spec = Web.Spec with { PublishNotReadyAddresses = always } };

        EndpointConditions conditions = SlicePlan.For(View(service, [], [pod])).Create[0].Endpoints[0].Conditions;

        Assert.Equal(expected, $"{conditions.Ready} {conditions.Serving} {conditions.Terminating}");
    }

    [Fact]
    public void Two_families_have_slices_of_their_own()
    {
        Service dual = Web with { Spec = Web.Spec with { IpFamilies = ["IPv4", "IPv6"] } };

        SlicePlan plan = Plan(dual, "", "1,2");

        Assert.Equal(["IPv4 10.42.0.1 10.42.0.2", "IPv6 fd42::1 fd42::2"], plan.Create.Select(static slice =>
            $"{slice.AddressType} {string.Join(' ', slice.Endpoints.Select(static one => one.Addresses[0]))}"));
        // The second family goes again.
        EndpointSlice[] both = [.. plan.Create.Select(static (slice, index) => slice with
        {
            Metadata = slice.Metadata with { Name = $"web-{index}" },
        })];
        Assert.Equal("IPv6", Assert.Single(SlicePlan.For(View(Web, both, [PodOf(1), PodOf(2)])).Delete).AddressType);
    }

    [Fact]
    public void Pods_with_other_ports_are_in_other_slices()
    {
        Service named = Web with
        {
            Spec = Web.Spec with { Ports = [Web.Spec.Ports[0] with { TargetPort = "main" }] },
        };

        SlicePlan plan = SlicePlan.For(View(
            named, [], [With(PodOf(1), 8080), With(PodOf(2), 9090), With(PodOf(3), 8080)]));

        Assert.Equal(["8080: 1,3", "9090: 2"], plan.Create.Select(static slice =>
            $"{slice.Ports[0].Port}: {NumbersOf(slice)}").Order());
    }

    [Fact]
    public void A_Pod_without_its_node_is_left_out_unless_all_addresses_are_wanted()
    {
        Pod lost = PodOf(1) with { Spec = PodOf(1).Spec with { NodeName = "gone" } };

        Assert.Equal("create ", Outcome(SlicePlan.For(View(Web, [], [lost]))));
        Service all = Web with { Spec = Web.Spec with { PublishNotReadyAddresses = true } };
        Assert.Equal("create 1", Outcome(SlicePlan.For(View(all, [], [lost]))));
    }

    [Fact]
    public void Pods_of_the_hosts_network_share_an_address()
    {
        Pod same = PodOf(2) with { Status = PodOf(1).Status };

        Assert.Equal(2, SlicePlan.For(View(Web, [], [PodOf(1), same])).Create[0].Endpoints.Count);
    }

    [Theory] // E104
    [InlineData("", "1: 2: 3:")]
    [InlineData("PreferClose", "1:zone-1 2:zone-2 3:zone-3")]
    [InlineData("PreferSameZone", "1:zone-1 2:zone-2 3:zone-3")]
    [InlineData("PreferSameNode", "1:zone-1@node-1 2:zone-2@node-2 3:zone-3@node-3")]
    public void Traffic_distribution(string distribution, string expected)
    {
        Service service = Web with
        {
            Spec = Web.Spec with { TrafficDistribution = distribution.Length > 0 ? distribution : null },
        };

        SlicePlan plan = Plan(service, "1,2,3", "1,2,3");

        Assert.Equal(expected.Contains("zone", StringComparison.Ordinal) ? 1 : 0, plan.Update.Count);
        EndpointSlice slice = plan.Update.Concat(Slices(Web, "1,2,3")).First();
        Assert.Equal(expected, HintsOf(slice));
        // Written once; a second look finds nothing to do, and without the field the hints go again.
        Assert.Equal("", Outcome(SlicePlan.For(View(service, [slice], [PodOf(1), PodOf(2), PodOf(3)]))));
        EndpointSlice after = SlicePlan.For(View(Web, [slice], [PodOf(1), PodOf(2), PodOf(3)])).Update
            .FirstOrDefault(slice);
        Assert.Equal("1: 2: 3:", HintsOf(after));
    }

    internal static string HintsOf(EndpointSlice slice) => string.Join(' ', slice.Endpoints.Select(static one =>
        $"{one.TargetRef!.Name[4..]}:{string.Join('+', one.Hints?.ForZones.Select(static zone => zone.Name) ?? [])}"
        + string.Concat(one.Hints?.ForNodes.Select(static node => "@" + node.Name) ?? [])));

    internal static SliceView View(
        Service service, IReadOnlyList<EndpointSlice> existing, IReadOnlyList<Pod> pods, ZoneShares? zones = null) =>
        new(service, pods, existing, NodeOf, () => zones ?? ZoneShares.Of([])) { EndpointsMax = 3 };

    internal static Pod PodOf(int number) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = $"pod-{number}", Namespace = "default", Labels = Workloads.Labels("web"),
        },
        Spec = PodSpec.Empty with { NodeName = $"node-{number}" },
        Status = PodStatus.Empty with
        {
            Phase = "Running",
            PodIP = $"10.42.0.{number}",
            PodIPs = [new() { Ip = $"10.42.0.{number}" }, new() { Ip = $"fd42::{number}" }],
            Conditions = [PodCondition.Empty with { Type = "Ready", Status = "True" }],
        },
    };

    private static Node? NodeOf(string name) => name == "gone" ? null : new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = name,
            Labels = new Dictionary<string, string> { ["topology.kubernetes.io/zone"] = "zone-" + name[5..] },
        },
    };

    private static Pod With(Pod pod, int port) => pod with
    {
        Spec = pod.Spec with
        {
            Containers =
            [
                Container.Empty with
                {
                    Name = "main",
                    Ports = [ContainerPort.Empty with { Name = "main", ContainerPortValue = port, Protocol = "TCP" }],
                },
            ],
        },
    };

    private static SlicePlan Plan(Service service, string slices, string pods) => SlicePlan.For(View(
        service, Slices(Web, slices), [.. Numbers(pods).Select(PodOf)]));

    // As the controller would have made them.
    private static List<EndpointSlice> Slices(Service service, string slices) =>
    [
        .. slices.Split('|', StringSplitOptions.RemoveEmptyEntries).Select((pods, index) =>
        {
            EndpointSlice slice = SlicePlan.For(
                View(service, [], [.. Numbers(pods).Select(PodOf)])).Create[0];
            return slice with { Metadata = slice.Metadata with { Name = $"web-{index}" } };
        }),
    ];

    private static IEnumerable<int> Numbers(string pods) => pods.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(static pod => int.Parse(pod, System.Globalization.CultureInfo.InvariantCulture));

    private static string NumbersOf(EndpointSlice slice) =>
        string.Join(',', slice.Endpoints.Select(static one => one.TargetRef!.Name[4..]));

    private static string Outcome(SlicePlan plan)
    {
        List<string> words = [];
        (string Verb, IReadOnlyList<EndpointSlice> Slices)[] writes =
            [("create", plan.Create), ("update", plan.Update), ("delete", plan.Delete)];
        foreach ((string verb, IReadOnlyList<EndpointSlice> slices) in writes)
        {
            if (slices.Count > 0)
                words.Add($"{verb} {string.Join('|', slices.Select(NumbersOf).Order(StringComparer.Ordinal))}");
        }
        return string.Join("; ", words);
    }
}
