using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Simulation.Faults;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Simulation;

/// <summary>A node falls silent; what becomes of it and of its Pods takes minutes, which pass at once.</summary>
public sealed class NodeSimulationTests
{
    [Fact] // E105
    public void A_silent_node_is_tainted_its_Pods_go_when_their_time_is_up_and_with_the_node_all_is_gone() =>
        Run(static async cluster =>
        {
            await CreateGhostAsync(cluster);
            TimeSpan start = cluster.Clock.Elapsed;
            Node silent = await UntilAsync<Node>(cluster, "", "ghost", static node =>
                node.Spec.Taints.Any(static taint => taint.Effect == "NoExecute"));
            Assert.InRange((cluster.Clock.Elapsed - start).TotalSeconds, 48, 60);
            Assert.Equal("Ready Unknown NodeStatusUnknown: Kubelet stopped posting node status.",
                TextOf(silent.Status.Conditions[0]));
            Assert.Equal(["NoExecute", "NoSchedule"], silent.Spec.Taints
                .Where(static taint => taint.Key == "node.kubernetes.io/unreachable")
                .Select(static taint => taint.Effect).Order());
            Pod unready = await UntilAsync<Pod>(cluster, "default", "held", static pod =>
                pod.Status.Conditions.Any(static one => one is { Type: "Ready", Status: "False" }));
            Assert.Null(unready.Metadata.DeletionTimestamp);

            TimeSpan tainted = cluster.Clock.Elapsed;
            Pod evicted = await UntilAsync<Pod>(cluster, "default", "held",
                static pod => pod.Metadata.DeletionTimestamp is not null);
            Assert.InRange((cluster.Clock.Elapsed - tainted).TotalSeconds, 295, 310); // its default tolerations
            PodCondition target = evicted.Status.Conditions.Single(static one => one.Type == "DisruptionTarget");
            Assert.Equal(("DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint"),
                (target.Reason, target.Message));
            IReadOnlyList<string> events = await cluster.EventsAsync("held");
            Assert.Contains("TaintManagerEviction: Marking for deletion Pod default/held", events);
            Assert.Contains("NodeNotReady: Node is not ready", events);

            // No kubelet will ever say that it has stopped.
            await cluster.DelayAsync(TimeSpan.FromMinutes(2));
            Assert.NotNull(await cluster.GetAsync<Pod>("held"));
            Assert.Null(await cluster.Client.DeleteAsync<Node>(new("", "ghost"), null, CancellationToken.None));
            TimeSpan deleted = cluster.Clock.Elapsed;
            while (await cluster.GetAsync<Pod>("held") is not null)
                await cluster.DelayAsync(TimeSpan.FromSeconds(1));
            Assert.InRange((cluster.Clock.Elapsed - deleted).TotalSeconds, 35, 60);
            return 0;
        });

    [Fact] // E105
    public void A_node_that_comes_back_in_time_keeps_its_Pods() => Run(static async cluster =>
    {
        Node ghost = await CreateGhostAsync(cluster);
        ghost = await UntilAsync<Node>(cluster, "", "ghost", static node =>
            node.Spec.Taints.Any(static taint => taint.Effect == "NoExecute"));
        await cluster.DelayAsync(TimeSpan.FromSeconds(30));
        Assert.Null((await cluster.Client.UpdateStatusAsync(
            ghost with { Status = ghost.Status with { Conditions = [Ready(cluster)] } },
            CancellationToken.None)).Error);

        Node back = await UntilAsync<Node>(cluster, "", "ghost", static node => node.Spec.Taints.Count == 0);
        Assert.Equal("True", back.Status.Conditions[0].Status);
        while (!(await cluster.EventsAsync("held")).Contains(
            "TaintManagerEviction: Cancelling deletion of Pod default/held"))
            await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.Null((await cluster.GetAsync<Pod>("held"))!.Metadata.DeletionTimestamp);
        return 0;
    });

    [Fact]
    public void A_Pod_on_a_node_that_is_known_to_be_off_goes_without_its_kubelet() => Run(static async cluster =>
    {
        await CreateGhostAsync(cluster);
        await UntilAsync<Node>(cluster, "", "ghost", static node =>
            node.Spec.Taints.Any(static taint => taint.Effect == "NoExecute"));
        await cluster.Client.DeleteAsync<Pod>(new("default", "held"), null, CancellationToken.None);
        await cluster.DelayAsync(TimeSpan.FromMinutes(1));
        Assert.NotNull(await cluster.GetAsync<Pod>("held"));

        Node silent = (await cluster.Client.GetAsync<Node>(new("", "ghost"), CancellationToken.None)).Value!;
        Taint off = new() { Key = "node.kubernetes.io/out-of-service", Value = "nodeshutdown", Effect = "NoExecute" };
        Assert.Null((await cluster.Client.UpdateAsync(
            silent with { Spec = silent.Spec with { Taints = [.. silent.Spec.Taints, off] } },
            CancellationToken.None)).Error);
        while (await cluster.GetAsync<Pod>("held") is not null)
            await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        return 0;
    });

    /// <summary>A node that says once that it is ready and never again, and a Pod that runs there.</summary>
    private static async Task<Node> CreateGhostAsync(Simulated cluster)
    {
        await cluster.UntilAsync<ServiceAccount>("default", static _ => true);
        await UntilAsync<Node>(cluster, "", "node-0", static _ => true);
        Node ghost = new() { Metadata = ObjectMeta.Empty with { Name = "ghost" } };
        ghost = (await cluster.Client.CreateAsync(ghost, CancellationToken.None)).Value!;
        NodeStatus status = ghost.Status with { Conditions = [Ready(cluster)] };
        ghost = (await cluster.Client.UpdateStatusAsync(
            ghost with { Status = status }, CancellationToken.None)).Value!;
        Pod pod = await cluster.CreateAsync(new Pod
        {
            Metadata = ObjectMeta.Empty with { Name = "held", Namespace = "default" },
            Spec = PodSpec.Empty with
            {
                NodeName = "ghost", Containers = [Container.Empty with { Name = "main", Image = "x" }],
            },
        });
        Assert.Null((await cluster.Client.UpdateStatusAsync(
            pod with
            {
                Status = pod.Status with
                {
                    Phase = "Running",
                    Conditions = [PodCondition.Empty with { Type = "Ready", Status = "True" }],
                },
            },
            CancellationToken.None)).Error);
        return ghost;
    }

    private static NodeCondition Ready(Simulated cluster) => NodeCondition.Empty with
    {
        Type = "Ready", Status = "True", LastHeartbeatTime = new Time(cluster.Clock.GetUtcNow()),
    };

    private static string TextOf(NodeCondition one) => $"{one.Type} {one.Status} {one.Reason}: {one.Message}";

    private static async Task<T> UntilAsync<T>(Simulated cluster, string space, string name, Predicate<T> wanted)
        where T : ApiObject
    {
        while (true)
        {
            if ((await cluster.Client.GetAsync<T>(new(space, name), CancellationToken.None)).Value is { } found
                && wanted(found))
                return found;
            await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        }
    }

    private static void Run(Func<Simulated, Task<int>> program) =>
        Simulated.Run(1, FaultPlan.None, new SimulatedNodesOptions(), program);
}
