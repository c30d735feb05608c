using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.DaemonSets;
using Xunit;

namespace Kubesharp.Tests.Controllers.DaemonSets;

/// <summary>
/// The next steps of a DaemonSet. A row gives the Pods of each node: <c>r</c> ready and updated, <c>u</c> updated but
/// not ready, <c>o</c> old and ready, <c>b</c> old and broken, <c>f</c> failed, <c>t</c> on its way out.
/// </summary>
public sealed class DaemonSetPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("- - -", "+0 +1 +2")]
    [InlineData("r - r", "+1")]
    [InlineData("rr r r", "-0b")] // two on a node: the older one stays
    [InlineData("f r r", "!0a")]
    [InlineData("t r r", "")] // its successor comes when it is gone
    [InlineData("o o o", "-0a")] // one at a time
    [InlineData("u o o", "")]
    [InlineData("r o o", "-1a")]
    [InlineData("o b o", "-1a")] // a broken one is replaced at once, and counts
    [InlineData("- o o", "+0")] // first every node its Pod
    public void In_place(string pods, string expected) => Assert.Equal(expected, Plan(Daemon("1", "0"), pods));

    [Theory]
    [InlineData("o o o", "+0")]
    [InlineData("ou o o", "")]
    [InlineData("or o o", "-0a")] // taken over
    [InlineData("bu o o", "-0a")] // nothing to lose
    [InlineData("r o o", "+1")]
    [InlineData("b o o", "+0 +1")] // a broken one is replaced without being counted
    public void With_surge(string pods, string expected) => Assert.Equal(expected, Plan(Daemon("0", "1"), pods));

    [Theory]
    [InlineData("50%", "o o o o", "-0a -1a")]
    [InlineData("10%", "o o o o", "-0a")] // rounded up
    public void maxUnavailable_in_percent(string unavailable, string pods, string expected) =>
        Assert.Equal(expected, Plan(Daemon(unavailable, "0"), pods));

    [Fact]
    public void OnDelete_replaces_nothing() =>
        Assert.Equal("", Plan(Daemon("1", "0", type: "OnDelete"), "o o o"));

    [Theory]
    [InlineData("dedicated", "NoSchedule", false, true)] // no new Pod, but what runs may go on
    [InlineData("dedicated", "NoExecute", false, false)]
    [InlineData("dedicated", "PreferNoSchedule", true, true)]
    [InlineData("node.kubernetes.io/unschedulable", "NoSchedule", true, true)] // daemons run on cordoned nodes
    [InlineData("node.kubernetes.io/not-ready", "NoExecute", true, true)]
    [InlineData("node.kubernetes.io/network-unavailable", "NoSchedule", false, true)]
    public void Taints(string key, string effect, bool shouldRun, bool mayGoOn)
    {
        Node node = NodeNamed(0) with
        {
            Spec = NodeSpec.Empty with { Taints = [Taint.Empty with { Key = key, Effect = effect }] },
        };

        Assert.Equal((shouldRun, mayGoOn), DaemonPod.On(Daemon("1", "0"), node));
    }

    [Fact]
    public void A_node_selector_leaves_other_nodes_out()
    {
        DaemonSet daemonSet = Daemon("1", "0");
        PodTemplateSpec template = daemonSet.Spec.Template with
        {
            Spec = PodSpec.Empty with { NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd" } },
        };
        daemonSet = daemonSet with { Spec = daemonSet.Spec with { Template = template } };

        Assert.Equal("-0a", Plan(daemonSet, "r -"));
    }

    [Fact] // E101
    public void A_Pod_is_for_one_node_and_carries_its_revision()
    {
        Pod pod = DaemonPod.NewFor(Daemon("1", "0"), "hash", "node-7");

        Assert.Equal("node-7", DaemonPod.NodeOf(pod));
        Assert.Equal("", pod.Spec.NodeName); // the scheduler binds it
        Assert.Equal("hash", pod.Metadata.Labels["controller-revision-hash"]);
        Assert.Equal("logs-", pod.Metadata.GenerateName);
        Assert.Contains(pod.Spec.Tolerations, static toleration =>
            toleration is { Key: "node.kubernetes.io/unreachable", Effect: "NoExecute", Operator: "Exists" });
    }

    [Fact] // E100
    public void Status_counts_nodes()
    {
        DaemonSetStatus status = DaemonSetStatusPlan.For(View(Daemon("1", "0"), "r u o - or"), 0);

        Assert.Equal(
            (5, 4, 3, 3, 2, 3),
            (status.DesiredNumberScheduled, status.CurrentNumberScheduled, status.NumberReady, status.NumberAvailable,
                status.NumberUnavailable, status.UpdatedNumberScheduled));
    }

    private static string Plan(DaemonSet daemonSet, string pods)
    {
        DaemonSetPlan plan = DaemonSetPlan.For(View(daemonSet, pods));
        return string.Join(" ",
            plan.CreateOn.Select(static node => "+" + node["node-".Length..])
                .Concat(plan.Delete.Select(static pod => "-" + pod.Metadata.Name))
                .Concat(plan.Finished.Select(static pod => "!" + pod.Metadata.Name)));
    }

    private static DaemonSetView View(DaemonSet daemonSet, string pods)
    {
        string[] nodes = pods.Split(' ');
        return new(daemonSet, "new", [.. Enumerable.Range(0, nodes.Length).Select(NodeNamed)],
            [.. nodes.SelectMany(static (states, node) =>
                states.Where(static state => state != '-').Select((state, i) => PodOf(node, i, state)))],
            Now);
    }

    private static Node NodeNamed(int number) =>
        new() { Metadata = ObjectMeta.Empty with { Name = $"node-{number}" } };

    private static Pod PodOf(int node, int number, char state) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = $"{node}{(char)('a' + number)}",
            CreationTimestamp = new Time(Now.AddMinutes(number - 60)),
            DeletionTimestamp = state == 't' ? new Time(Now) : null,
            Labels = new Dictionary<string, string>
            {
                ["controller-revision-hash"] = state is 'o' or 'b' ? "old" : "new",
            },
        },
        Spec = PodSpec.Empty with { NodeName = $"node-{node}" },
        Status = PodStatus.Empty with
        {
            Phase = state == 'f' ? "Failed" : "Running",
            Conditions =
            [
                PodCondition.Empty with { Type = "Ready", Status = state is 'r' or 'o' ? "True" : "False" },
            ],
        },
    };

    private static DaemonSet Daemon(string unavailable, string surge, string type = "RollingUpdate") => new()
    {
        Metadata = ObjectMeta.Empty with { Name = "logs", Namespace = "default", Uid = "daemon" },
        Spec = DaemonSetSpec.Empty with
        {
            UpdateStrategy = DaemonSetUpdateStrategy.Empty with
            {
                Type = type,
                RollingUpdate = new RollingUpdateDaemonSet
                {
                    MaxUnavailable = IntOrString.Parse(unavailable),
                    MaxSurge = IntOrString.Parse(surge),
                },
            },
        },
    };
}
