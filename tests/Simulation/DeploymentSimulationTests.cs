using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Simulation.Clock;
using Kubesharp.Simulation.Faults;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Simulation;

/// <summary>
/// The whole cluster on one thread under a simulated clock: a Deployment is created, changed and scaled while messages
/// are late, lost and watches break. When the network heals it must converge, whatever the seed.
/// </summary>
public sealed class DeploymentSimulationTests
{
    private const int Runs = 1000;
    private const int Wanted = 4;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private static readonly FaultPlan Faults = new()
    {
        DelayMax = TimeSpan.FromMilliseconds(80),
        LostRequest = 0.03,
        LostResponse = 0.03,
        BrokenWatch = 0.03,
    };

    [Fact]
    public void A_Deployment_converges_under_a_thousand_seeds()
    {
        Seeds.Each(Runs, static seed =>
        {
            Outcome outcome = Run(seed);
            Assert.Equal(Wanted, outcome.Pods);
            Assert.Equal(1, outcome.Images);
            Assert.Equal(Wanted, outcome.Available);
        });
    }

    [Fact]
    public void The_same_seed_takes_the_same_course() => Assert.Equal(Run(42), Run(42));

    private static Outcome Run(int seed)
    {
        SimulatedClock clock = new(Start);
        SimulationThread thread = new(clock);
        return thread.Run(
            async () =>
            {
                Outcome outcome = await ProgramAsync(seed, clock);
                return outcome with { Steps = thread.Steps, Elapsed = clock.Elapsed };
            },
            Limit);
    }

    private static async Task<Outcome> ProgramAsync(int seed, SimulatedClock clock)
    {
        List<FaultyTransport> network = [];
        Entropy chance = Entropy.Seeded(seed);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions
            {
                Nodes = new SimulatedNodesOptions { Count = 3, StartDelay = TimeSpan.FromSeconds(1) },
                Time = clock,
                Entropy = Entropy.Seeded(seed + 1),
                Network = inner =>
                {
                    FaultyTransport faulty = new(inner, Faults, clock, chance);
                    network.Add(faulty);
                    return faulty;
                },
            },
            CancellationToken.None);

        await ChangeAsync(cluster, "web:1", 2);
        await Task.Delay(Trouble * chance.NextDouble(), clock);
        await ChangeAsync(cluster, "web:2", 6);
        await Task.Delay(Trouble * chance.NextDouble(), clock);
        await ChangeAsync(cluster, "web:3", Wanted);
        await Task.Delay(Trouble * chance.NextDouble(), clock);
        network.ForEach(static transport => transport.Heal());

        while (true)
        {
            Outcome? outcome = await LookAsync(cluster);
            if (outcome is not null)
                return outcome;
            await Task.Delay(TimeSpan.FromSeconds(1), clock);
        }
    }

    private static async Task ChangeAsync(InProcessCluster cluster, string image, int replicas)
    {
        ObjectKey key = new("default", "web");
        ApiResult<Deployment> known = await cluster.Client.GetAsync<Deployment>(key, CancellationToken.None);
        ApiResult<Deployment> written = known.Value is null
            ? await cluster.Client.CreateAsync(DeploymentOf(image, replicas), CancellationToken.None)
            : await cluster.Client.PatchAsync<Deployment>(key, PatchType.Strategic, $$"""
                {"spec": {"replicas": {{replicas}}, "template": {"spec": {"containers": [
                {"name": "main", "image": "{{image}}" } ] } } } }
                """, CancellationToken.None);
        Assert.Null(written.Error);
    }

    /// <summary>What there is, once the Deployment says that it is done; null before.</summary>
    private static async Task<Outcome?> LookAsync(InProcessCluster cluster)
    {
        ApiResult<Deployment> found = await cluster.Client.GetAsync<Deployment>(
            new("default", "web"), CancellationToken.None);
        DeploymentStatus status = found.Value!.Status;
        if (status.ObservedGeneration < found.Value.Metadata.Generation
            || status.UpdatedReplicas != Wanted || status.Replicas != Wanted || status.AvailableReplicas != Wanted)
            return null;
        (ObjectList<Pod>? pods, _) = await cluster.Client.ListAsync<Pod>("default", CancellationToken.None);
        if (pods!.Items.Any(static pod => pod.Metadata.DeletionTimestamp is not null))
            return null;
        return new Outcome(
            pods.Items.Count, pods.Items.Select(static pod => pod.Spec.Containers[0].Image).Distinct().Count(),
            status.AvailableReplicas);
    }

    private static Deployment DeploymentOf(string image, int replicas) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = "web", Namespace = "default" },
        Spec = DeploymentSpec.Empty with
        {
            Replicas = replicas,
            Selector = LabelSelector.Empty with { MatchLabels = Labels },
            Template = PodTemplateSpec.Empty with
            {
                Metadata = ObjectMeta.Empty with { Labels = Labels },
                Spec = PodSpec.Empty with { Containers = [Container.Empty with { Name = "main", Image = image }] },
            },
        },
    };

    private static Dictionary<string, string> Labels { get; } = new() { ["app"] = "web" };

    private sealed record Outcome(int Pods, int Images, int Available)
    {
        public long Steps { get; init; }
        public TimeSpan Elapsed { get; init; }
    }
}
