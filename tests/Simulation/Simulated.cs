using Kubesharp.Api;
using Kubesharp.Client;
using Kubesharp.Simulation.Clock;
using Kubesharp.Simulation.Faults;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Simulation;

/// <summary>A whole cluster on one thread under a simulated clock; the same seed takes the same course.</summary>
internal sealed class Simulated
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Action heal;

    private Simulated(InProcessCluster cluster, SimulatedClock clock, Entropy chance, Action heal)
    {
        this.heal = heal;
        Cluster = cluster;
        Clock = clock;
        Chance = chance;
    }

    public InProcessCluster Cluster { get; }
    public SimulatedClock Clock { get; }
    public Entropy Chance { get; }
    public ApiClient Client => Cluster.Client;

    /// <summary>Runs the program on a fresh cluster; no longer than an hour of its time, or as long as told.</summary>
    public static T Run<T>(
        int seed, FaultPlan faults, SimulatedNodesOptions nodes, Func<Simulated, Task<T>> program,
        TimeSpan? limit = null)
    {
        SimulatedClock clock = new(Start);
        return new SimulationThread(clock).Run(
            async () =>
            {
                Entropy chance = Entropy.Seeded(seed);
                List<FaultyTransport> network = [];
                bool healed = false;
                await using InProcessCluster cluster = await InProcessCluster.StartAsync(
                    new InProcessClusterOptions
                    {
                        Nodes = nodes,
                        Time = clock,
                        Entropy = Entropy.Seeded(seed + 1),
                        Network = inner =>
                        {
                            FaultyTransport faulty = new(inner, faults, clock, chance);
                            network.Add(faulty);
                            if (healed)
                                faulty.Heal(); // Of a part that was started anew since.
                            return faulty;
                        },
                    },
                    CancellationToken.None);
                return await program(new Simulated(cluster, clock, chance, () =>
                {
                    healed = true;
                    network.ForEach(static transport => transport.Heal());
                }));
            },
            limit ?? TimeSpan.FromHours(1));
    }

    /// <summary>From here on every message arrives.</summary>
    public void Heal() => heal();

    public Task DelayAsync(TimeSpan delay) => Task.Delay(delay, Clock);

    public async Task<T> CreateAsync<T>(T value)
        where T : ApiObject
    {
        ApiResult<T> created = await Client.CreateAsync(value, CancellationToken.None);
        Assert.Null(created.Error);
        return created.Value!;
    }

    public async Task<T?> GetAsync<T>(string name)
        where T : ApiObject => (await Client.GetAsync<T>(new("default", name), CancellationToken.None)).Value;

    public async Task<IReadOnlyList<T>> ListAsync<T>()
        where T : ApiObject =>
        (await Client.ListAsync<T>("default", CancellationToken.None)).List!.Items;

    /// <summary>Looks once a second until the object is as wanted.</summary>
    public async Task<T> UntilAsync<T>(string name, Predicate<T> wanted)
        where T : ApiObject
    {
        while (true)
        {
            if (await GetAsync<T>(name) is { } value && wanted(value))
                return value;
            await DelayAsync(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The events about an object, as <c>reason: message</c>.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string name) =>
    [
        .. (await ListAsync<Api.Core.Event>()).Where(happened => happened.InvolvedObject.Name == name)
            .Select(static happened => $"{happened.Reason}: {happened.Message}"),
    ];
}
