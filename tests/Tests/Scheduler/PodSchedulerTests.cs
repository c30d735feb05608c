using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Scheduling;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Simulation.Clock;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Scheduler;

/// <summary>The scheduler in a whole cluster on one thread: what it writes, and what comes of it.</summary>
public sealed class PodSchedulerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SimulatedClock clock = new(Start);

    // E103
    [Fact]
    public void E103_A_Pod_that_fits_nowhere_says_why_in_an_event_and_its_condition() => Run(async cluster =>
    {
        await CreateAsync(cluster, PodOf("large", "9"));

        Event said = await EventAsync(cluster, "FailedScheduling");
        const string Message = "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: "
            + "1 Preemption is not helpful for scheduling.";
        Assert.Equal((Message, "Warning", "default-scheduler"), (said.Message, said.Type, said.Source.Component));
        Pod pod = await PodAsync(cluster, "large", static pod => pod.Status.Conditions.Count > 0);
        PodCondition condition = pod.Status.Conditions.Single(static one => one.Type == "PodScheduled");
        Assert.Equal(("False", "Unschedulable", Message), (condition.Status, condition.Reason, condition.Message));
    });

    [Fact]
    public void E103_A_Pod_that_was_placed_says_where() => Run(async cluster =>
    {
        await CreateAsync(cluster, PodOf("small", "1"));

        Event said = await EventAsync(cluster, "Scheduled");
        Assert.Equal("Successfully assigned default/small to node-0", said.Message);
    });

    [Fact]
    public void Higher_priority_sends_others_away_and_takes_their_place() => Run(async cluster =>
    {
        await CreateAsync(
            cluster, new PriorityClass { Metadata = ObjectMeta.Empty with { Name = "high" }, Value = 1000 });
        for (int i = 0; i < 4; i++)
            await CreateAsync(cluster, PodOf($"low-{i}", "1"));
        for (int i = 0; i < 4; i++)
            await PodAsync(cluster, $"low-{i}", static pod => pod.Status.Phase == "Running");

        Pod high = PodOf("high", "2");
        await CreateAsync(cluster, high with { Spec = high.Spec with { PriorityClassName = "high" } });

        await PodAsync(cluster, "high", static pod => pod.Status.Phase == "Running");
        (ObjectList<Pod>? left, _) = await cluster.Client.ListAsync<Pod>("default", CancellationToken.None);
        Assert.Equal(3, left!.Items.Count);
        Event said = await EventAsync(cluster, "Preempted");
        Assert.StartsWith("low-", said.InvolvedObject.Name);
    });

    [Fact]
    public void A_waiting_Pod_is_placed_when_another_one_goes() => Run(async cluster =>
    {
        await CreateAsync(cluster, PodOf("first", "4"));
        await PodAsync(cluster, "first", static pod => pod.Spec.NodeName.Length > 0);
        await CreateAsync(cluster, PodOf("second", "4"));
        await EventAsync(cluster, "FailedScheduling");

        await cluster.Client.DeleteAsync<Pod>(new("default", "first"), null, CancellationToken.None);

        await PodAsync(cluster, "second", static pod => pod.Spec.NodeName.Length > 0);
    });

    [Fact]
    public void A_gated_Pod_waits_until_its_gate_is_taken_away() => Run(async cluster =>
    {
        Pod gated = PodOf("gated", "1");
        await CreateAsync(
            cluster, gated with { Spec = gated.Spec with { SchedulingGates = [new() { Name = "wait" }] } });
        await CreateAsync(cluster, PodOf("other", "1"));
        await PodAsync(cluster, "other", static pod => pod.Spec.NodeName.Length > 0);
        Assert.Equal("", (await PodAsync(cluster, "gated", static _ => true)).Spec.NodeName);

        ApiResult<Pod> opened = await cluster.Client.PatchAsync<Pod>(
            new("default", "gated"), PatchType.Merge, """{"spec":{"schedulingGates":null}}""",
            CancellationToken.None);
        Assert.Null(opened.Error);

        await PodAsync(cluster, "gated", static pod => pod.Spec.NodeName.Length > 0);
    });

    private void Run(Func<InProcessCluster, Task> program) => new SimulationThread(clock).Run(
        async () =>
        {
            await using InProcessCluster cluster = await InProcessCluster.StartAsync(
                new InProcessClusterOptions
                {
                    Nodes = new SimulatedNodesOptions { Count = 1, Cpu = "4" },
                    Time = clock,
                    Entropy = Entropy.Seeded(1),
                },
                CancellationToken.None);
            // The controllers make the account, and take from the node the taint that every new one has.
            await FoundAsync<ServiceAccount>(cluster, "default", static _ => true);
            await FoundAsync<Node>(cluster, "node-0", static node => node.Spec.Taints.Count == 0, "");
            await program(cluster);
            return 0;
        },
        TimeSpan.FromMinutes(10));

    private static async Task CreateAsync<T>(InProcessCluster cluster, T value)
        where T : ApiObject =>
        Assert.Null((await cluster.Client.CreateAsync(value, CancellationToken.None)).Error);

    private Task<Pod> PodAsync(InProcessCluster cluster, string name, Func<Pod, bool> isWanted) =>
        FoundAsync(cluster, name, isWanted);

    private async Task<T> FoundAsync<T>(
        InProcessCluster cluster, string name, Func<T, bool> isWanted, string space = "default")
        where T : ApiObject
    {
        while (true)
        {
            ApiResult<T> found = await cluster.Client.GetAsync<T>(new(space, name), CancellationToken.None);
            if (found.Value is { } value && isWanted(value))
                return value;
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock);
        }
    }

    private async Task<Event> EventAsync(InProcessCluster cluster, string reason)
    {
        while (true)
        {
            (ObjectList<Event>? events, _) = await cluster.Client.ListAsync<Event>("default", CancellationToken.None);
            if (events!.Items.FirstOrDefault(one => one.Reason == reason) is { } found)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock);
        }
    }

    private static Pod PodOf(string name, string cpu) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
        Spec = PodSpec.Empty with
        {
            TerminationGracePeriodSeconds = 1,
            Containers =
            [
                Container.Empty with
                {
                    Name = "main",
                    Image = "main:1",
                    Resources = ResourceRequirements.Empty with
                    {
                        Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu) },
                    },
                },
            ],
        },
    };
}
