using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.EndpointSlices;
using Xunit;

namespace Kubesharp.Tests.Controllers.EndpointSlices;

/// <summary>
/// Hints by the capacity of zones (service.kubernetes.io/topology-mode). Nodes are written as <c>zone:cpu</c>,
/// endpoints as one letter for their zone.
/// </summary>
public sealed class ZoneHintTests
{
    private const string TooLittle =
        "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes";

    [Theory]
    [InlineData("a:4 b:4", "aabb", "a>a a>a b>b b>b")]
    [InlineData("a:4 b:4", "aaab", "a>b a>a a>a b>b")] // the zone that has too many gives
    [InlineData("a:4 b:4", "aaaaaa", "a>b a>b a>b a>a a>a a>a")]
    [InlineData("a:8 b:4", "aab", "a>a a>a b>b")]
    [InlineData("a:4 b:4 c:4", "abbccc", "a>a b>b b>b c>a c>c c>c")]
    public void Endpoints_are_shared_out(string nodes, string endpoints, string expected)
    {
        SliceChanges changes = Changes(endpoints);

        Assert.Null(ZoneHints.Apply(Shares(nodes), changes));

        Assert.Equal(expected, string.Join(' ', changes.Create[0].Endpoints.Select(
            static one => $"{one.Zone}>{one.Hints!.ForZones[0].Name}")));
    }

    [Theory]
    [InlineData("", "aabb", TooLittle)]
    [InlineData("a:4", "aabb", TooLittle)] // one zone
    [InlineData("a:4 :4", "aabb", TooLittle)] // a node without a zone
    [InlineData("a:4 b:0", "aabb", TooLittle)]
    [InlineData("a:4 b:4 c:4", "ab", "Insufficient number of endpoints (2 endpoints, 3 zones)")]
    [InlineData("a:1 b:20", "abb", "Unable to allocate minimum required endpoints to each zone without exceeding "
        + "overload threshold (3 endpoints, 2 zones)")]
    [InlineData("a:4 b:4", "aab?", "One or more endpoints do not have a zone specified")]
    public void What_stands_in_the_way_is_said(string nodes, string endpoints, string expected)
    {
        SliceChanges changes = Changes(endpoints);

        Assert.Equal(expected, ZoneHints.Apply(Shares(nodes), changes));

        Assert.All(changes.Create[0].Endpoints, static one => Assert.Null(one.Hints));
    }

    [Fact]
    public void What_is_hinted_well_enough_is_not_written()
    {
        SliceChanges first = Changes("aaab");
        Assert.Null(ZoneHints.Apply(Shares("a:4 b:4"), first));
        SliceChanges again = new();
        again.Unchanged.Add(first.Create[0]);

        Assert.Null(ZoneHints.Apply(Shares("a:4 b:4"), again));
        Assert.Single(again.Unchanged);

        // A little more of one zone is within the tolerance; another zone is not.
        Assert.Null(ZoneHints.Apply(Shares("a:5 b:4"), again));
        Assert.Single(again.Unchanged);
        Assert.Null(ZoneHints.Apply(Shares("b:4 c:4"), again));
        Assert.Empty(again.Unchanged);
        Assert.Single(again.Update);
    }

    [Fact]
    public void Nodes_of_the_control_plane_and_those_that_are_not_ready_do_not_count()
    {
        Node worker = NodeOf("a", "4"), other = NodeOf("b", "4");
        Node control = NodeOf("c", "4") with
        {
            Metadata = ObjectMeta.Empty with
            {
                Labels = new Dictionary<string, string> { ["node-role.kubernetes.io/control-plane"] = "" },
            },
        };
        Node down = NodeOf("d", "4") with { Status = NodeStatus.Empty };

        Assert.Equal([("a", 0.5), ("b", 0.5)], ZoneShares.Of([worker, other, control, down]).ByZone.Select(
            static pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void The_annotation_turns_them_on_and_off_and_events_say_so()
    {
        Service service = new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = "web",
                Namespace = "default",
                Uid = "web-uid",
                Annotations = new Dictionary<string, string> { ["service.kubernetes.io/topology-mode"] = "Auto" },
            },
            Spec = ServiceSpec.Empty with
            {
                Selector = Workloads.Labels("web"), IpFamilies = ["IPv4"], TrafficDistribution = "PreferClose",
            },
        };
        ZoneShares shares = Shares("zone-1:4 zone-2:4");

        SlicePlan on = SlicePlan.For(SlicePlanTests.View(
            service, [], [SlicePlanTests.PodOf(1), SlicePlanTests.PodOf(2)], shares));
        Assert.Equal("1:zone-1 2:zone-2", SlicePlanTests.HintsOf(on.Create[0]));
        Assert.Equal(["Normal TopologyAwareHintsEnabled: Topology Aware Hints has been enabled, addressType: IPv4"],
            TextOf(on));
        Assert.Equal(["IPv4"], on.Hinted);

        SlicePlan failed = SlicePlan.For(SlicePlanTests.View(service, [], [SlicePlanTests.PodOf(1)], shares));
        Assert.Equal(["Warning TopologyAwareHintsDisabled: Insufficient number of endpoints (1 endpoints, 2 zones), "
            + "addressType: IPv4"], TextOf(failed));
        Assert.Equal("1:", SlicePlanTests.HintsOf(failed.Create[0]));

        Service off = service with
        {
            Metadata = service.Metadata with { Annotations = ObjectMeta.Empty.Annotations },
            Spec = service.Spec with { TrafficDistribution = null },
        };
        SlicePlan disabled = SlicePlan.For(
            SlicePlanTests.View(off, [], [SlicePlanTests.PodOf(1)], shares) with { Hinted = on.Hinted });
        Assert.Equal(
            ["Warning TopologyAwareHintsDisabled: Topology Aware Hints has been disabled, addressType: IPv4"],
            TextOf(disabled));
    }

    private static List<string> TextOf(SlicePlan plan) =>
        [.. plan.Events.Select(static one => $"{one.Type} {one.Reason}: {one.Message}")];

    private static ZoneShares Shares(string nodes) => ZoneShares.Of(
        nodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static node =>
            NodeOf(node.Split(':')[0], node.Split(':')[1])));

    private static Node NodeOf(string zone, string cpu) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Labels = new Dictionary<string, string> { ["topology.kubernetes.io/zone"] = zone },
        },
        Status = NodeStatus.Empty with
        {
            Allocatable = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu) },
            Conditions = [NodeCondition.Empty with { Type = "Ready", Status = "True" }],
        },
    };

    private static SliceChanges Changes(string endpoints)
    {
        SliceChanges changes = new();
        changes.Create.Add(new EndpointSlice
        {
            Endpoints =
            [
                .. endpoints.Select(static zone => Endpoint.Empty with
                {
                    Zone = zone == '?' ? null : zone.ToString(),
                    Conditions = EndpointConditions.Empty with { Ready = true },
                }),
            ],
        });
        return changes;
    }
}
