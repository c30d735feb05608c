using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet;
using Kubesharp.Kubelet.Eviction;
using Kubesharp.Kubelet.PodWorkers;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>Who has to go when a node is short of something.</summary>
public sealed class EvictionTests
{
    [Fact]
    public void Those_beyond_their_request_go_first_then_the_less_important_then_the_largest()
    {
        EvictionCandidate[] candidates =
        [
            Candidate("within", request: 100, used: 90), Candidate("large", request: 10, used: 500),
            Candidate("small", request: 10, used: 50), Candidate("dear", request: 10, used: 900, priority: 5),
            Candidate("system", request: 0, used: 999, priority: 2_000_000_000),
        ];
        Assert.Equal(
            ["large", "small", "dear", "within"],
            EvictionRanking.Order(candidates, EvictionSignal.MemoryAvailable)
                .Select(static one => one.Pod.Metadata.Name));
    }

    [Fact]
    public void The_message_names_the_threshold_and_the_consumers() => Assert.Equal(
        "The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi. "
        + "Container c was using 2Mi, request is 1Mi, has larger consumption of memory. ",
        EvictionRanking.Message(
            new EvictionThreshold(EvictionSignal.MemoryAvailable, EvictionAmount.Of(100 << 20)),
            new EvictionObservation(1 << 30, 50 << 20),
            Candidate("x", request: 1 << 20, used: 2 << 20) with
            {
                UsedByContainer = new Dictionary<string, long> { ["c"] = 2 << 20 },
            }));

    [Fact]
    public void Inodes_and_processes_are_counted_one_by_one()
    {
        EvictionThreshold inodes = new(EvictionSignal.NodefsInodesFree, EvictionAmount.OfCapacity(0.05));
        Assert.Equal(
            "The node was low on resource: inodes. Threshold quantity: 50, available: 7. ",
            EvictionRanking.Message(inodes, new EvictionObservation(1000, 7), Candidate("x", 0, 9)));
        // Nobody requests processes: priority alone decides, then the number.
        EvictionCandidate[] candidates =
            [Candidate("dear", 0, used: 90, priority: 2), Candidate("few", 0, used: 3), Candidate("many", 0, used: 5)];
        Assert.Equal(
            ["many", "few", "dear"],
            EvictionRanking.Order(candidates, EvictionSignal.PidAvailable).Select(static one => one.Pod.Metadata.Name));
    }

    [Fact]
    public void A_soft_threshold_waits_and_a_hard_one_does_not()
    {
        EvictionThreshold hard = new(EvictionSignal.MemoryAvailable, EvictionAmount.Of(10));
        EvictionThreshold soft = new(EvictionSignal.MemoryAvailable, EvictionAmount.Of(20))
        {
            Grace = TimeSpan.FromSeconds(30),
        };
        EvictionState state = new(new EvictionThresholds { Thresholds = [soft, hard] });
        Assert.Empty(state.Update(Memory(25), At(0)));
        Assert.Equal(NodePressure.None, state.Pressure);
        // The node says so at once; Pods go later.
        Assert.Empty(state.Update(Memory(15), At(10)));
        Assert.Equal(NodePressure.Memory, state.Pressure);
        Assert.Equal([soft], state.Update(Memory(15), At(40)));
        Assert.Equal([soft, hard], state.Update(Memory(5), At(50)));
        // Back above it, the wait begins anew; what the node says stays for the transition.
        Assert.Empty(state.Update(Memory(30), At(60)));
        Assert.Equal(NodePressure.Memory, state.Pressure);
        Assert.Empty(state.Update(Memory(15), At(70)));
        Assert.Empty(state.Update(Memory(30), At(80)));
        Assert.Empty(state.Update(Memory(30), At(371)));
        Assert.Equal(NodePressure.None, state.Pressure);
    }

