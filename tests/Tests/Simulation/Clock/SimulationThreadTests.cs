using Kubesharp.Simulation.Clock;
using Xunit;

namespace Kubesharp.Tests.Simulation.Clock;

public sealed class SimulationThreadTests
{
    [Fact]
    public void Hours_pass_at_once_and_in_order()
    {
        SimulatedClock clock = new(DateTimeOffset.UnixEpoch);
        List<string> course = [];

        int result = new SimulationThread(clock).Run(
            async () =>
            {
                await Task.WhenAll(StepAsync("slow", 3), StepAsync("fast", 1), StepAsync("middle", 2));
                return 7;
            },
            TimeSpan.FromHours(10));

        Assert.Equal(7, result);
        Assert.Equal(["fast", "middle", "slow"], course);
        Assert.Equal(TimeSpan.FromHours(3), clock.Elapsed);

        async Task StepAsync(string name, int hours)
        {
            await Task.Delay(TimeSpan.FromHours(hours), clock);
            course.Add(name);
        }
    }

    [Fact]
    public void A_program_that_can_never_go_on_says_so()
    {
        SimulatedClock clock = new(DateTimeOffset.UnixEpoch);
        TaskCompletionSource<int> never = new();

        Assert.Throws<TimeoutException>(() =>
            new SimulationThread(clock).Run(() => never.Task, TimeSpan.FromHours(1)));
    }
}
