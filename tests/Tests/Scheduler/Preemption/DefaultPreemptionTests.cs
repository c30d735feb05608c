using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Tests.Scheduler.Framework;
using Xunit;
using static Kubesharp.Tests.Scheduler.Framework.SchedulingBoard;

namespace Kubesharp.Tests.Scheduler.Preemption;

public sealed class DefaultPreemptionTests
{
    private readonly SchedulingBoard board = new();

    [Fact]
    public void As_few_and_as_unimportant_Pods_as_possible_go()
    {
        board.Snapshot.SetNode(NodeOf("dear"));
        board.Snapshot.SetNode(NodeOf("cheap"));
        board.Place(PodOf("important", cpu: "4", priority: 50), "dear");
        board.Place(PodOf("small", cpu: "1", priority: 1), "cheap");
        board.Place(PodOf("large", cpu: "3", priority: 1), "cheap");

        Assert.Equal("cheap", board.Schedule(PodOf("pod", cpu: "1", priority: 100)).Nominated);
        Assert.Equal(["small"], board.Evicted);
    }

    [Fact]
    public void A_budget_is_respected_where_that_can_be()
    {
        board.Objects.Set(new PodDisruptionBudget
        {
            Metadata = ObjectMeta.Empty with { Name = "budget", Namespace = "default" },
            Spec = PodDisruptionBudgetSpec.Empty with
            {
                Selector = LabelSelector.Empty with { MatchLabels = new Dictionary<string, string> { ["app"] = "db" } },
            },
        });
        board.Snapshot.SetNode(NodeOf("guarded"));
        board.Snapshot.SetNode(NodeOf("open"));
        board.Place(PodOf("guarded", cpu: "4", priority: 0, labels: ("app", "db")), "guarded");
        board.Place(PodOf("open", cpu: "4", priority: 5), "open");

        Assert.Equal("open", board.Schedule(PodOf("pod", cpu: "1", priority: 100)).Nominated);
        Assert.Equal(["open"], board.Evicted);
    }

    [Fact]
    public void Who_may_not_preempt_says_so()
    {
        board.Snapshot.SetNode(NodeOf("full"));
        board.Place(PodOf("low", cpu: "4"), "full");
        Pod meek = PodOf("pod", cpu: "1", priority: 100);
        meek = meek with { Spec = meek.Spec with { PreemptionPolicy = "Never" } };

        Assert.Equal(
            "0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.",
            board.Schedule(meek).Message);
        Assert.Empty(board.Evicted);
    }

    [Fact]
    public void While_its_victims_leave_a_Pod_does_not_ask_for_more()
    {
        board.Snapshot.SetNode(NodeOf("node"));
        Pod victim = PodOf("victim", cpu: "4");
        board.Place(
            victim with
            {
                Metadata = victim.Metadata with { DeletionTimestamp = new Time(DateTimeOffset.UnixEpoch) },
                Status = victim.Status with
                {
                    Conditions =
                    [
                        new() { Type = "DisruptionTarget", Status = "True", Reason = "PreemptionByScheduler" },
                    ],
                },
            },
            "node");
        Pod pod = PodOf("pod", cpu: "1", priority: 100);
        pod = pod with { Status = pod.Status with { NominatedNodeName = "node" } };

        Assert.Equal(
            "0/1 nodes are available: 1 Insufficient cpu. "
            + "preemption: not eligible due to a terminating pod on the nominated node.",
            board.Schedule(pod).Message);
    }

    [Fact]
    public void Room_made_for_one_is_not_given_to_a_lesser_one()
    {
        board.Snapshot.SetNode(NodeOf("node"));
        board.Nominated.Set(new(PodOf("high", cpu: "3", priority: 100)), "node");

        Assert.Null(board.Decide(PodOf("low", cpu: "2", priority: 1)).Node);
        Assert.NotNull(board.Decide(PodOf("higher", cpu: "2", priority: 200)).Node);
    }

    [Fact]
    public void A_trial_leaves_no_trace()
    {
        board.Snapshot.SetNode(NodeOf("node"));
        for (int i = 0; i < 4; i++)
            board.Place(PodOf($"low-{i}", cpu: "1", labels: ("app", $"{i}")), "node");
        string Books() => string.Join(
            ' ', board.Snapshot.Nodes[0].Pods.Select(static pod => pod.Uid).Append(
                $"{board.Snapshot.Nodes[0].RequestedMilliCpu} {board.Snapshot.Generation}"));
        string before = Books();

        board.Schedule(PodOf("pod", cpu: "2", priority: 10));

        Assert.Equal(2, board.Evicted.Count);
        Assert.Equal(before, Books());
    }
}