    [Fact]
    public void A_threshold_that_was_met_holds_until_its_reclaim_is_reached_and_memory_comes_first()
    {
        EvictionThreshold disk = new(EvictionSignal.NodefsAvailable, EvictionAmount.OfCapacity(0.1))
        {
            Reclaim = EvictionAmount.OfCapacity(0.1),
        };
        EvictionThreshold memory = new(EvictionSignal.MemoryAvailable, EvictionAmount.Of(10));
        EvictionState state = new(new EvictionThresholds { Thresholds = [disk, memory] });
        Assert.Empty(state.Update(Seen(memory: 50, disk: 15), At(0)));
        Assert.Equal([disk], state.Update(Seen(memory: 50, disk: 5), At(1)));
        Assert.Equal([memory, disk], state.Update(Seen(memory: 5, disk: 15), At(2)));
        Assert.Equal(NodePressure.Memory | NodePressure.Disk, state.Pressure);
        Assert.True(EvictionState.AnyMet([disk], Seen(memory: 50, disk: 15)));
        Assert.Empty(state.Update(Seen(memory: 50, disk: 25), At(3)));
        Assert.Empty(state.Update(Seen(memory: 50, disk: 15), At(4)));
    }

    [Theory]
    [InlineData("", NodePressure.None, null)]
    [InlineData("", NodePressure.Memory, "The node had condition: [MemoryPressure]. ")]
    [InlineData("1Mi", NodePressure.Memory, null)]
    [InlineData("1Mi", NodePressure.Disk, "The node had condition: [DiskPressure]. ")]
    public void A_node_under_pressure_takes_less(string request, object pressure, string? expected)
    {
        Pod pod = Candidate("x", 0, 0).Pod;
        if (request.Length > 0)
        {
            Container container = new()
            {
                Name = "c",
                Resources = new()
                {
                    Requests = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse(request) },
                },
            };
            pod = pod with { Spec = pod.Spec with { Containers = [container] } };
        }
        NodeOffer offer = new()
        {
            Allocatable = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("1Gi") },
            Pressure = (NodePressure)pressure,
        };
        Assert.Equal(expected, PodAdmission.Refuse(pod, [], offer)?.Message);
    }

    [Fact]
    public void Volumes_and_containers_have_limits_on_the_disk()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("ks-storage-");
        try
        {
            NodeFolders folders = new(root.FullName);
            LocalStorage storage = new(folders);
            Pod pod = Candidate("x", 0, 0).Pod with
            {
                Metadata = new() { Name = "x", Namespace = "ns", Uid = "u" },
                Spec = new()
                {
                    Volumes = [new() { Name = "v", EmptyDir = new() { SizeLimit = Quantity.Parse("1Ki") } }],
                    Containers =
                    [
                        new()
                        {
                            Name = "c",
                            Resources = new()
                            {
                                Limits = new Dictionary<string, Quantity>
                                {
                                    ["ephemeral-storage"] = Quantity.Parse("4Ki"),
                                },
                            },
                        },
                    ],
                },
            };
            string volume = folders.Volume("u", "kubernetes.io~empty-dir", "v");
            Directory.CreateDirectory(volume);
            File.WriteAllBytes(Path.Combine(volume, "a"), new byte[1000]);
            Assert.True(LocalStorage.IsLimited(pod));
            Assert.Null(storage.Excess(pod, new Dictionary<string, long>()));
            Assert.Equal(
                "Container c exceeded its local ephemeral storage limit \"4Ki\". ",
                storage.Excess(pod, new Dictionary<string, long> { ["c"] = 5000 }));
            Assert.Equal(
                "Pod ephemeral local storage usage exceeds the total limit of containers 4Ki. ",
                storage.Excess(pod, new Dictionary<string, long> { ["c"] = 3500 }));
            File.WriteAllBytes(Path.Combine(volume, "b"), new byte[100]);
            Assert.Equal(
                "Usage of EmptyDir volume \"v\" exceeds the limit \"1Ki\". ",
                storage.Excess(pod, new Dictionary<string, long>()));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static EvictionCandidate Candidate(string name, long request, long used, int priority = 0) => new(
        new Pod
        {
            Metadata = new() { Name = name, Namespace = "ns", Uid = name },
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
                            Requests = request == 0
                                ? new Dictionary<string, Quantity>()
                                : new Dictionary<string, Quantity> { ["memory"] = Quantity.FromBytes(request) },
                        },
                    },
                ],
            },
        },
        used);

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);

    private static Dictionary<EvictionSignal, EvictionObservation> Memory(long available) => new()
    {
        [EvictionSignal.MemoryAvailable] = new(100, available),
    };

    private static Dictionary<EvictionSignal, EvictionObservation> Seen(long memory, long disk) => new(Memory(memory))
    {
        [EvictionSignal.NodefsAvailable] = new(100, disk),
    };
}
