using Kubesharp.Client;
using Kubesharp.Simulation.Clock;
using Xunit;

namespace Kubesharp.Tests.Client;

public sealed class WorkQueueTests
{
    private readonly SimulatedClock clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task A_key_added_twice_is_taken_once()
    {
        WorkQueue<string> queue = new(clock);
        queue.Add("a");
        queue.Add("a");
        queue.Add("b");

        Assert.Equal("a", await queue.TakeAsync(CancellationToken.None));
        Assert.Equal("b", await queue.TakeAsync(CancellationToken.None));
        Assert.Equal(0, queue.Depth);
    }

    [Fact]
    public async Task A_key_added_while_worked_on_comes_back_when_done()
    {
        WorkQueue<string> queue = new(clock);
        queue.Add("a");
        string key = await queue.TakeAsync(CancellationToken.None);
        queue.Add("a");
        ValueTask<string> again = queue.TakeAsync(CancellationToken.None);
        Assert.False(again.IsCompleted);

        queue.Done(key);

        Assert.Equal("a", await again);
    }

    [Fact]
    public async Task Failures_in_a_row_pause_longer_and_a_success_forgets_them()
    {
        WorkQueue<string> queue = new(clock);
        Assert.Equal(TimeSpan.FromMilliseconds(5), queue.AddRateLimited("a"));
        Assert.Equal(TimeSpan.FromMilliseconds(10), queue.AddRateLimited("a"));
        Assert.Equal(TimeSpan.FromMilliseconds(20), queue.AddRateLimited("a"));
        queue.Forget("a");
        Assert.Equal(TimeSpan.FromMilliseconds(5), queue.AddRateLimited("a"));

        Assert.True(clock.FireNext());
        Assert.Equal("a", await queue.TakeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Of_several_delays_the_earliest_counts()
    {
        WorkQueue<string> queue = new(clock);
        queue.AddAfter("a", TimeSpan.FromSeconds(30));
        queue.AddAfter("a", TimeSpan.FromSeconds(2));
        queue.AddAfter("a", TimeSpan.FromSeconds(60));

        Assert.True(clock.FireNext());

        Assert.Equal(TimeSpan.FromSeconds(2), clock.Elapsed);
        Assert.Equal("a", await queue.TakeAsync(CancellationToken.None));
        Assert.False(clock.FireNext());
    }

    [Fact] // E117
    public async Task Metrics_count_what_happens_to_keys()
    {
        WorkQueue<string> queue = new(clock);
        queue.Add("a");
        queue.Add("a"); // is there already
        queue.Add("b");
        clock.Jump(TimeSpan.FromSeconds(5));
        string key = await queue.TakeAsync(CancellationToken.None);
        clock.Jump(TimeSpan.FromSeconds(20));

        Assert.Equal((2, 0), (queue.Metrics.Adds, queue.Metrics.Retries));
        Assert.Equal((20, 20), queue.Unfinished());
        queue.AddRateLimited(key);
        queue.Done(key);
        Assert.Equal(1, queue.Metrics.Retries);
        (IReadOnlyList<long> waited, double sum) = queue.Metrics.Waited.Read();
        Assert.Equal((0, 1, 5.0), (waited[8], waited[9], sum)); // more than one second, at most ten
        (IReadOnlyList<long> worked, sum) = queue.Metrics.Worked.Read();
        Assert.Equal((0, 1, 20.0), (worked[9], worked[10], sum)); // more than ten
    }
}
