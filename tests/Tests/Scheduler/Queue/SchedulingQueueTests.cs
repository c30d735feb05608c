using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Simulation.Clock;
using Xunit;

namespace Kubesharp.Tests.Scheduler.Queue;

public sealed class SchedulingQueueTests
{
    private readonly SimulatedClock clock = new(DateTimeOffset.UnixEpoch);
    private readonly SchedulingQueue queue;

    public SchedulingQueueTests() => queue = new SchedulingQueue(clock);

    [Fact]
    public void Higher_priority_goes_first_then_who_came_first()
    {
        queue.Set(PodOf("first", 0));
        queue.Set(PodOf("second", 0));
        queue.Set(PodOf("important", 1000));

        Assert.Equal(["important", "first", "second"], [Next(), Next(), Next()]);
        Assert.Null(queue.Pop());
    }

    [Fact]
    public void A_parked_Pod_wakes_on_an_event_that_helps_after_its_back_off()
    {
        queue.Set(PodOf("pod", 0));
        queue.Park(queue.Pop()!, ClusterEvent.PodDeleted);

        queue.Wake(ClusterEvent.NodeTaintsChanged);
        Assert.Equal((0, 1), (queue.BackoffCount, queue.UnschedulableCount));
        queue.Wake(ClusterEvent.PodDeleted);
        Assert.Equal((1, 0), (queue.BackoffCount, queue.UnschedulableCount));
        Assert.Null(queue.Pop());

        clock.Jump(TimeSpan.FromSeconds(1));
        Assert.Equal("pod", Next());
    }

    [Fact]
    public void A_removed_Pod_never_comes_up()
    {
        queue.Set(PodOf("gone", 0));
        queue.Remove("gone");
        Assert.Null(queue.Pop());
    }

    [Fact]
    public void Without_any_event_a_parked_Pod_is_tried_again_after_five_minutes()
    {
        queue.Set(PodOf("pod", 0));
        queue.Park(queue.Pop()!, ClusterEvent.None);
        Assert.Equal(TimeSpan.FromMinutes(5), queue.UntilNext);

        clock.Jump(TimeSpan.FromMinutes(5));
        Assert.Equal("pod", Next());
    }

    private string? Next() => queue.Pop()?.Pod.Pod.Metadata.Name;

    private static Pod PodOf(string name, int priority) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Uid = name },
        Spec = PodSpec.Empty with { Priority = priority },
    };
}
