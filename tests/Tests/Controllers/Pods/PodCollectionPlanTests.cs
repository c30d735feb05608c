using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Pods;
using Kubesharp.Tests.Controllers.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.Pods;

public sealed class PodCollectionPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // bound, deleted, the node (none: -), its taint
    [InlineData(false, false, "-", "", "")] // it waits for the scheduler
    [InlineData(false, true, "-", "", "unscheduled")]
    [InlineData(true, false, "-", "", "orphaned")]
    [InlineData(true, true, "-", "", "orphaned")]
    [InlineData(true, true, "Ready=True", "", "")] // its kubelet sees to it
    [InlineData(true, true, "Ready=Unknown", "", "")] // or may yet
    [InlineData(true, true, "Ready=Unknown", "node.kubernetes.io/out-of-service", "out-of-service")]
    [InlineData(true, false, "Ready=Unknown", "node.kubernetes.io/out-of-service", "")]
    [InlineData(true, true, "Ready=True", "node.kubernetes.io/out-of-service", "")]
    public void Reasons(bool bound, bool deleted, string node, string taint, string expected)
    {
        Pod pod = new()
        {
            Metadata = ObjectMeta.Empty with { DeletionTimestamp = deleted ? new Time(Now) : null },
            Spec = PodSpec.Empty with { NodeName = bound ? "node" : "" },
        };
        Node? found = node == "-" ? null : NodeHealthTests.Of(node);
        if (found is not null && taint.Length > 0)
            found = found with { Spec = found.Spec with { Taints = [Taint.Empty with { Key = taint }] } };

        Assert.Equal(expected, PodCollectionPlan.ReasonFor(pod, found));
    }

    [Fact]
    public void Beyond_the_threshold_evicted_ones_go_first_and_then_the_oldest()
    {
        Pod[] terminated = [PodOf("young", 1), PodOf("old", 9), PodOf("evicted", 1, "Evicted"), PodOf("older", 10)];

        Assert.Equal(["evicted", "older", "old"],
            PodCollectionPlan.Surplus(terminated, 1).Select(static pod => pod.Metadata.Name));
        Assert.Empty(PodCollectionPlan.Surplus(terminated, 4));
        Assert.Empty(PodCollectionPlan.Surplus(terminated, 0)); // no threshold
    }

    private static Pod PodOf(string name, int hoursOld, string reason = "") => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, CreationTimestamp = new Time(Now.AddHours(-hoursOld)) },
        Status = PodStatus.Empty with { Phase = "Failed", Reason = reason },
    };
}
