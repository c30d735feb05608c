using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>E102. Init containers and sidecars: their order at the start, after a crash, and at the end.</summary>
[Collection("node")]
public sealed class SidecarTests
{
    [Fact]
    public async Task Sidecars_start_before_end_after_and_do_not_keep_a_job_from_completing()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        string order = Path.Combine(node.Root, "order");
        node.Api.Put(Ordered().Sharing(order));
        Container brief = NodePods.Shell("main", "sleep 1; exit 0");
        node.Api.Put(NodePods.Of("job", "Never", brief).With(static spec => spec with
        {
            InitContainers = [Sidecar("helper", NodePods.Stay)],
        }));
        node.Api.Put(NodePods.Of("crash", "Always", NodePods.Shell("main", NodePods.Stay)).With(static spec => spec with
        {
            InitContainers = [Sidecar("helper", "sleep 1; exit 7")],
        }));
        node.Api.Put(NodePods.Of("stuck", "Never", NodePods.Shell("main", "true")).With(static spec => spec with
        {
            InitContainers = [NodePods.Shell("first", "exit 4"), NodePods.Shell("second", "true")],
        }));

        Pod running = await node.WaitForPodAsync("ordered", NodePods.IsReady);
        Assert.True(NodePods.StatusOf(running, "second").Started);
        // Without a probe a container is ready as soon as it runs, which is before it has written anything.
        await node.WaitAsync("main at work", () => ReadLines(order).Length >= 4 ? "" : null);
        Assert.Equal(["first", "second", "setup", "main"], ReadLines(order));
        node.Api.Delete("ordered");
        await node.WaitAsync("the end", () => node.Api.Get<Pod>("ordered") is null ? "" : null);
        // The containers first; then the sidecars, the last one started first.
        Assert.Equal(["end main", "end second", "end first"], ReadLines(order)[4..]);

        Pod job = await node.WaitForPodAsync("job", static pod => pod.Status.Phase == "Succeeded");
        Assert.NotNull(NodePods.StatusOf(job, "helper").State.Terminated);
        Assert.True(NodePods.Has(job, "Initialized", "True"));

        Pod crash = await node.WaitForPodAsync(
            "crash", static pod => NodePods.StatusOf(pod, "helper") is { RestartCount: >= 1, State.Waiting: not null });
        Assert.Equal("CrashLoopBackOff", NodePods.StatusOf(crash, "helper").State.Waiting!.Reason);
        Assert.Equal(0, NodePods.StatusOf(crash, "main").RestartCount);
        Assert.Equal("Running", crash.Status.Phase);

        Pod stuck = await node.WaitForPodAsync("stuck", static pod => pod.Status.Phase == "Failed");
        Assert.Equal("PodInitializing", NodePods.StatusOf(stuck, "main").State.Waiting?.Reason);
        Assert.Equal(4, NodePods.StatusOf(stuck, "first").State.Terminated?.ExitCode);
        Assert.NotNull(NodePods.StatusOf(stuck, "second").State.Waiting);
    }

    private static Pod Ordered() => NodePods.Of("ordered", "Always", NodePods.Shell("main", Noted("main"))).With(
        static spec => spec with
        {
            InitContainers =
            [
                Sidecar("first", Noted("first")),
                Sidecar("second", "sleep 1; " + Noted("second")) with
                {
                    StartupProbe = new()
                    {
                        Exec = new() { Command = ["grep", "second", "/shared/order"] }, PeriodSeconds = 1,
                        FailureThreshold = 30,
                    },
                },
                NodePods.Shell("setup", "echo setup >> /shared/order"),
            ],
        });

    private static string Noted(string name) =>
        $"trap 'sleep 0.3; echo end {name} >> /shared/order; exit 0' TERM; echo {name} >> /shared/order; "
        + "while :; do sleep 0.1; done";

    private static Container Sidecar(string name, string script) =>
        NodePods.Shell(name, script) with { RestartPolicy = ContainerRestartPolicy.Always };

    private static string[] ReadLines(string folder) => File.ReadAllLines(Path.Combine(folder, "order"));
}
