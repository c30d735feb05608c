using System.Net;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Kubelet.Registration;
using Kubesharp.Kubelet.Shutdown;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>Who goes for a critical Pod and in which order Pods end with the machine; weights of classes.</summary>
public sealed class NodePreemptionTests
{
    private const int Critical = 2_000_001_000;

    [Fact]
    public void As_few_as_can_be_of_the_lowest_class_that_serves()
    {
        Pod pod = PodOf("critical", "1", "1", Critical);
        Pod[] others =
        [
            PodOf("small", "200m", "", 0), PodOf("large", "900m", "", 0), PodOf("huge", "2", "", 0),
            PodOf("guaranteed", "1", "1", 0), PodOf("system", "3", "", Critical),
        ];
        // The one that comes nearest to what is missing.
        Assert.Equal(["large"], Chosen(pod, others, 500));
        Assert.Equal(["small"], Chosen(pod, others, 200));
        Assert.Equal(["huge"], Chosen(pod, others, 1000));
        // Guaranteed ones only for what all others cannot give.
        Assert.Equal(["huge", "large", "small", "guaranteed"], Chosen(pod, others, 4000));
        Assert.Null(NodePreemption.Choose(pod, others, [new("cpu", 4200)]));
        Assert.Null(NodePreemption.Choose(PodOf("mere", "1", "1", 0), others, [new("cpu", 1)]));
        Assert.Equal(
            "Unexpected error while attempting to recover from admission failure: preemption: error finding a set of "
            + "pods to preempt: no set of running pods found to reclaim resources: [(res: cpu, q: 4200), ]",
            NodePreemption.NobodyToPush([new("cpu", 4200)]));
    }

    [Fact]
    public void Only_a_lack_of_resources_makes_anybody_go()
    {
        Pod pod = PodOf("critical", "1", "1", Critical);
        NodeOffer offer = new()
        {
            Allocatable = new Dictionary<string, Quantity>
            {
                ["cpu"] = new Quantity(1), ["pods"] = new Quantity(1),
            },
        };
        Pod[] others = [PodOf("other", "400m", "", 0)];
        Assert.Equal([new Missing("pods", 1), new("cpu", 400)], PodAdmission.MissingFor(pod, others, offer));
        Assert.Empty(PodAdmission.MissingFor(pod, others, offer with { IsShuttingDown = true }));
        PodEnding? refusal = PodAdmission.Refuse(pod, [], offer with { IsShuttingDown = true });
        Assert.Equal(("NodeShutdown", "Pod was rejected as the node is shutting down."),
            (refusal?.Reason, refusal?.Message));
    }

    [Fact]
    public void Pods_end_with_the_machine_by_their_priority()
    {
        ShutdownGrace low = new(0, TimeSpan.FromSeconds(30));
        ShutdownGrace middle = new(1000, TimeSpan.FromSeconds(20));
        ShutdownGrace high = new(2_000_000_000, TimeSpan.FromSeconds(10));
        Pod[] pods =
        [
            PodOf("vital", "1", "", Critical), PodOf("mere", "1", "", 0), PodOf("below", "1", "", -5),
            PodOf("more", "1", "", 1000), PodOf("between", "1", "", 5000),
        ];
        Assert.Equal(
            ["0: mere below", "1000: more between", "2000000000: vital"],
            NodeShutdown.Groups(pods, [high, low, middle]).Select(static group =>
                $"{group.Group.Priority}: {string.Join(' ', group.Pods.Select(static pod => pod.Metadata.Name))}"));
        Assert.True(ShutdownOptions.Of(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10)).IsOn);
        Assert.False(new ShutdownOptions().IsOn);
    }

    [Fact]
    public void Burstable_pods_weigh_what_they_request_and_all_have_what_is_not_reserved()
    {
        Pod[] pods =
        [
            PodOf("a", "500m", "", 0), PodOf("b", "1500m", "", 0), PodOf("guaranteed", "1", "1", 0),
            new() { Spec = new() { Containers = [new() { Name = "c" }] } },
        ];
        Assert.Equal(2048, QosGroups.BurstableShares(pods));
        Assert.Equal(2, QosGroups.BurstableShares([]));
        Dictionary<string, Quantity> capacity = new()
        {
            ["cpu"] = new Quantity(4), ["memory"] = Quantity.Parse("8Gi"),
        };
        KubeletOptions options = new()
        {
            NodeName = "n", DataDirectory = "/d", Address = IPAddress.Loopback, CniConfigurationDirectory = "/c",
            Reservations = new NodeReservations
            {
                System = new Dictionary<string, Quantity>
                {
                    ["cpu"] = new Quantity(1), ["memory"] = Quantity.Parse("1Gi"),
                },
            },
        };
        Assert.Equal(3072, QosGroups.LimitsOfAll(options, capacity).CpuShares);
        Assert.Equal(7L << 30, QosGroups.LimitsOfAll(options, capacity).MemoryBytes);
        Assert.Null(QosGroups.LimitsOfAll(
            options with { Reservations = options.Reservations with { AreEnforced = false } }, capacity).MemoryBytes);
    }

    [Fact]
    public void Huge_pages_are_limited_by_size_and_what_is_not_named_is_none()
    {
        Container two = new()
        {
            Name = "c",
            Resources = new()
            {
                Limits = new Dictionary<string, Quantity> { ["hugepages-2Mi"] = Quantity.Parse("4Mi") },
            },
        };
        Assert.Equal(
            new Dictionary<string, long> { ["1GB"] = 0, ["2MB"] = 4 << 20 },
            HugePages.Of(two, ["hugepages-1Gi", "hugepages-2Mi"]));
        Pod pod = new() { Spec = new() { Containers = [two, two with { Name = "d" }] } };
        Assert.Equal(8 << 20, HugePages.Of(pod, [])["2MB"]);
        Pod whole = pod with
        {
            Spec = pod.Spec with
            {
                Resources = new()
                {
                    Limits = new Dictionary<string, Quantity> { ["hugepages-2Mi"] = Quantity.Parse("16Mi") },
                },
            },
        };
        Assert.Equal(16 << 20, HugePages.Of(whole, [])["2MB"]);
        Assert.Equal("64KB", HugePages.PageSize("hugepages-64Ki"));
    }

    private static IEnumerable<string>? Chosen(Pod pod, Pod[] others, long milli) =>
        NodePreemption.Choose(pod, others, [new("cpu", milli)])?.Select(static one => one.Metadata.Name);

    private static Pod PodOf(string name, string request, string limit, int priority) => new()
    {
        Metadata = new() { Name = name, Namespace = "default", Uid = name },
        Spec = new()
        {
            Priority = priority,
            Containers =
            [
                new()
                {
                    Name = "c",
                    Resources = new()
                    {
                        Requests = Amounts(request),
                        Limits = limit.Length > 0 ? Amounts(limit) : new Dictionary<string, Quantity>(),
                    },
                },
            ],
        },
    };

    private static Dictionary<string, Quantity> Amounts(string cpu) =>
        new() { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse("1Mi") };
}
