using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.ReplicaSets;
using Xunit;

namespace Kubesharp.Tests.Controllers.ReplicaSets;

public sealed class ReplicaPlanTests
{
    [Theory]
    [InlineData(3, 0, 3)]
    [InlineData(3, 2, 1)]
    [InlineData(3, 3, 0)]
    [InlineData(2000, 0, ReplicaPlan.BurstReplicas)] // one pass takes a bounded step
    public void Missing_Pods_are_created(int wanted, int present, int expected)
    {
        (int create, IReadOnlyList<Pod> delete) = For(
            wanted, [.. Enumerable.Range(0, present).Select(number => PodNamed($"pod-{number}"))]);

        Assert.Equal(expected, create);
        Assert.Empty(delete);
    }

    [Fact]
    public void Of_surplus_Pods_those_go_first_that_serve_least()
    {
        Pod unassigned = PodNamed("unassigned");
        Pod pending = PodNamed("pending", node: "n", phase: "Pending");
        Pod unready = PodNamed("unready", node: "n", phase: "Running");
        Pod ready = PodNamed("ready", node: "n", phase: "Running", ready: true);

        (_, IReadOnlyList<Pod> delete) = For(1, [ready, unready, pending, unassigned]);

        Assert.Equal(["unassigned", "pending", "unready"], delete.Select(pod => pod.Metadata.Name));
    }

    [Fact]
    public void A_lower_deletion_cost_goes_before_a_higher_one()
    {
        Pod cheap = PodNamed("cheap", node: "n", phase: "Running", ready: true, cost: "-5");
        Pod dear = PodNamed("dear", node: "n", phase: "Running", ready: true, cost: "5");

        (_, IReadOnlyList<Pod> delete) = For(1, [dear, cheap]);

        Assert.Equal("cheap", Assert.Single(delete).Metadata.Name);
    }

    private static (int Create, IReadOnlyList<Pod> Delete) For(int wanted, IReadOnlyList<Pod> active) =>
        ReplicaPlan.For(wanted, active, active, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static Pod PodNamed(
        string name, string node = "", string phase = "Pending", bool ready = false, string? cost = null) => new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = name,
                Annotations = cost is null
                    ? ObjectMeta.Empty.Annotations
                    : new Dictionary<string, string> { ["controller.kubernetes.io/pod-deletion-cost"] = cost },
            },
            Spec = PodSpec.Empty with { NodeName = node },
            Status = PodStatus.Empty with
            {
                Phase = phase,
                Conditions = ready ? [PodCondition.Empty with { Type = "Ready", Status = "True" }] : [],
            },
        };
}
