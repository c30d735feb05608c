using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;
using Xunit;
using static Kubesharp.Tests.Scheduler.Framework.SchedulingBoard;

namespace Kubesharp.Tests.Scheduler.Framework;

public sealed class SchedulingAlgorithmTests
{
    private readonly SchedulingBoard board = new();

    [Fact]
    public void The_emptier_node_is_taken()
    {
        board.Snapshot.SetNode(NodeOf("busy"));
        board.Snapshot.SetNode(NodeOf("idle"));
        board.Place(PodOf("other", cpu: "3"), "busy");

        Assert.Equal("idle", board.Decide(PodOf("pod", cpu: "500m")).Node?.Name);
    }

    // E103: the event's text, with upstream's words and order.
    [Fact]
    public void E103_A_full_cluster_says_how_many_nodes_lack_what_and_that_preemption_does_not_help()
    {
        board.Snapshot.SetNode(NodeOf("full"));
        board.Snapshot.SetNode(NodeOf("small", cpu: "500m"));
        board.Snapshot.SetNode(NodeOf("cordoned", unschedulable: true));
        board.Snapshot.SetNode(NodeOf("tainted", taint: ("dedicated", "db")));
        board.Place(PodOf("other", cpu: "4"), "full");

        (Decision decision, string message, string? nominated) = board.Schedule(PodOf("pod", cpu: "1"));

        Assert.Null(decision.Node);
        Assert.Equal("", nominated);
        Assert.Equal(
            "0/4 nodes are available: 1 node(s) had untolerated taint {dedicated: db}, 1 node(s) were unschedulable, "
            + "2 Insufficient cpu. preemption: 0/4 nodes are available: "
            + "1 No preemption victims found for incoming pod, 3 Preemption is not helpful for scheduling.",
            message);
        Assert.Contains("NodeResourcesFit", decision.Diagnosis.Plugins);
    }

    [Fact]
    public void E103_Without_nodes_the_sentence_is_upstreams() =>
        Assert.Equal("no nodes available to schedule pods", board.Decide(PodOf("pod")).Diagnosis.Message);

    [Fact]
    public void A_cluster_without_a_matching_node_says_so()
    {
        board.Snapshot.SetNode(NodeOf("plain"));
        Pod pod = PodOf("pod");
        pod = pod with
        {
            Spec = pod.Spec with { NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd" } },
        };

        Assert.Equal(
            "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. "
            + "preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
            board.Schedule(pod).Message);
    }

    [Theory]
    [InlineData(50, 0, 50)]
    [InlineData(100, 0, 100)]
    [InlineData(1000, 0, 420)]
    [InlineData(5000, 0, 500)]
    [InlineData(6000, 0, 300)]
    [InlineData(15000, 0, 750)]
    [InlineData(5000, 30, 1500)]
    [InlineData(5000, 100, 5000)]
    [InlineData(200, 10, 100)]
    public void Enough_nodes_as_upstream_counts(int nodes, int percentage, int expected) =>
        Assert.Equal(expected, SchedulingAlgorithm.EnoughNodes(nodes, percentage));

    [Fact]
    public void A_search_goes_on_where_the_last_one_ended()
    {
        SchedulingBoard sampled = new(percentageOfNodesToScore: 10);
        for (int i = 0; i < 300; i++)
            sampled.Snapshot.SetNode(NodeOf($"node-{i}"));

        sampled.Decide(PodOf("first"));
        HashSet<string> before = [.. sampled.Algorithm.FeasibleNodes.Select(static node => node.Name)];
        sampled.Decide(PodOf("second"));

        Assert.Equal(100, before.Count);
        Assert.DoesNotContain(sampled.Algorithm.FeasibleNodes, node => before.Contains(node.Name));
    }

    [Fact]
    public void Nodes_are_tried_one_zone_after_the_other()
    {
        foreach (string name in new[] { "a1", "a2", "a3", "b1", "c1" })
            board.Snapshot.SetNode(NodeOf(name, labels: ("topology.kubernetes.io/zone", name[..1])));

        Assert.Equal(["a1", "b1", "c1", "a2", "a3"], board.Snapshot.Nodes.Select(static node => node.Name));
    }

    [Fact]
    public void Among_equals_chance_decides_and_the_seed_repeats_it()
    {
        static string[] Run()
        {
            SchedulingBoard board = new();
            for (int i = 0; i < 20; i++)
                board.Snapshot.SetNode(NodeOf($"node-{i}"));
            return [.. Enumerable.Range(0, 10).Select(i => board.Decide(PodOf($"pod-{i}")).Node!.Name)];
        }

        string[] first = Run();
        Assert.Equal(first, Run());
        Assert.True(first.Distinct().Count() > 1);
    }

    [Fact]
    public void Init_containers_count_by_their_peak_and_containers_by_their_sum()
    {
        Pod pod = new()
        {
            Spec = PodSpec.Empty with
            {
                InitContainers = [ContainerOf("3"), ContainerOf("1", restartPolicy: "Always")],
                Containers = [ContainerOf("1"), ContainerOf("1")],
            },
        };

        Assert.Equal(3000, new PodInfo(pod).Requested.MilliCpu);
    }

    [Fact]
    public void While_a_resize_is_under_way_the_larger_amount_counts()
    {
        Pod pod = PodOf("pod", cpu: "1");
        Pod shrinking = pod with
        {
            Status = pod.Status with
            {
                ContainerStatuses =
                [
                    ContainerStatus.Empty with
                    {
                        Name = "c", AllocatedResources = ContainerOf("2").Resources.Requests,
                    },
                ],
            },
        };
        Assert.Equal(2000, new PodInfo(shrinking).Requested.MilliCpu);
    }
}
