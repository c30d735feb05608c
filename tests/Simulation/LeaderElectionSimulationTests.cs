using Kubesharp.Api;
using Kubesharp.Api.Coordination;
using Kubesharp.Client;
using Kubesharp.Client.LeaderElection;
using Kubesharp.Simulation.Faults;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Simulation;

/// <summary>Two candidates for one Lease, on a real API server under a simulated clock.</summary>
public sealed class LeaderElectionSimulationTests
{
    [Fact] // E107
    public void A_clean_stop_hands_over_within_three_seconds()
    {
        (TimeSpan gap, int both, int? transitions) = Run(async cluster =>
        {
            Candidate first = new(cluster, "a"), second = new(cluster, "b");
            first.Start();
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(500));
            second.Start();
            await cluster.DelayAsync(TimeSpan.FromSeconds(60));
            Assert.True(first.Works);
            Assert.False(second.Works);

            TimeSpan stopped = cluster.Clock.Elapsed;
            await first.StopAsync();
            await second.Working;
            TimeSpan gap = cluster.Clock.Elapsed - stopped;
            Lease lease = (await cluster.Client.GetAsync<Lease>(
                new("kube-system", "work"), CancellationToken.None)).Value!;
            Assert.Equal("b", lease.Spec!.HolderIdentity);
            await second.StopAsync();
            return (gap, Candidate.Most, lease.Spec.LeaseTransitions);
        });

        Assert.True(gap < TimeSpan.FromSeconds(3), $"took {gap}");
        Assert.Equal((1, 1), (both, transitions!.Value));
    }

    [Fact] // E107
    public void A_leader_that_is_cut_off_stops_before_another_one_starts()
    {
        (TimeSpan gap, int both) = Run(async cluster =>
        {
            Candidate first = new(cluster, "a"), second = new(cluster, "b");
            first.Start();
            await first.Working;
            second.Start();
            await cluster.DelayAsync(TimeSpan.FromSeconds(10));
            first.CutOff = true;
            TimeSpan cut = cluster.Clock.Elapsed;
            await second.Working;
            TimeSpan gap = cluster.Clock.Elapsed - cut;
            Assert.False(first.Works);
            await first.StopAsync();
            await second.StopAsync();
            return (gap, Candidate.Most);
        });

        Assert.InRange(gap, TimeSpan.FromSeconds(13), TimeSpan.FromSeconds(19));
        Assert.Equal(1, both);
    }

    private static T Run<T>(Func<Simulated, Task<T>> program)
    {
        Candidate.Reset();
        return Simulated.Run(1, FaultPlan.None, new SimulatedNodesOptions { Count = 0 }, program);
    }

    private sealed class Candidate(Simulated cluster, string identity) : Api.Transport.ITransport
    {
        [ThreadStatic] private static int working;
        [ThreadStatic] private static int most;

        private readonly TaskCompletionSource started = Loop.NewSignal();
        private readonly CancellationTokenSource stop = new();
        private Task running = Task.CompletedTask;

        public static int Most => most;
        public bool Works { get; private set; }
        public bool CutOff { get; set; }
        public Task Working => started.Task;

        public static void Reset() => working = most = 0;

        public void Start()
        {
            LeaderElector elector = new(
                new ApiClient(this, identity), new LeaderElectionOptions { Name = "work", Identity = identity },
                cluster.Clock);
            running = Loop.Run(identity, cluster.Clock, token => elector.RunAsync(WorkAsync, token), stop.Token);
        }

        public async Task StopAsync()
        {
            await Loop.CancelAsync(stop);
            await running;
        }

        private async Task WorkAsync(CancellationToken cancellationToken)
        {
            Works = true;
            most = Math.Max(most, ++working);
            started.TrySetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cluster.Clock, cancellationToken);
            }
            finally
            {
                working--;
                Works = false;
            }
        }

        public Task<Api.Transport.ApiResponse> SendAsync(
            Api.Transport.ApiRequest request, CancellationToken cancellationToken) => CutOff
            ? throw new IOException("simulated: cut off")
            : cluster.Client.Transport.SendAsync(request, cancellationToken);

        public IAsyncEnumerable<Api.Transport.WatchEvent> WatchAsync(
            Api.Transport.ApiRequest request, CancellationToken cancellationToken) =>
            cluster.Client.Transport.WatchAsync(request, cancellationToken);
    }
}
