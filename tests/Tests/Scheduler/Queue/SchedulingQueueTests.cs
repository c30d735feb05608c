using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;
using Kubesharp.Tests.Scheduler.Framework;
using Xunit;
using static Kubesharp.Tests.Scheduler.Framework.SchedulingBoard;

namespace Kubesharp.Tests.Scheduler.Queue;

public sealed class SchedulingQueueTests
{
    private static readonly HashSet<string> Fit = ["NodeResourcesFit"];
    private static readonly HashSet<string> Taints = ["TaintToleration"];

    private readonly SchedulingBoard board = new();
    private readonly SchedulingQueue queue;

    public SchedulingQueueTests() => queue = new SchedulingQueue(board.Clock);

    [Fact]
    public void Higher_priority_goes_first_then_who_came_first()
    {
        Add("first");
        Add("second");
        Add("important", priority: 1000);

        Assert.Equal(["important", "first", "second"], [Next(), Next(), Next()]);
        Assert.Null(queue.Pop());
    }

    [Fact]
    public void A_parked_Pod_wakes_on_an_event_that_its_plugin_asked_for()
    {
        Add("pod");
        Add("busy");
        QueuedPod pod = queue.Pop()!;
        queue.Park(pod, Fit);

        queue.Wake(new ClusterChange(EventResource.Node, EventAction.NodeTaints, NodeOf("n"), NodeOf("n")));
        Assert.Equal(QueuePlace.Unschedulable, pod.Place);
        queue.Wake(new ClusterChange(EventResource.AssignedPod, EventAction.Delete, new PodInfo(PodOf("gone"))));
        Assert.Equal(QueuePlace.Backoff, pod.Place);

        Assert.Equal("busy", Next());
    }

    [Fact]
    public void With_nothing_else_to_do_back_off_is_not_waited_for_unless_something_broke()
    {
        Add("woken");
        queue.Park(queue.Pop()!, Fit);
        queue.Wake(new ClusterChange(EventResource.AssignedPod, EventAction.Delete, new PodInfo(PodOf("gone"))));
        Assert.Equal("woken", Next());

        Add("broken");
        queue.Retry(queue.Pop()!);
        Assert.Null(queue.Pop());
        Assert.Equal(TimeSpan.FromSeconds(1), queue.UntilNext);
        board.Clock.Jump(TimeSpan.FromSeconds(1));
        Assert.Equal("broken", Next());
    }

    [Fact]
    public void Back_off_doubles_up_to_ten_seconds()
    {
        Add("broken");
        List<double> pauses = [];
        for (int i = 0; i < 6; i++)
        {
            queue.Retry(queue.Pop()!);
            pauses.Add(queue.UntilNext!.Value.TotalSeconds);
            board.Clock.Jump(queue.UntilNext.Value);
        }
        Assert.Equal([1, 2, 4, 8, 10, 10], pauses);
    }

    [Fact]
    public void A_hint_tells_which_change_of_a_node_may_help()
    {
        Add("pod");
        QueuedPod pod = queue.Pop()!;
        queue.Park(pod, Taints);

        Node tainted = NodeOf("n", taint: ("dedicated", "db"));
        queue.Wake(new ClusterChange(EventResource.Node, EventAction.NodeTaints, tainted, tainted));
        Assert.Equal(QueuePlace.Unschedulable, pod.Place);
        queue.Wake(new ClusterChange(EventResource.Node, EventAction.NodeTaints, tainted, NodeOf("n")));
        Assert.NotEqual(QueuePlace.Unschedulable, pod.Place);
    }

    [Fact]
    public void A_hint_is_asked_once_for_equal_Pods()
    {
        for (int i = 0; i < 100; i++)
            Add($"pod-{i}");
        while (queue.Pop() is { } pod)
            queue.Park(pod, Taints);
        Assert.Equal(100, queue.Count(QueuePlace.Unschedulable));

        queue.Wake(new ClusterChange(EventResource.Node, EventAction.Add, null, NodeOf("n")));

        Assert.Equal((0, 100), (queue.Count(QueuePlace.Unschedulable), queue.Count(QueuePlace.Backoff)));
    }

    [Fact]
    public void A_removed_Pod_never_comes_up()
    {
        Add("gone");
        queue.Remove("gone");
        Assert.Null(queue.Pop());
        Assert.Equal(0, queue.Count(QueuePlace.Active));
    }

    [Fact]
    public void Without_any_event_a_parked_Pod_is_tried_again_after_five_minutes()
    {
        Add("pod");
        queue.Park(queue.Pop()!, Fit);
        Assert.Equal(TimeSpan.FromMinutes(5), queue.UntilNext);

        board.Clock.Jump(TimeSpan.FromMinutes(5));
        Assert.Equal("pod", Next());
    }

    [Fact]
    public void A_gated_Pod_comes_up_when_its_last_gate_is_gone()
    {
        Pod pod = PodOf("pod");
        Pod gated = pod with { Spec = pod.Spec with { SchedulingGates = [new() { Name = "wait" }] } };
        queue.Set(new PodInfo(gated), board.Profile);
        Assert.Null(queue.Pop());
        Assert.Equal(1, queue.Count(QueuePlace.Gated));
        board.Clock.Jump(TimeSpan.FromMinutes(10));
        Assert.Null(queue.Pop());

        queue.Set(new PodInfo(pod), board.Profile);

        Assert.Equal("pod", Next());
    }

    [Fact]
    public void While_its_victims_are_told_to_go_a_Pod_sleeps()
    {
        Add("pod");
        QueuedPod pod = queue.Pop()!;
        pod.IsPreempting = true;
        queue.Park(pod, Fit);
        queue.Wake(new ClusterChange(EventResource.AssignedPod, EventAction.Delete, new PodInfo(PodOf("victim"))));
        Assert.Equal(QueuePlace.Unschedulable, pod.Place);

        queue.EndPreemption("pod", failed: false);

        Assert.Equal("pod", Next());
    }

    private void Add(string name, int priority = 0) =>
        queue.Set(new PodInfo(PodOf(name, priority: priority)), board.Profile);

    private string? Next() => queue.Pop()?.Pod.Pod.Metadata.Name;
}
