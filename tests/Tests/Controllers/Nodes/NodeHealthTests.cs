using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.Nodes;

/// <summary>Taints, conditions and labels of nodes.</summary>
public sealed class NodeHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory] // E105
    [InlineData("Ready=True", false, null, "")]
    [InlineData("Ready=False", false, null, "not-ready:NoSchedule")] // it evicts only when its zone lets it
    [InlineData("Ready=False", false, "node.kubernetes.io/not-ready", "not-ready:NoSchedule not-ready:NoExecute")]
    [InlineData("Ready=Unknown", false, "node.kubernetes.io/unreachable",
        "unreachable:NoSchedule unreachable:NoExecute")]
    [InlineData("Ready=True MemoryPressure=True", false, null, "memory-pressure:NoSchedule")]
    [InlineData("Ready=True DiskPressure=True PIDPressure=True", false, null,
        "disk-pressure:NoSchedule pid-pressure:NoSchedule")]
    [InlineData("Ready=True NetworkUnavailable=True", false, null, "network-unavailable:NoSchedule")]
    [InlineData("Ready=True", true, null, "unschedulable:NoSchedule")]
    public void Taints(string conditions, bool cordoned, string? evicting, string expected)
    {
        Node node = Of(conditions);
        node = node with { Spec = node.Spec with { Unschedulable = cordoned } };

        Assert.Equal(expected, string.Join(' ', NodeHealth.TaintsFor(node, evicting, Now).Select(
            static taint => $"{taint.Key[(taint.Key.IndexOf('/', StringComparison.Ordinal) + 1)..]}:{taint.Effect}")));
    }

    [Fact]
    public void Taints_of_others_stay_and_those_that_stay_keep_their_time()
    {
        Taint foreign = Taint.Empty with { Key = "node.kubernetes.io/not-ready", Effect = "PreferNoSchedule" };
        Taint known = Taint.Empty with
        {
            Key = NodeHealth.NotReadyTaint, Effect = "NoExecute", TimeAdded = new Time(Now.AddMinutes(-3)),
        };
        Node node = Of("Ready=False");
        node = node with { Spec = node.Spec with { Taints = [foreign, known] } };

        IReadOnlyList<Taint> taints = NodeHealth.TaintsFor(node, NodeHealth.NotReadyTaint, Now);

        Assert.Contains(foreign, taints);
        Assert.Contains(known, taints);
    }

    [Fact]
    public void What_a_silent_node_used_to_say_is_unknown()
    {
        IReadOnlyList<NodeCondition> conditions = NodeHealth.Silenced(Of("Ready=True NetworkUnavailable=False"), Now);

        Assert.Equal(
            [
                "Ready Unknown NodeStatusUnknown: Kubelet stopped posting node status.",
                "MemoryPressure Unknown NodeStatusNeverUpdated: Kubelet never posted node status.",
                "DiskPressure Unknown NodeStatusNeverUpdated: Kubelet never posted node status.",
                "PIDPressure Unknown NodeStatusNeverUpdated: Kubelet never posted node status.",
                "NetworkUnavailable False : ",
            ],
            conditions.Select(static one => $"{one.Type} {one.Status} {one.Reason}: {one.Message}"));
    }

    [Fact]
    public void Older_names_of_labels_follow_the_present_ones()
    {
        Node node = Of("Ready=True");
        node = node with
        {
            Metadata = node.Metadata with
            {
                Labels = new Dictionary<string, string>
                {
                    ["kubernetes.io/os"] = "linux",
                    ["beta.kubernetes.io/os"] = "plan9",
                    ["kubernetes.io/arch"] = "arm64",
                },
            },
        };

        IReadOnlyDictionary<string, string> labels = NodeHealth.LabelsFor(node);

        Assert.Equal(("linux", "arm64"), (labels["beta.kubernetes.io/os"], labels["beta.kubernetes.io/arch"]));
        Node done = node with { Metadata = node.Metadata with { Labels = labels } };
        Assert.Same(labels, NodeHealth.LabelsFor(done));
    }

    internal static Node Of(string conditions, string name = "node", string zone = "") => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = name,
            Labels = zone.Length == 0 ? ObjectMeta.Empty.Labels
                : new Dictionary<string, string> { ["topology.kubernetes.io/zone"] = zone },
        },
        Status = NodeStatus.Empty with
        {
            Conditions =
            [
                .. conditions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static one =>
                    NodeCondition.Empty with { Type = one.Split('=')[0], Status = one.Split('=')[1] }),
            ],
        },
    };
}
