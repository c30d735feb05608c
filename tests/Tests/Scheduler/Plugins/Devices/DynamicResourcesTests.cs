using Kubesharp.Api.Core;
using Kubesharp.Api.Resource;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Plugins.Devices;
using Kubesharp.Scheduler.Snapshot;
using Kubesharp.Tests.Scheduler.Framework;
using Xunit;
using static Kubesharp.Tests.Scheduler.Plugins.Devices.DeviceObjects;
using Claim = Kubesharp.Api.Resource.ResourceClaim;
using Status = Kubesharp.Scheduler.Framework.Status;

namespace Kubesharp.Tests.Scheduler.Plugins.Devices;

/// <summary>Pods with ResourceClaims: where they can go, and what one of them takes from the others.</summary>
public sealed class DynamicResourcesTests
{
    private readonly SchedulingBoard board = new();
    private readonly DynamicResources plugin;

    public DynamicResourcesTests()
    {
        plugin = new DynamicResources(board.Context);
        for (int i = 0; i < 2; i++)
            board.Snapshot.SetNode(SchedulingBoard.NodeOf($"node-{i}"));
        board.Objects.Set(Class());
    }

    [Fact]
    public void A_Pod_goes_where_devices_are_free()
    {
        board.Objects.Set(Slice("node-1", Gpu("0")));
        board.Objects.Set(Claim("c", Request()));

        Assert.Equal(["cannot allocate all claims", "ok"], Filter(Pod("c")));
    }

    [Fact]
    public void A_Pod_goes_where_its_claim_was_allocated()
    {
        board.Objects.Set(Slice("node-0", Gpu("0")));
        board.Objects.Set(Allocated(Claim("c", Request()), "node-1", "0"));

        Assert.Equal(["resourceclaim not available on the node", "ok"], Filter(Pod("c")));
    }

    [Fact]
    public void What_is_allocated_or_about_to_be_is_taken()
    {
        board.Objects.Set(Slice("node-0", Gpu("0"), Gpu("1")));
        board.Objects.Set(Allocated(Claim("old", Request()), "node-0", "0"));
        board.Objects.Set(Claim("one", Request()));
        board.Objects.Set(Claim("two", Request()));
        PodInfo first = Pod("one");

        CycleState state = Reserve(first, "node-0");
        Assert.Equal("cannot allocate all claims", Filter(Pod("two"))[0]);
        Assert.Equal(
            "resource claim default/one is in the process of being allocated", PreFilter(Pod("one")).Message);

        plugin.Unreserve(state, first, "node-0");
        Assert.Equal("ok", Filter(Pod("two"))[0]);
    }

    [Fact]
    public void A_reservation_ends_when_the_API_shows_the_allocation_or_the_claim_is_gone()
    {
        board.Objects.Set(Slice("node-0", Gpu("0"), Gpu("1")));
        Claim one = Claim("one", Request());
        board.Objects.Set(one);
        board.Objects.Set(Claim("two", Request()));
        Reserve(Pod("one"), "node-0");

        board.Objects.Set(Allocated(one, "node-0", "1")); // by another scheduler
        CycleState state = Reserve(Pod("two"), "node-0");

        Assert.Equal("", PreFilter(Pod("one")).Message);
        Assert.NotNull(state);
    }

    [Theory]
    [InlineData("absent", "resourceclaim \"absent\" not found")]
    [InlineData("classless", "request gpu: device class other does not exist")]
    [InlineData("full", "resourceclaim in use")]
    [InlineData("owned", "ResourceClaim default/owned was not created for pod default/pod (pod is not owner)")]
    public void A_claim_that_cannot_be_used_says_why(string claim, string message)
    {
        board.Objects.Set(Claim("classless", Request().With(static exactly =>
            exactly with { DeviceClassName = "other" })));
        Claim full = Allocated(Claim("full", Request()), "node-0", "0");
        board.Objects.Set(full with
        {
            Status = full.Status with
            {
                ReservedFor =
                [
                    .. Enumerable.Range(0, 256).Select(static i =>
                        ResourceClaimConsumerReference.Empty with { Resource = "pods", Name = $"{i}", Uid = $"{i}" }),
                ],
            },
        });
        Claim owned = Claim("owned", Request());
        board.Objects.Set(owned with
        {
            Metadata = owned.Metadata with
            {
                OwnerReferences =
                [
                    Kubesharp.Api.Meta.OwnerReference.Empty with { Kind = "Pod", Uid = "other", Controller = true },
                ],
            },
        });

        Assert.Equal(message, PreFilter(Pod(claim)).Message);
    }

    [Fact]
    public void A_claim_is_used_by_many_Pods_once_it_is_allocated()
    {
        board.Objects.Set(Slice("node-0", Gpu("0")));
        Claim shared = Claim("c", Request());
        Pod first = Pod("c").Pod;
        ResourceClaimStatus status = ClaimWriter.Reserved(
            shared.Status, Allocated(shared, "node-0", "0").Status.Allocation, first);

        Pod second = first with { Metadata = first.Metadata with { Uid = "second", Name = "second" } };
        ResourceClaimStatus both = ClaimWriter.Reserved(status, null, second);

        Assert.Equal(["pod", "second"], both.ReservedFor.Select(static user => user.Name));
        Assert.All(both.ReservedFor, static user => Assert.Equal("pods", user.Resource));
        Assert.Equal(both, ClaimWriter.Reserved(both, null, second));
        Assert.NotNull(both.Allocation);
    }

    [Fact]
    public void A_Pod_waits_for_its_claim_to_be_made()
    {
        Pod pod = Pod("c").Pod;
        pod = pod with
        {
            Spec = pod.Spec with
            {
                ResourceClaims = [new PodResourceClaim { Name = "c", ResourceClaimTemplateName = "template" }],
            },
        };

        Assert.Equal(
            "waiting for dynamic resource controller to create the resourceclaim",
            plugin.PreEnqueue(new PodInfo(pod)).Message);
        Assert.Equal("waiting for resourceclaim \"c\" to exist", plugin.PreEnqueue(Pod("c")).Message);
        board.Objects.Set(Claim("c", Request()));
        Assert.True(plugin.PreEnqueue(Pod("c")).IsSuccess);
    }

    private Status PreFilter(PodInfo pod) => plugin.PreFilter(new CycleState(), pod, board.Snapshot).Status;

    private List<string> Filter(PodInfo pod)
    {
        CycleState state = new();
        Assert.Equal("", plugin.PreFilter(state, pod, board.Snapshot).Status.Message);
        return [.. board.Snapshot.Nodes.Select(node =>
            plugin.Filter(state, pod, node) is { IsSuccess: false } status ? status.Message : "ok")];
    }

    private CycleState Reserve(PodInfo pod, string name)
    {
        CycleState state = new();
        NodeInfo node = board.Snapshot.Find(name)!;
        Assert.Equal("", plugin.PreFilter(state, pod, board.Snapshot).Status.Message);
        Assert.Equal("", plugin.Filter(state, pod, node).Message);
        Assert.Equal("", plugin.Reserve(state, pod, node).Message);
        return state;
    }

    private static PodInfo Pod(params string[] claims) => new(SchedulingBoard.PodOf("pod").Using(claims));
}
