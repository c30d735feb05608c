using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Simulation.Clock;
using Kubesharp.Simulation.Faults;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Simulation;

/// <summary>
/// Pods come and go on nodes that are too small for all of them, while the API server is away for seconds, refuses
/// bindings, and answers late or never. No Pod may be bound twice, no node given more than it has; when all is well
/// again none that fits may be left out.
/// </summary>
public sealed class SchedulerSimulationTests
{
    private const int Runs = 40;
    private const int Nodes = 3;
    private const int PodsMax = 34;
    // 4 CPU a node, half of one for each Pod.
    private const int FitPerNode = 8;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Limit = TimeSpan.FromHours(2);

    private static readonly FaultPlan Faults = new()
    {
        DelayMax = TimeSpan.FromMilliseconds(80),
        LostRequest = 0.04,
        LostResponse = 0.08,
        BrokenWatch = 0.03,
    };

    [Fact]
    public void No_Pod_is_bound_twice_or_forgotten_and_no_node_over_committed()
    {
        Seeds.Each(Runs, static seed =>
        {
            SimulatedClock clock = new(Start);
            new SimulationThread(clock).Run(() => ProgramAsync(seed, clock), Limit);
        });
    }

    private static async Task<int> ProgramAsync(int seed, SimulatedClock clock)
    {
        Entropy chance = Entropy.Seeded(seed);
        List<FaultyTransport> network = [];
        List<TroubledTransport> servers = [];
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions
            {
                Nodes = new SimulatedNodesOptions { Count = Nodes, Cpu = "4" },
                Time = clock,
                Entropy = Entropy.Seeded(seed + 1),
                Network = inner =>
                {
                    TroubledTransport troubled = new(inner, chance);
                    servers.Add(troubled);
                    FaultyTransport faulty = new(troubled, Faults, clock, chance);
                    network.Add(faulty);
                    return faulty;
                },
            },
            CancellationToken.None);
        Witness witness = new();
        Informer<Pod> pods = new(cluster.Client.Transport, clock, InformerOptions.All);
        pods.AddHandler(witness.See);
        using CancellationTokenSource stop = new();
        Task watching = Loop.Run("witness", clock, pods.RunAsync, stop.Token);

        int made = 0;
        for (int i = 0; i < 60; i++)
        {
            if (chance.Next(3) > 0 && pods.List().Count < PodsMax)
                await CreateAsync(cluster, $"pod-{made++}");
            else if (pods.List() is { Count: > 0 } all)
                await DeleteAsync(cluster, all[chance.Next(all.Count)]);
            if (chance.Next(12) == 0)
            {
                // The server is away: nobody reaches it, and what was watched is cut.
                servers.ForEach(static server => server.IsAway = true);
                await Task.Delay(TimeSpan.FromSeconds(3 * chance.NextDouble()), clock);
                servers.ForEach(static server => server.IsAway = false);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(400 * chance.NextDouble()), clock);
        }
        network.ForEach(static transport => transport.Heal());
        servers.ForEach(static server => server.Heal());

        while (!IsSettled(pods.List()))
        {
            Assert.Null(witness.Violation);
            await Task.Delay(TimeSpan.FromSeconds(1), clock);
        }
        Assert.Null(witness.Violation);
        await Loop.CancelAsync(stop);
        await watching;
        return made;
    }

    /// <summary>As many Pods have a node as there is room for.</summary>
    private static bool IsSettled(IReadOnlyList<Pod> pods) =>
        pods.All(static pod => pod.Metadata.DeletionTimestamp is null)
        && pods.Count(static pod => pod.Spec.NodeName.Length > 0) == Math.Min(pods.Count, Nodes * FitPerNode);

    private static async Task CreateAsync(InProcessCluster cluster, string name)
    {
        Pod pod = new()
        {
            Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
            Spec = PodSpec.Empty with
            {
                Containers =
                [
                    Container.Empty with
                    {
                        Name = "main",
                        Image = "main:1",
                        Resources = ResourceRequirements.Empty with
                        {
                            Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("500m") },
                        },
                    },
                ],
            },
        };
        ApiResult<Pod> created = await cluster.Client.CreateAsync(pod, CancellationToken.None);
        // The first ones may come before the namespace's ServiceAccount; they are made again with the next step.
        Assert.True(created.Error is null or { IsForbidden: true }, created.Error?.Message);
    }

    private static async Task DeleteAsync(InProcessCluster cluster, Pod pod) =>
        Assert.Null(await cluster.Client.DeleteAsync<Pod>(ObjectKey.Of(pod), null, CancellationToken.None));

    /// <summary>Sees every change in the order of the store and keeps the books.</summary>
    private sealed class Witness
    {
        private readonly Dictionary<string, string> nodeOf = [];

        public string? Violation { get; private set; }

        public void See(Pod? before, Pod? after)
        {
            if (before is not null && before.Metadata.Uid != after?.Metadata.Uid)
                nodeOf.Remove(before.Metadata.Uid);
            if (after is null || after.Spec.NodeName.Length == 0)
                return;
            string uid = after.Metadata.Uid, node = after.Spec.NodeName;
            if (nodeOf.TryGetValue(uid, out string? known) && known != node)
                Violation ??= $"{after.Metadata.Name} was on {known} and is on {node}";
            nodeOf[uid] = node;
            int count = nodeOf.Values.Count(other => other == node);
            if (count > FitPerNode)
                Violation ??= $"{node} has {count} Pods and room for {FitPerNode}";
        }
    }
}
