using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Plugins.Volumes;
using Kubesharp.Scheduler.Snapshot;
using Kubesharp.Tests.Controllers.PersistentVolumes;
using Kubesharp.Tests.Scheduler.Framework;
using Xunit;
using Status = Kubesharp.Scheduler.Framework.Status;

namespace Kubesharp.Tests.Scheduler.Plugins;

/// <summary>Claims that are bound when their Pod has a node: what fits, and what one Pod promises others see.</summary>
public sealed class VolumeBindingTests
{
    private readonly SchedulingBoard board = new();
    private readonly VolumeBinding plugin;

    public VolumeBindingTests()
    {
        plugin = new VolumeBinding(board.Context);
        for (int i = 0; i < 2; i++)
            board.Snapshot.SetNode(SchedulingBoard.NodeOf($"node-{i}", labels: ("zone", $"z{i}")));
        board.Objects.Set(Volumes.Class("local", "kubernetes.io/no-provisioner", delayed: true));
        board.Objects.Set(Volumes.Class("made", delayed: true));
        board.Objects.Set(Volumes.Class("now"));
    }

    [Fact]
    public void A_claim_of_an_immediate_class_holds_its_Pod_back()
    {
        board.Objects.Set(Volumes.Claim("data", className: "now"));

        Assert.Equal("pod has unbound immediate PersistentVolumeClaims", PreFilter(PodWith("data")).Status.Message);
    }

    [Fact]
    public void A_free_volume_leads_to_its_node()
    {
        board.Objects.Set(Volumes.Claim("data", className: "local"));
        board.Objects.Set(At("node-1", Volumes.Volume("disk", className: "local")));

        Assert.Equal(
            ["node(s) didn't find available persistent volumes to bind", "ok"], Filter(PodWith("data")));
    }

    [Fact]
    public void Small_claims_leave_large_volumes_to_large_ones()
    {
        board.Objects.Set(Volumes.Claim("large", "5Gi", "local"));
        board.Objects.Set(Volumes.Claim("small", "1Gi", "local"));
        board.Objects.Set(At("node-0", Volumes.Volume("big", "10Gi", "local")));
        board.Objects.Set(At("node-0", Volumes.Volume("little", "1Gi", "local")));
        board.Objects.Set(At("node-1", Volumes.Volume("alone", "10Gi", "local")));

        Assert.Equal(
            ["ok", "node(s) didn't find available persistent volumes to bind"], Filter(PodWith("large", "small")));
    }

    [Fact]
    public void What_one_Pod_was_promised_is_not_given_to_another()
    {
        board.Objects.Set(Volumes.Claim("one", className: "local"));
        board.Objects.Set(Volumes.Claim("two", className: "local"));
        board.Objects.Set(At("node-0", Volumes.Volume("disk", className: "local")));
        PodInfo first = PodWith("one"), second = PodWith("two");

        CycleState state = Reserve(first, "node-0");
        Assert.All(Filter(second), static answer => Assert.NotEqual("ok", answer));

        plugin.Unreserve(state, first, "node-0");
        Assert.Equal("ok", Filter(second)[0]);
    }

    [Fact]
    public void Pods_with_one_claim_go_where_the_first_of_them_went()
    {
        board.Objects.Set(Volumes.Claim("data", className: "made"));
        PodInfo first = PodWith("data");
        Assert.Equal(["ok", "ok"], Filter(PodWith("data")));

        CycleState state = Reserve(first, "node-1");
        Assert.Equal("ok", Filter(PodWith("data"))[1]);
        Assert.NotEqual("ok", Filter(PodWith("data"))[0]);

        PodInfo second = PodWith("data");
        CycleState other = Reserve(second, "node-1");
        plugin.Unreserve(state, first, "node-1");
        Assert.NotEqual("ok", Filter(PodWith("data"))[0]); // The second one still counts on it.
        plugin.Unreserve(other, second, "node-1");
        Assert.Equal("ok", Filter(PodWith("data"))[0]);
    }

    [Fact]
    public void What_the_API_shows_takes_the_place_of_what_was_reserved()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", className: "made");
        board.Objects.Set(claim);
        Reserve(PodWith("data"), "node-1");

