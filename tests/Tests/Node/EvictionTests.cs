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
            EvictionRanking.Order(candidates, "memory").Select(static one => one.Pod.Metadata.Name));
    }

    [Fact]
    public void The_message_names_the_threshold_and_the_consumer() => Assert.Equal(
        "The node was low on resource: memory. Threshold quantity: 102400Ki, available: 51200Ki. "
        + "Pod was using 2048Ki, request is 1024Ki, has larger consumption of memory. ",
        EvictionRanking.Message("memory", 100 << 20, 50 << 20, Candidate("x", request: 1 << 20, used: 2 << 20)));

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
                                : new Dictionary<string, Quantity> { ["memory"] = new Quantity(request) },
                        },
                    },
                ],
            },
        },
        used);
}
