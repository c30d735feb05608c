using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Shutdown;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>Pods that end because the machine does, or because a critical one needs their room.</summary>
[Collection("node")]
public sealed class ShutdownTests
{
    [Fact]
    public async Task A_machine_that_goes_down_ends_pods_by_priority_and_takes_no_new_ones()
    {
        await using NodeFixture node = await NodeFixture.StartAsync(static options => options with
        {
            Shutdown = ShutdownOptions.Of(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(20)),
        });
        string signs = Path.Combine(node.Root, "signs");
        // Each writes its name when it is told to end.
        Pod Writes(string name, int priority) => NodePods.Of(name, "Always", NodePods.Shell(
            "main", $"trap 'echo {name} >> /shared/ended; exit 0' TERM; while :; do sleep 0.1; done"))
            .Sharing(signs).With(spec => spec with { Priority = priority });
        node.Api.Put(Writes("vital", 2_000_001_000));
        node.Api.Put(Writes("mere", 0));
        await node.WaitForPodAsync("vital", NodePods.IsReady);
        await node.WaitForPodAsync("mere", NodePods.IsReady);

        Assert.True(await node.ShutDownAsync());
        Assert.Equal("mere\nvital\n", await File.ReadAllTextAsync(Path.Combine(signs, "ended")));
        foreach (string name in (string[])["mere", "vital"])
        {
            Pod pod = await node.WaitForPodAsync(name, static pod => pod.Status.Phase == "Failed");
            Assert.Equal("Terminated", pod.Status.Reason);
            Assert.Equal("Pod was terminated in response to imminent node shutdown.", pod.Status.Message);
            Assert.Equal(
                "TerminationByKubelet",
                pod.Status.Conditions.First(static one => one.Type == "DisruptionTarget").Reason);
        }
        await node.WaitAsync("the condition", () => node.Api.Get<Node>("node-a", "") is { } self
            && self.Status.Conditions.Any(static one => one is
            {
                Type: "Ready", Status: "False", Reason: "KubeletNotReady", Message: "node is shutting down",
            }) ? self : null);
        node.Api.Put(NodePods.Of("late", "Always", NodePods.Shell("main", NodePods.Stay)));
        Pod late = await node.WaitForPodAsync("late", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("NodeShutdown", late.Status.Reason);
        Assert.Equal("Pod was rejected: Pod was rejected as the node is shutting down.", late.Status.Message);

        // A kubelet that starts anew is on a machine that stands.
        await node.StopAsync();
        await node.RunAsync();
        node.Api.Put(NodePods.Of("after", "Always", NodePods.Shell("main", NodePods.Stay)));
        await node.WaitForPodAsync("after", NodePods.IsReady);
    }

    [Fact]
    public async Task A_critical_pod_gets_the_room_of_a_lesser_one_once_that_has_ended()
    {
        await using NodeFixture node = await NodeFixture.StartAsync(static options => options with { PodsMax = 2 });
        string signs = Path.Combine(node.Root, "signs");
        node.Api.Put(NodePods.Of("dear", "Always", NodePods.Shell("main", NodePods.Stay)).With(static spec => spec with
        {
            Priority = 5,
            Containers =
            [
                spec.Containers[0] with
                {
                    Resources = new()
                    {
                        Requests = NodePods.Amounts("10m", "1Mi"), Limits = NodePods.Amounts("1", "64Mi"),
                    },
                },
            ],
        }));
        node.Api.Put(NodePods.Of("cheap", "Always", NodePods.Shell(
            "main", "trap 'echo cheap >> /shared/order; exit 0' TERM; while :; do sleep 0.1; done")).Sharing(signs));
        await node.WaitForPodAsync("dear", NodePods.IsReady);
        await node.WaitForPodAsync("cheap", NodePods.IsReady);

        // Not for anybody, and for a critical one the BestEffort one goes.
        node.Api.Put(NodePods.Of("mere", "Always", NodePods.Shell("main", NodePods.Stay)));
        Pod mere = await node.WaitForPodAsync("mere", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("OutOfpods", mere.Status.Reason);
        node.Api.Put(NodePods.Of("vital", "Always", NodePods.Shell(
            "main", $"echo vital >> /shared/order; {NodePods.Stay}")).Sharing(signs).With(
            static spec => spec with { Priority = 2_000_001_000 }));
        await node.WaitForPodAsync("vital", NodePods.IsReady);
        Pod cheap = await node.WaitForPodAsync("cheap", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("Preempting", cheap.Status.Reason);
        Assert.Equal("Preempted in order to admit critical pod", cheap.Status.Message);
        Assert.Equal(
            "Pod was preempted by Kubelet to accommodate a critical pod.",
            cheap.Status.Conditions.First(static one => one.Type == "DisruptionTarget").Message);
        Assert.Equal("cheap\nvital\n", await File.ReadAllTextAsync(Path.Combine(signs, "order")));
        Assert.True(NodePods.IsReady(node.Api.Get<Pod>("dear")!));
        Assert.Contains(node.Api.Events, static entry => entry is
        {
            Reason: "Preempting", Message: "Preempted in order to admit critical pod", InvolvedObject.Name: "cheap",
        });
    }
}