        // The provisioner gave up and took the node away again: the old reservation must not hold the claim there.
        board.Objects.Set(Volumes.Annotated(claim, ClaimBinding.SelectedNode, "node-1"));
        Assert.NotEqual("ok", Filter(PodWith("data"))[0]);
        board.Objects.Set(claim);

        Assert.Equal(["ok", "ok"], Filter(PodWith("data")));
    }

    [Fact]
    public void A_claim_that_took_the_name_of_another_is_free()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", className: "made");
        board.Objects.Set(claim);
        Reserve(PodWith("data"), "node-1");

        board.Objects.Set(claim with { Metadata = claim.Metadata with { Uid = "another" } });

        Assert.Equal(["ok", "ok"], Filter(PodWith("data")));
    }

    [Fact]
    public void A_class_is_made_only_where_its_topology_allows()
    {
        board.Objects.Set(Volumes.Class("zoned", delayed: true) with
        {
            AllowedTopologies =
            [
                TopologySelectorTerm.Empty with
                {
                    MatchLabelExpressions = [new TopologySelectorLabelRequirement { Key = "zone", Values = ["z1"] }],
                },
            ],
        });
        board.Objects.Set(Volumes.Claim("data", className: "zoned"));

        Assert.Equal(
            ["node(s) didn't find available persistent volumes to bind", "ok"], Filter(PodWith("data")));
    }

    [Theory]
    [InlineData("20Gi", null, true)]
    [InlineData("5Gi", null, false)]
    [InlineData("20Gi", "5Gi", false)]
    public void A_driver_that_publishes_its_space_is_believed(string capacity, string? maximum, bool fits)
    {
        board.Objects.Set(new CSIDriver
        {
            Metadata = ObjectMeta.Empty with { Name = "example.com/disk" },
            Spec = CSIDriverSpec.Empty with { StorageCapacity = true },
        });
        board.Objects.Set(new CSIStorageCapacity
        {
            Metadata = ObjectMeta.Empty with { Name = "z1", Namespace = "kube-system" },
            StorageClassName = "made",
            NodeTopology = LabelSelector.Empty with
            {
                MatchLabels = new Dictionary<string, string> { ["zone"] = "z1" },
            },
            Capacity = Quantity.Parse(capacity),
            MaximumVolumeSize = maximum is null ? null : Quantity.Parse(maximum),
        });
        board.Objects.Set(Volumes.Claim("data", "10Gi", "made"));

        Assert.Equal(
            ["node(s) did not have enough free storage", fits ? "ok" : "node(s) did not have enough free storage"],
            Filter(PodWith("data")));
    }

    [Fact]
    public void A_bound_claim_leads_to_its_volume()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", className: "local", volume: "disk", bound: true);
        board.Objects.Set(claim);
        Assert.All(Filter(PodWith("data")), static answer => Assert.Equal(
            "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)", answer));

        board.Objects.Set(At("node-1", Volumes.Volume("disk", className: "local", claim: claim)));
        Assert.Equal(["node(s) didn't match PersistentVolume's node affinity", "ok"], Filter(PodWith("data")));
    }

    [Fact]
    public void Volumes_that_are_still_attached_count_against_the_limit()
    {
        NodeVolumeLimits limits = new(board.Objects);
        PersistentVolumeClaim claim = Volumes.Claim("data", volume: "new", bound: true);
        board.Objects.Set(claim);
        board.Objects.Set(Csi(Volumes.Volume("new", claim: claim)));
        board.Objects.Set(Csi(Volumes.Volume("old")));
        board.Objects.Set(new CSINode
        {
            Metadata = ObjectMeta.Empty with { Name = "node-0" },
            Spec = CSINodeSpec.Empty with
            {
                Drivers =
                [
                    CSINodeDriver.Empty with
                    {
                        Name = "example.com", NodeID = "0", Allocatable = new VolumeNodeResources { Count = 1 },
                    },
                ],
            },
        });

        Assert.Equal(["ok", "ok"], Ask(limits));
        VolumeAttachment left = new()
        {
            Metadata = ObjectMeta.Empty with { Name = "csi-old" },
            Spec = VolumeAttachmentSpec.Empty with
            {
                Attacher = "example.com",
                NodeName = "node-0",
                Source = VolumeAttachmentSource.Empty with { PersistentVolumeName = "old" },
            },
        };
        board.Objects.Set(left);
        Assert.Equal(["node(s) exceed max volume count", "ok"], Ask(limits));

        List<string> Ask(NodeVolumeLimits asked)
        {
            CycleState state = new();
            PodInfo pod = PodWith("data");
            Assert.True(asked.PreFilter(state, pod, board.Snapshot).Status.IsSuccess);
            return [.. board.Snapshot.Nodes.Select(node => Text(asked.Filter(state, pod, node)))];
        }
    }

    [Theory]
    [InlineData(null, "PersistentVolumeClaim had no pv name and storageClass name")]
    [InlineData("absent", "storageclass.storage.k8s.io \"absent\" not found")]
    [InlineData("now", "PersistentVolume had no name")]
    public void The_zone_of_a_volume_that_is_not_there_is_unknown(string? className, string message)
    {
        board.Objects.Set(Volumes.Claim("data", className: className));

        Assert.Equal(message, new VolumeZone(board.Objects)
            .PreFilter(new CycleState(), PodWith("data"), board.Snapshot).Status.Message);
    }

    [Fact]
    public void A_claim_for_one_Pod_goes_to_whom_preemption_makes_room_for()
    {
        PersistentVolumeClaim claim = Volumes.Claim("data", volume: "disk", bound: true);
        claim = claim with { Spec = claim.Spec with { AccessModes = ["ReadWriteOncePod"] } };
        board.Objects.Set(claim);
        board.Objects.Set(Volumes.Volume("disk", claim: claim, accessModes: ["ReadWriteOncePod"]));
        board.Place(PodWith(0, "data").Pod, "node-0");

        (Decision same, string message, _) = board.Schedule(PodWith(0, "data").Pod);
        (Decision higher, _, string? nominated) = board.Schedule(PodWith(10, "data").Pod);

        Assert.Null(same.Node);
        Assert.Contains(
            "2 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode", message);
        Assert.Null(higher.Node);
        Assert.Equal("node-0", nominated);
        Assert.Single(board.Evicted);
    }

    private PreFilterResult PreFilter(PodInfo pod) => plugin.PreFilter(new CycleState(), pod, board.Snapshot);

    private List<string> Filter(PodInfo pod)
    {
        CycleState state = new();
        Assert.Equal("", plugin.PreFilter(state, pod, board.Snapshot).Status.Message);
        return [.. board.Snapshot.Nodes.Select(node => Text(plugin.Filter(state, pod, node)))];
    }

    private CycleState Reserve(PodInfo pod, string node)
    {
        CycleState state = new();
        Assert.Equal("", plugin.PreFilter(state, pod, board.Snapshot).Status.Message);
        Assert.Equal("", plugin.Reserve(state, pod, board.Snapshot.Find(node)!).Message);
        Assert.True(plugin.Waits(state));
        return state;
    }

    private static string Text(Status status) => status.IsSuccess ? "ok" : status.Message;

    private static PersistentVolume At(string node, PersistentVolume volume) => volume with
    {
        Spec = volume.Spec with
        {
            NodeAffinity = new VolumeNodeAffinity
            {
                Required = new NodeSelector
                {
                    NodeSelectorTerms =
                    [
                        NodeSelectorTerm.Empty with
                        {
                            MatchExpressions =
                            [
                                new NodeSelectorRequirement
                                {
                                    Key = "kubernetes.io/hostname", Operator = "In", Values = [node],
                                },
                            ],
                        },
                    ],
                },
            },
        },
    };

    private static PersistentVolume Csi(PersistentVolume volume) => volume with
    {
        Spec = volume.Spec with
        {
            HostPath = null,
            Csi = new CSIPersistentVolumeSource { Driver = "example.com", VolumeHandle = volume.Metadata.Name },
        },
    };

    private static int number;

    private static PodInfo PodWith(params string[] claims) => PodWith(0, claims);

    private static PodInfo PodWith(int priority, params string[] claims)
    {
        Pod pod = SchedulingBoard.PodOf($"pod-{Interlocked.Increment(ref number)}", priority: priority);
        return new PodInfo(pod with
        {
            Spec = pod.Spec with
            {
                Volumes =
                [
                    .. claims.Select(static name => new Volume
                    {
                        Name = name,
                        PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = name },
                    }),
                ],
            },
        });
    }
}
