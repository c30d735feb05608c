using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Eviction;
using Kubesharp.Linux.Mounts;
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
            Eviction = new() { Period = TimeSpan.FromSeconds(1), Thresholds = [] },
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
            Eviction = new() { Period = TimeSpan.FromSeconds(8), Thresholds = [] },
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
                Period = TimeSpan.FromSeconds(10),
                Thresholds = [new(EvictionSignal.MemoryAvailable, EvictionAmount.Of(1L << 50))],
            },
        });
        await node.RunAsync();
        Pod cheap = await node.WaitForPodAsync("cheap", static pod => pod.Status.Phase == "Failed");
        Assert.StartsWith(
            "The node was low on resource: memory. Threshold quantity: 1Pi, available: ", cheap.Status.Message,
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

    [Fact]
    public async Task A_disk_that_fills_costs_the_pod_that_fills_it_and_the_node_recovers()
    {
        // The node on a disk of its own, small enough to fill.
        await using NodeFixture node = await NodeFixture.StartAsync(static options =>
        {
            Directory.CreateDirectory(options.DataDirectory);
            MountTable.MountTmpfs(options.DataDirectory, "size=128m,mode=0755");
            return options with
            {
                Eviction = new()
                {
                    Period = TimeSpan.FromSeconds(1), Transition = TimeSpan.FromSeconds(1),
                    Thresholds = [new(EvictionSignal.NodefsAvailable, EvictionAmount.OfCapacity(0.3))],
                },
            };
        });
        node.Api.Put(NodePods.Of("steady", "Always", NodePods.Shell("main", NodePods.Stay)));
        await node.WaitForPodAsync("steady", NodePods.IsReady);
        node.Api.Put(Scratch(
            NodePods.Of("greedy", "Always", NodePods.Shell(
                "main", "dd if=/dev/zero of=/scratch/x bs=1M count=100; " + NodePods.Stay) with
            {
                VolumeMounts = [new() { Name = "scratch", MountPath = "/scratch" }],
            }),
            "1Gi"));
        Pod greedy = await node.WaitForPodAsync("greedy", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("Evicted", greedy.Status.Reason);
        Assert.StartsWith(
            "The node was low on resource: ephemeral-storage. Threshold quantity: ", greedy.Status.Message,
            StringComparison.Ordinal);
        await node.WaitAsync("the event", () => node.Api.Events.FirstOrDefault(static entry => entry is
        {
            Reason: "EvictionThresholdMet", Message: "Attempting to reclaim ephemeral-storage",
            InvolvedObject.Name: "node-a",
        }));
        // What it wrote goes with it, and the node takes Pods again.
        await node.WaitUntilAsync("room", () => Task.FromResult(
            FileSystemUsage.Read(node.Options.DataDirectory).AvailableBytes > 64 << 20));
        Pod? taken = null;
        for (int attempt = 0; taken is null && attempt < 100; attempt++)
        {
            string name = $"after-{attempt}";
            node.Api.Put(NodePods.Of(name, "Always", NodePods.Shell("main", NodePods.Stay)));
            Pod pod = await node.WaitForPodAsync(
                name, static pod => pod.Status.Phase == "Failed" || NodePods.IsReady(pod));
            taken = NodePods.IsReady(pod) ? pod : null;
        }
        Assert.NotNull(taken);
        Assert.Equal(0, NodePods.StatusOf(node.Api.Get<Pod>("steady")!, "main").RestartCount);
    }

    [Fact]
    public async Task A_soft_threshold_gives_the_pod_its_grace()
    {
        await using NodeFixture node = await NodeFixture.StartAsync(static options => options with
        {
            Eviction = new() { Thresholds = [] },
        });
        string signs = Path.Combine(node.Root, "signs");
        node.Api.Put(NodePods.Of("patient", "Always", NodePods.Shell(
            "main", "trap 'sleep 2; echo farewell > /shared/ended; exit 0' TERM; while :; do sleep 0.1; done"))
            .Sharing(signs));
        await node.WaitForPodAsync("patient", NodePods.IsReady);
        await node.StopAsync();
        node.Change(static options => options with
        {
            Eviction = new()
            {
                Period = TimeSpan.FromSeconds(1), PodGraceMax = TimeSpan.FromSeconds(20),
                Thresholds =
                [
                    new(EvictionSignal.MemoryAvailable, EvictionAmount.Of(1L << 50))
                    {
                        Grace = TimeSpan.FromSeconds(2),
                    },
                ],
            },
        });
        await node.RunAsync();
        Pod patient = await node.WaitForPodAsync("patient", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("Evicted", patient.Status.Reason);
        Assert.Equal("farewell\n", await File.ReadAllTextAsync(Path.Combine(signs, "ended")));
        Assert.Equal(0, NodePods.StatusOf(patient, "main").State.Terminated?.ExitCode);
    }

    private static Pod Scratch(Pod pod, string limit) => pod.With(spec => spec with
    {
        Volumes = [new() { Name = "scratch", EmptyDir = new() { SizeLimit = Quantity.Parse(limit) } }],
    });
}
