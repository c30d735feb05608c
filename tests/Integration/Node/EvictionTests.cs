using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Eviction;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>Pods that have to go: for their own excess, and for the node's sake.</summary>
[Collection("node")]
public sealed class EvictionTests
{
    [Fact]
    public async Task Pods_beyond_their_limits_on_the_disk_are_evicted_and_others_stay()
    {
        await using NodeFixture node = await NodeFixture.StartAsync(static options => options with
        {
            Eviction = new() { Period = TimeSpan.FromSeconds(1), DiskAvailable = 0, MemoryAvailableBytes = 0 },
        });
        Container fills = NodePods.Shell(
            "main", "dd if=/dev/zero of=/scratch/x bs=1k count=2048; " + NodePods.Stay) with
        {
            VolumeMounts = [new() { Name = "scratch", MountPath = "/scratch" }],
        };
        node.Api.Put(Scratch(NodePods.Of("greedy", "Always", fills), "1Mi"));
        node.Api.Put(Scratch(NodePods.Of("modest", "Always", fills), "1Gi"));

        Pod greedy = await node.WaitForPodAsync("greedy", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("Evicted", greedy.Status.Reason);
        Assert.Equal("Usage of EmptyDir volume \"scratch\" exceeds the limit \"1Mi\". ", greedy.Status.Message);
        Assert.True(NodePods.Has(greedy, "DisruptionTarget", "True"));
        Assert.NotNull(NodePods.StatusOf(greedy, "main").State.Terminated);
        Pod modest = await node.WaitForPodAsync("modest", NodePods.IsReady);
        Assert.Equal(0, NodePods.StatusOf(modest, "main").RestartCount);
    }

    [Fact]
    public async Task A_node_short_of_memory_says_so_and_evicts_the_least_deserving()
    {
        // As if the machine needed all its memory for itself; the period lets one go and then looks no more.
        await using NodeFixture node = await NodeFixture.StartAsync(static options => options with
        {
            Eviction = new() { Period = TimeSpan.FromSeconds(8), DiskAvailable = 0, MemoryAvailableBytes = 0 },
        });
        node.Api.Put(NodePods.Of("dear", "Always", NodePods.Shell("main", NodePods.Stay)).With(
            static spec => spec with { Priority = 1000 }));
        node.Api.Put(NodePods.Of("cheap", "Always", NodePods.Shell("main", NodePods.Stay)));
        await node.WaitForPodAsync("dear", NodePods.IsReady);
        await node.WaitForPodAsync("cheap", NodePods.IsReady);

        await node.StopAsync();
        node.Change(static options => options with
        {
            Eviction = new EvictionThresholds
            {
                Period = TimeSpan.FromSeconds(10), DiskAvailable = 0, MemoryAvailableBytes = 1L << 50,
            },
        });
        await node.RunAsync();
        Pod cheap = await node.WaitForPodAsync("cheap", static pod => pod.Status.Phase == "Failed");
        Assert.StartsWith(
            "The node was low on resource: memory. Threshold quantity: 1099511627776Ki", cheap.Status.Message,
            StringComparison.Ordinal);
        Node self = await node.WaitAsync("the condition", () => node.Api.Get<Node>("node-a", "") is { } found
            && found.Status.Conditions.Any(static one => one is { Type: "MemoryPressure", Status: "True" })
                ? found : null);
        Assert.Equal(
            "KubeletHasInsufficientMemory",
            self.Status.Conditions.First(static one => one.Type == "MemoryPressure").Reason);
        Assert.True(NodePods.IsReady(node.Api.Get<Pod>("dear")!));
        // What asks for nothing in particular is not taken while it lasts.
        node.Api.Put(NodePods.Of("late", "Always", NodePods.Shell("main", NodePods.Stay)));
        Pod late = await node.WaitForPodAsync("late", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("Evicted", late.Status.Reason);
    }

    private static Pod Scratch(Pod pod, string limit) => pod.With(spec => spec with
    {
        Volumes = [new() { Name = "scratch", EmptyDir = new() { SizeLimit = Quantity.Parse(limit) } }],
    });
}
