using Kubesharp.Scheduler.Explaining;
using Kubesharp.Scheduler.Snapshot;
using Kubesharp.Tests.Scheduler.Framework;
using Xunit;
using static Kubesharp.Tests.Scheduler.Framework.SchedulingBoard;

namespace Kubesharp.Tests.Scheduler.Explaining;

public sealed class SchedulingExplanationTests
{
    private readonly SchedulingBoard board = new();

    [Fact]
    public void Each_node_says_what_failed_and_by_how_much_or_how_it_scores()
    {
        board.Snapshot.SetNode(NodeOf("empty"));
        board.Snapshot.SetNode(NodeOf("full"));
        board.Snapshot.SetNode(NodeOf("tainted", taint: ("dedicated", "db")));
        board.Place(PodOf("other", cpu: "3500m"), "full");

        SchedulingExplanation explanation = SchedulingExplanation.Of(
            new PodInfo(PodOf("pod", cpu: "1")), board.Snapshot, board.Objects);

        Assert.Equal(["empty", "full", "tainted"], explanation.Nodes.Select(static node => node.Node));
        Assert.Equal("cpu: asks 1, free 500m of 4, lacks 500m", explanation.Nodes[1].Details);
        Assert.Equal("node(s) had untolerated taint {dedicated: db}", explanation.Nodes[2].Reason);
        Assert.Equal(
            explanation.Nodes[0].Total,
            explanation.Nodes[0].Scores.Sum(static score => score.Score * score.Weight));
        Assert.Contains("empty: fits, score ", explanation.ToString());
        Assert.Contains(
            "full: rejected by NodeResourcesFit: Insufficient cpu (cpu: asks 1, free 500m of 4, lacks 500m)",
            explanation.ToString());
    }

    [Fact]
    public void Without_a_node_that_fits_it_says_who_would_be_evicted()
    {
        board.Snapshot.SetNode(NodeOf("full"));
        board.Place(PodOf("low", cpu: "4"), "full");

        SchedulingExplanation explanation = SchedulingExplanation.Of(
            new PodInfo(PodOf("high", cpu: "1", priority: 10)), board.Snapshot, board.Objects);

        Assert.Equal("would evict default/low from full", explanation.Preemption);
    }
}
